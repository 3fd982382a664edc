"""
Everything that a member can be, in finitely many parts.

A member is absent, or one of its choices, or a number within a stretch between two numbers that the
pack compares it with. What holds in every part holds in every request.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod

from lightmeter.language.narrow import Known, Value, narrow
from lightmeter.language.tree import Path
from lightmeter.language.truth import constant_truth
from lightmeter.language.typed import Node, Typed, paths
from lightmeter.language.types import ArrayType, IntegerType, ObjectType, StringType
from lightmeter.packs.hints import Hints, hints_of
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = ["never"]

# Combinations that are looked at before nothing is said.
_MOST_PARTS = 20_000
_LONGEST_ARRAY = 2**31


def never(program: Program, condition: Node) -> bool:
    """
    Tell whether a condition holds in no request that the fields accept.

    Returns:
        True only where that is proven; False says nothing.
    """
    hints = hints_of(program)
    names = sorted({path[0] for path in paths(condition)})
    members = [program.inputs[(name,)] for name in names]
    parts = [_listed(_parts(it, hints, required=it.field.required)) for it in members]
    if prod(map(len, parts)) > _MOST_PARTS:
        return False
    return all(
        constant_truth(Typed(narrow(condition, _together(chosen)))) is False
        for chosen in product(*parts)
    )


def _listed(parts: Iterator[Known]) -> list[Known]:
    """The parts of one member; of too many just one more than are looked at."""
    return list(islice(parts, _MOST_PARTS + 1))


def _together(parts: Iterable[Known]) -> Known:
    values: dict[Path, Value] = {}
    sent: dict[Path, bool] = {}
    for it in parts:
        values.update(it.values)
        sent.update(it.sent)
    return Known(values, sent)


def _parts(member: Member, hints: Hints, *, required: bool) -> Iterator[Known]:
    """What is known of a member and of all that lies in it, part by part."""
    if not required:
        default = member.field.default
        yield Known(
            {} if default is None else {member.path: default},
            dict.fromkeys(_below(member), False),
        )
    if member.field.unsupported is not None:
        return
    kinds = member.field.type or ("object",)
    sent = {member.path: True}
    if "string" in kinds:
        yield from _texts(member, hints)
    if "integer" in kinds:
        field = member.field
        choices = [it for it in field.enum if isinstance(it, int)]
        stretches: Sequence[IntegerType] = [IntegerType(it, it) for it in choices]
        if not choices:
            stretches = list(_stretches(field.minimum, field.maximum, _cuts(member.path, hints)))
        for stretch in stretches:
            yield Known({member.path: stretch}, sent)
    if "number" in kinds:
        yield Known({}, sent)
    if "boolean" in kinds:
        for value in (True, False):
            yield Known({member.path: value}, sent)
    if "array" in kinds and len(kinds) > 1:
        # Nobody can ask for its length: it may be something else.
        yield Known({member.path: ArrayType()}, sent)
    elif "array" in kinds:
        low, high = member.field.min_items or 0, member.field.max_items
        high = min(high, _LONGEST_ARRAY) if high is not None else _LONGEST_ARRAY
        for stretch in _stretches(low, high, _cuts(member.path, hints)):
            yield Known({member.path: stretch}, sent)
    if "object" in kinds:
        yield from _objects(member, hints)


def _texts(member: Member, hints: Hints) -> Iterator[Known]:
    inner = dict.fromkeys(_below(member), False)
    texts = [it for it in member.field.enum if isinstance(it, str)]
    for text in texts:
        yield Known({member.path: text}, {**inner, member.path: True})
    if member.template is not None:
        shape = StringType(None, member.template.strict)
        for parts in _template_parts(member, hints):
            yield Known({member.path: shape, **parts.values}, {**parts.sent, member.path: True})
    elif not texts:
        yield Known({}, {**inner, member.path: True})


def _objects(member: Member, hints: Hints) -> Iterator[Known]:
    here = {member.path: True}
    form: Mapping[Path, Value] = {member.path: ObjectType()}
    if member.template is not None:
        for parts in _template_parts(member, hints):
            yield Known({**parts.values, **form}, {**parts.sent, **here})
        return
    inner = [
        _listed(_parts(it, hints, required=it.field.required)) for it in member.properties.values()
    ]
    if prod(map(len, inner)) > _MOST_PARTS:
        # Nothing is known of what lies in it.
        yield Known(form, here)
        return
    for chosen in product(*inner):
        whole = _together(chosen)
        yield Known({**whole.values, **form}, {**whole.sent, **here})


def _template_parts(member: Member, hints: Hints) -> Iterator[Known]:
    template = member.template
    assert template is not None
    choices = []
    for name, (low, high), (_, most) in zip(
        template.parts, member.part_bounds, template.digits, strict=True
    ):
        path = (*member.path, name)
        if "object" not in member.field.type:
            # The object form counts no digits, and takes a minus sign; a text does not.
            low, high = 0, 10**most - 1  # noqa: PLW2901 - a text has no other bounds
        choices.append([(path, it) for it in _stretches(low, high, _cuts(path, hints))])
    for chosen in product(*choices):
        values: Mapping[Path, Value] = dict(chosen)
        yield Known(values, dict.fromkeys(values, True))


def _cuts(path: Path, hints: Hints) -> Sequence[int]:
    return sorted(hints.numbers.get(path, ()))


def _stretches(low: int | None, high: int | None, cuts: Iterable[int]) -> Iterator[IntegerType]:
    """A stretch of whole numbers, cut on both sides of each number."""
    start = low
    for cut in cuts:
        if (low is None or cut >= low) and (high is None or cut <= high):
            if start is None or start < cut:
                yield IntegerType(start, cut - 1)
            yield IntegerType(cut, cut)
            start = cut + 1
    if start is None or high is None or start <= high:
        yield IntegerType(start, high)


def _below(member: Member) -> Iterator[Path]:
    """A member, what lies in it, and the parts of its template."""
    yield member.path
    if member.template is not None:
        yield from ((*member.path, part) for part in member.template.parts)
    for inner in member.properties.values():
        if inner.path:
            yield from _below(inner)
