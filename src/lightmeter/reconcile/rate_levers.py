"""Which levers of a pack a rate depends on, and which others could explain what was charged."""

from collections.abc import Iterable

import attrs

from lightmeter.language.typed import Node, children
from lightmeter.language.types import BOOLEAN, IntegerType, StringType
from lightmeter.packs.branch import Branch
from lightmeter.packs.program import Program

__all__ = ["RateLevers", "combinations", "rate_levers"]


@attrs.frozen
class RateLevers:
    """
    The levers of the first billed item.

    Attributes:
        read: That its rate reads, in the order of the pack.
        others: That neither its rate nor its quantity reads.
        depends: Whether the rate is another one for another request.
    """

    read: tuple[str, ...]
    others: tuple[str, ...]
    depends: bool


def rate_levers(program: Program) -> RateLevers:
    """Tell the levers of a program apart."""
    line = program.lines[0]
    rate = _Reading(program)
    rate.branches(line.rate)
    quantity = _Reading(program)
    quantity.branches(line.quantity)
    names = [name for name, _ in program.levers]
    return RateLevers(
        read=tuple(it for it in names if it in rate.levers),
        others=tuple(it for it in names if it not in rate.levers and it not in quantity.levers),
        depends=len(line.rate) > 1
        or any(it.when is not None for it in line.rate)
        or bool(rate.levers or rate.members),
    )


def combinations(program: Program, levers: Iterable[str]) -> int | None:
    """In how many ways the values of levers can be put together; None without end."""
    types = {name: tree.type for name, tree in program.levers}
    number = 1
    for name in levers:
        kind = types[name]
        if isinstance(kind, StringType) and kind.pattern is None and kind.values is not None:
            number *= len(kind.values)
        elif kind == BOOLEAN:
            number *= 2
        elif isinstance(kind, IntegerType) and None not in (kind.minimum, kind.maximum):
            assert kind.minimum is not None
            assert kind.maximum is not None
            number *= kind.maximum - kind.minimum + 1
        else:
            return None
    return number


class _Reading:
    """Levers that expressions read, and members that they read past them."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.levers: set[str] = set()
        self.members: set[tuple[str, ...]] = set()

    def branches(self, branches: Iterable[Branch]) -> None:
        for it in branches:
            for tree in (it.when, it.minimum, it.maximum):
                if tree is not None:
                    self._read(tree)

    def _read(self, tree: Node) -> None:
        # Named values are put in place: what a lever is worked out from is read through it.
        found = [name for name, value in self._program.levers if value == tree]
        self.levers.update(found)
        if found:
            return
        path = getattr(tree, "path", None)
        if path is not None:
            self.members.add(tuple(path))
        for it in children(tree):
            self._read(it)
