"""Settings that bring one request within a limit: one step where one does, else several."""

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from lightmeter.advice.choices import lattice
from lightmeter.advice.neighbours import Start, neighbour, neighbours, value_of
from lightmeter.diagnostic import Change
from lightmeter.estimate.model import Estimate
from lightmeter.packs.program import Member, Program
from lightmeter.packs.tiers import ordered
from lightmeter.place import Pointer

__all__ = ["MOST_WAYS", "Way", "Worth", "lowest_way", "steps", "way_down", "ways"]

Worth: TypeAlias = Callable[[Estimate], Decimal | None]
"""The most that an estimate may come to, in the currency of a limit; None where that is unknown."""

MOST_WAYS = 3
"""Ways that are offered."""

# Settings that are changed in one request.
_MOST_STEPS = 4


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
    return sorted(found, key=lambda it: -it.cost)[:MOST_WAYS]


def way_down(start: Start, limit: Decimal, worth: Worth) -> Way | None:
    """
    Find several steps that bring a request within a limit together.

    Greedy: the step that saves the most, until one is left that need not go farther than it must.
    """
    here, taken = start, dict[Pointer, Change]()
    for _ in range(_MOST_STEPS):
        last = next(iter(ways(here, limit, worth)), None)
        if last is not None:
            taken.update({it.pointer: it for it in last.changes})
            return Way(tuple(taken.values()), last.cost, last.there)
        lower = _lowest(here, taken, worth)
        if lower is None:
            return None
        taken[lower.changes[0].pointer] = lower.changes[0]
        here = lower.there
    return None


def lowest_way(start: Start, worth: Worth) -> Way | None:
    """Go as far down as greedy steps lead; None where none makes it cheaper."""
    here, taken, last = start, dict[Pointer, Change](), None
    for _ in range(_MOST_STEPS):
        lower = _lowest(here, taken, worth)
        if lower is None:
            break
        taken[lower.changes[0].pointer] = lower.changes[0]
        here, last = lower.there, lower
    return None if last is None else Way(tuple(taken.values()), last.cost, here)


def _lowest(here: Start, taken: Collection[Pointer], worth: Worth) -> Way | None:
    """The step that saves most, of a member that none was taken of."""
    known = worth(here.estimate)
    left = [it for it in here.reading.settings if it.pointer not in taken]
    lower = [it for it in steps(here, left, worth) if known is None or it.cost < known]
    return min(lower, key=lambda it: it.cost, default=None)


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
        rank = it.cost, *_rank(member, it.changes[0])
        if best is None or rank > best[0]:
            best = rank, it
    if best is None:
        return None
    return _nearer(start, member, best[1], limit, worth)


def _rank(member: Member, change: Change) -> tuple[bool, int]:
    """What is set goes before what is left out; then the better choice, or the greater number."""
    scale = ordered(member.field.enum)
    value = change.value
    if type(value) is int:
        return True, value
    return change.operation == "set", scale.index(value) if value in scale else -1


def _nearer(start: Start, member: Member, way: Way, limit: Decimal, worth: Worth) -> Way:
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
