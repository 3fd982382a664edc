"""Which members the price of a model looks at, and all that advice on one of its requests needs."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

from lightmeter.advice.choices import is_setting
from lightmeter.advice.scales import scale_of
from lightmeter.language.absent import ABSENT
from lightmeter.language.tree import Path
from lightmeter.language.typed import FieldValue, Node, StringLength, paths, walk
from lightmeter.packs.branch import Branch
from lightmeter.packs.hints import Hints, billed_trees, hints_of
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.packs.proven import ProvenRule

__all__ = ["Reading", "input_of", "reading_of", "touches"]

_Paths: TypeAlias = frozenset[Path]


@attrs.frozen(eq=False)
class Reading:
    """
    What a model's price and its scales look at.

    Attributes:
        program: Of the model.
        settings: That the price or a lever reads, in the pack's order, objects that hold one too.
        scales: Settings whose choices have an order, with that order.
        levers: Members that each lever reads.
        quantities: Members that each item's quantity reads.
        price: Members that a quantity or a rate reads, or that decide what is assumed.
        hints: Numbers that members are compared with.
        kept: Names of members that advice depends on, and whether their length alone counts.
    """

    program: Program
    settings: tuple[Member, ...]
    scales: tuple[tuple[Member, tuple[str, ...]], ...]
    levers: tuple[_Paths, ...]
    quantities: tuple[_Paths, ...]
    price: _Paths
    hints: Hints
    kept: tuple[tuple[str, bool], ...]

    def key(self, payload: Mapping[str, Any]) -> Hashable:
        """What two accepted payloads share where the same advice holds for both."""
        inner = input_of(self.program, payload)
        return tuple([_frozen(inner.get(name, ABSENT), it) for name, it in self.kept])


@lru_cache(maxsize=256)
def reading_of(program: Program) -> Reading:
    """Look through a program; each is looked through once."""
    billed = billed_trees(program)
    read = _paths(billed)
    settings = tuple(
        it
        for path, it in program.inputs.items()
        if is_setting(it) and not _in_template(program, path) and _is_read(it, read)
    )
    scales = tuple(
        (it, scale)
        for path, it in program.inputs.items()
        if is_setting(it) and (scale := scale_of(it, billed=touches(read, path)))
    )
    tried = [it.path for it in (*settings, *(it for it, _ in scales))]
    # A change wakes the rules that read it, and these look at other members besides.
    woken = [
        tree
        for rule in program.rules
        if any(touches(_paths(_trees(rule)), path) for path in tried)
        for tree in _trees(rule)
    ]
    return Reading(
        program=program,
        settings=settings,
        scales=scales,
        levers=tuple(paths(tree) for _, tree in program.levers),
        quantities=tuple(_paths(_branch_trees(it.quantity)) for it in program.lines),
        price=_price(program),
        hints=hints_of(program),
        kept=_kept([*billed, *woken], tried),
    )


def input_of(program: Program, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The input object of a payload, or {} where it has none."""
    inner: Any = payload
    for step in program.input:
        inner = inner.get(step) if isinstance(inner, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def touches(read: Iterable[Path], path: Path) -> bool:
    """Whether something that is read is a member, holds it or lies in it."""
    return any(it[: len(path)] == path or path[: len(it)] == it for it in read)


def _is_read(member: Member, read: _Paths) -> bool:
    """Whether a price reads a member, of an object all that it holds: the rest is the user's."""
    if member.properties and member.template is None:
        return all(_is_read(it, read) for it in member.properties.values())
    return touches(read, member.path)


def _in_template(program: Program, path: Path) -> bool:
    """Whether a member is a part of a size in its object form."""
    return any(
        (outer := program.inputs.get(path[:size])) is not None and outer.template is not None
        for size in range(1, len(path))
    )


def _price(program: Program) -> _Paths:
    trees = [it for it, _ in program.conditional_assumptions]
    for line in program.lines:
        trees += _branch_trees((*line.quantity, *line.rate))
    return _paths(trees)


def _branch_trees(branches: Iterable[Branch]) -> list[Node]:
    found = [tree for it in branches for tree in (it.when, it.minimum, it.maximum)]
    return [tree for tree in found if tree is not None]


def _trees(rule: ProvenRule) -> Iterator[Node]:
    yield from (it for it in (rule.when, rule.require) if it is not None)


def _paths(trees: Iterable[Node]) -> _Paths:
    return frozenset(path for tree in trees for path in paths(tree))


# Keys ---------------------------------------------------------------------------------------------


def _kept(trees: Iterable[Node], tried: Iterable[Path]) -> tuple[tuple[str, bool], ...]:
    whole: dict[str, bool] = {path[0]: True for path in tried}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, StringLength) and isinstance(node.operand, FieldValue):
                # Its operand is walked too, and counted once less.
                whole.setdefault(node.operand.path[0], False)
        for path, count in _values(tree).items():
            whole[path[0]] = whole.get(path[0], False) or count > 0
        for path in paths(tree):
            whole.setdefault(path[0], False)
    return tuple((name, not it) for name, it in sorted(whole.items()))


def _values(tree: Node) -> dict[Path, int]:
    """How often the value of each member is read for more than its length."""
    found: dict[Path, int] = {}
    for node in walk(tree):
        if isinstance(node, FieldValue):
            found[node.path] = found.get(node.path, 0) + 1
        elif isinstance(node, StringLength) and isinstance(node.operand, FieldValue):
            found[node.operand.path] = found.get(node.operand.path, 0) - 1
    return found


# The hash of an enum's member takes a call.
_LEFT_OUT = ("left out",)


def _frozen(value: Any, length: bool) -> Hashable:  # noqa: FBT001 - one of a pair that is kept
    if isinstance(value, str):
        return ("length", len(value)) if length else value
    if value is ABSENT:
        return _LEFT_OUT
    kind = type(value)
    if kind is int or kind is bool:
        # True is 1 to a dict.
        return kind, value
    if kind is Decimal:
        # An integer may be written as a decimal.
        return kind, str(value)
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), _frozen(it, length)) for key, it in value.items()))
    if isinstance(value, list | tuple):
        # No expression reads more of an array than its length.
        return "items", len(value)
    return repr(value)
