"""Settings that bring the sum of several requests within a limit, to each request its own."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple, TypeAlias

from lightmeter.advice.down import lowest_way, way_down
from lightmeter.advice.pairs import Effort, pairs
from lightmeter.advice.plans import Edit, Plan, Spender
from lightmeter.advice.ways import Way, Worth, steps
from lightmeter.language.exact import add, add_all, multiply, subtract

__all__ = ["MOST_NAMED", "in_some"]

MOST_NAMED = 3
"""Requests whose changes a message has room for."""

_Step: TypeAlias = tuple[Decimal, Way]
"""What a way saves, and the way."""


class _Taken(NamedTuple):
    """
    Requests of a kind that are changed alike.

    Attributes:
        spender: Whose requests.
        times: How many of them, the first.
        way: That each of them goes.
    """

    spender: Spender
    times: int
    way: Way


def in_some(
    spenders: Sequence[Spender], excess: Decimal, worth: Worth, effort: Effort
) -> Plan | None:
    """
    Find steps in some requests that cover an excess together.

    As few requests as can cover it, those that can save most. Where a message has room for what is
    done to each of them, they save together as little more than they must as was found; else each
    of them goes as far as it can.
    """
    lowest = [
        (it.saving(way), it, way)
        for it in spenders
        if (way := lowest_way(it.start, worth, effort)) is not None
    ]
    taken: list[_Taken] = []
    total = Decimal(0)
    for saving, it, way in sorted(lowest, key=lambda entry: entry[0], reverse=True):
        # As many of them as are needed, or all.
        left = Fraction(subtract(excess, total)) / Fraction(saving)
        times = min(ceil(left), len(it.numbers))
        taken.append(_Taken(it, times, way))
        total = add(total, multiply(saving, times))
        if total >= excess:
            if sum(them.times for them in taken) <= MOST_NAMED:
                return _no_farther(list(_singly(taken)), excess, worth, effort)
            return Plan(tuple(_named_singly(taken)), total)
    return None


def _singly(taken: Iterable[_Taken]) -> Iterator[tuple[Spender, int, Way]]:
    """Each request by itself."""
    for it in taken:
        for number in it.spender.numbers[: it.times]:
            yield it.spender, number, it.way


def _named_singly(taken: Iterable[_Taken]) -> Iterator[Edit]:
    """Edits, one for each request that is named, and one for what is left of a kind."""
    named = 0
    for it in taken:
        alone = min(MOST_NAMED - named, it.times)
        for number in it.spender.numbers[:alone]:
            yield it.spender.edit(number, it.way)
        if it.times > alone:
            yield it.spender.edit(it.spender.numbers[alone], it.way, it.times - alone)
        named += alone


def _no_farther(
    taken: list[tuple[Spender, int, Way]], excess: Decimal, worth: Worth, effort: Effort
) -> Plan:
    """Choose ways for the same requests that save less together, and still enough."""
    known = {id(it): _steps(it, way, worth, effort) for it, _, way in taken}
    ways = _least([known[id(it)] for it, _, _ in taken], excess)
    for place, (it, _, _) in enumerate(taken):
        saved = [who.saving(way) for (who, _, _), way in zip(taken, ways, strict=True)]
        left = subtract(excess, add_all([*saved[:place], *saved[place + 1 :]]))
        # Of a number with many values the steps above have some.
        nearer = way_down(it.start, subtract(it.cost, left), worth, effort)
        if nearer is not None and nearer.cost > ways[place].cost:
            ways[place] = nearer
    chosen = [(it, number, way) for (it, number, _), way in zip(taken, ways, strict=True)]
    edits = tuple(it.edit(number, way) for it, number, way in chosen)
    return Plan(edits, add_all([it.saving(way) for it, _, way in chosen]))


def _steps(it: Spender, lowest: Way, worth: Worth, effort: Effort) -> list[_Step]:
    """What one of a spender's requests can save, in order, with the fewest changes for each."""
    found: dict[Decimal, Way] = {}
    singly = steps(it.start, it.start.reading.settings, worth)
    for way in (*singly, *(way for _, way in pairs(it.start, worth, effort)), lowest):
        if way.cost < it.cost:
            found.setdefault(it.saving(way), way)
    return sorted(found.items(), key=lambda pair: pair[0])


def _least(choices: Sequence[list[_Step]], excess: Decimal) -> list[Way]:
    """Choose a step of each list so that they save the least that covers an excess."""
    best = _search(choices, excess)
    # The last of each cover it together.
    assert best is not None
    return best.ways


class _Found(NamedTuple):
    """
    Steps that cover an excess; the less of both numbers is the better.

    Attributes:
        saving: Of all of them.
        changes: How many members they set or remove.
        ways: One of each list.
    """

    saving: Decimal
    changes: int
    ways: list[Way]


def _search(choices: Sequence[list[_Step]], excess: Decimal) -> _Found | None:
    first, *others = choices
    if not others:
        place = bisect_left(first, excess, key=lambda step: step[0])
        if place == len(first):
            return None
        saving, way = first[place]
        return _Found(saving, len(way.changes), [way])
    best: _Found | None = None
    for saving, way in first:
        rest = _search(others, subtract(excess, saving))
        if rest is not None:
            changes = len(way.changes) + rest.changes
            found = _Found(add(saving, rest.saving), changes, [way, *rest.ways])
            if best is None or found[:2] < best[:2]:
                best = found
    return best
