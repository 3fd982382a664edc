"""Single settings that bring one request within a limit."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from lightmeter.advice.choices import lattice
from lightmeter.advice.neighbours import Start, neighbour, neighbours, value_of
from lightmeter.diagnostic import Change
from lightmeter.estimate.model import Estimate
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.packs.tiers import ordered

__all__ = ["MOST_WAYS", "Way", "Worth", "nearer", "rank", "steps", "ways"]

Worth: TypeAlias = Callable[[Estimate], Decimal | None]
"""The most that an estimate may come to, in the currency of a limit; None where that is unknown."""

MOST_WAYS = 3
"""Ways that are offered."""


@attrs.frozen(eq=False)
class Way:
    """
    Changes that make a request cheaper.

    Attributes:
        changes: One for each member.
        cost: The most that it costs then, in the currency of the limit.
        there: The request then.
    """

    changes: tuple[Change, ...]
    cost: Decimal
    there: Start

    @property
    def program(self) -> Program:
        """That judged it."""
        return self.there.reading.program


def ways(start: Start, limit: Decimal, worth: Worth) -> list[Way]:
    """
    Find the single steps that bring a request within a limit.

    Returns:
        At most three, one for each member, the least loss first: that of the highest price.
    """
    found = []
    for member in start.reading.settings:
        best = _best(start, member, limit, worth)
        if best is not None:
            found.append(best)
    return sorted(found, key=lambda it: it.cost, reverse=True)[:MOST_WAYS]


def steps(start: Start, members: Iterable[Member], worth: Worth) -> Iterator[Way]:
    """Take every single step that has a known price."""
    for near in neighbours(start, members):
        cost = worth(near.there.estimate)
        if cost is not None:
            yield Way((near.change,), cost, near.there)


def _best(start: Start, member: Member, limit: Decimal, worth: Worth) -> Way | None:
    """The choice of a member that costs most within a limit, of equals the greatest or best."""
    before = worth(start.estimate)
    best: tuple[Any, Way] | None = None
    for it in steps(start, (member,), worth):
        if it.cost > limit or (before is not None and it.cost >= before):
            continue
        its = it.cost, *rank(member, it.changes[0])
        if best is None or its > best[0]:
            best = its, it
    if best is None:
        return None
    return nearer(start, member, best[1], limit, worth)


def rank(member: Member, change: Change) -> tuple[bool, int]:
    """What is set goes before what is left out; then the better choice, or the greater number."""
    scale = ordered(member.field.enum)
    value = change.value
    if type(value) is int:
        return True, value
    return change.operation == "set", scale.index(value) if value in scale else -1


def nearer(start: Start, member: Member, way: Way, limit: Decimal, worth: Worth) -> Way:
    """Of a number with many values, the one nearest to what was asked for."""
    fits, asked = way.changes[0].value, value_of(start, member)
    if type(fits) is not int or type(asked) is not int or fits == asked or member.field.enum:
        return way
    between = lattice(member, min(fits, asked), max(fits, asked))
    # Positions from what fits, 0, to what was asked for; what lies between need not fall in order,
    # so that only what was tried is offered.
    line = between if fits < asked else between[::-1]
    low, high = 0, len(line)
    while high - low > 1:
        middle = (low + high) // 2
        near = neighbour(start, member, line[middle])
        cost = None if near is None else worth(near.there.estimate)
        if near is not None and cost is not None and way.cost <= cost <= limit:
            low, way = middle, Way((near.change,), cost, near.there)
        else:
            high = middle
    return way
