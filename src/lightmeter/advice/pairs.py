"""Two settings of one request at once, where what the first one comes to alone is of no account."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import attrs

from lightmeter.advice.choices import choices, is_shape
from lightmeter.advice.neighbours import Start, applied, change_to, value_of
from lightmeter.advice.ways import Way, Worth, nearer, rank, steps
from lightmeter.packs.member import Member

__all__ = ["Effort", "best_pair", "pairs"]

# Steps that are judged for one request; two members of 64 choices each have as many.
_MOST_TRIED = 4096
# Each judges some hundreds of requests, which takes some milliseconds.
_MOST_SEARCHES = 200


@attrs.define
class Effort:
    """
    What a run may spend on looking for pairs.

    Attributes:
        searches: That are left.
    """

    searches: int = _MOST_SEARCHES


def pairs(
    start: Start, worth: Worth, effort: Effort
) -> Iterator[tuple[tuple[Member, Member], Way]]:
    """
    Take every two steps that the pack accepts together and that have a known price.

    The second may undo a warning or an error of the first: fewer images, and a group of as many.
    """
    if effort.searches <= 0:
        return
    effort.searches -= 1
    tried = 0
    for first, second in _members(start):
        for value in _choices(start, first):
            # What nobody has judged yet.
            change = change_to(first, value)
            payload = applied(start.payload, change)
            if payload is None:
                continue
            middle = attrs.evolve(start, payload=payload)
            tried += len(_choices(start, second))
            if tried > _MOST_TRIED:
                return
            for it in steps(middle, (second,), worth):
                yield (first, second), attrs.evolve(it, changes=(change, *it.changes))


def best_pair(start: Start, limit: Decimal, worth: Worth, effort: Effort) -> Way | None:
    """
    The pair that costs most within a limit.

    Of equals one that leaves the shape as it is, then the one whose price is least open, then the
    greatest or best values.
    """
    best: tuple[Any, tuple[Member, Member], Way] | None = None
    for members, it in pairs(start, worth, effort):
        if it.cost > limit:
            continue
        ranks = zip(members, it.changes, strict=True)
        least = it.there.estimate.minimum or Decimal(0)
        its = it.cost, not _shaped(start, members, it), least, *sorted(rank(*one) for one in ranks)
        if best is None or its > best[0]:
            best = its, members, it
    return None if best is None else _nearer(start, best[1], best[2], limit, worth)


def _shaped(start: Start, members: tuple[Member, Member], way: Way) -> bool:
    """Whether a ratio or a size in pixels is changed, which is seen in every result."""
    return any(
        is_shape(member, change.value) or is_shape(member, value_of(start, member))
        for member, change in zip(members, way.changes, strict=True)
    )


def _members(start: Start) -> list[tuple[Member, Member]]:
    """Pairs of settings, those with the fewest choices first; none holds the other."""
    return sorted(
        (
            (one, other)
            for one, other in combinations(start.reading.settings, 2)
            if one.path[: len(other.path)] != other.path and other.path[: len(one.path)] != one.path
        ),
        key=lambda pair: len(_choices(start, pair[0])) * len(_choices(start, pair[1])),
    )


def _choices(start: Start, member: Member) -> tuple[Any, ...]:
    return tuple(choices(member, value_of(start, member), start.reading.hints))


def _nearer(
    start: Start, members: tuple[Member, Member], way: Way, limit: Decimal, worth: Worth
) -> Way:
    """Of numbers with many values, those nearest to what was asked for."""
    for number, member in enumerate(members):
        other = way.changes[1 - number]
        payload = applied(start.payload, other)
        if payload is not None:
            own = attrs.evolve(way, changes=(way.changes[number],))
            near = nearer(attrs.evolve(start, payload=payload), member, own, limit, worth)
            both = (near.changes[0], other) if number == 0 else (other, near.changes[0])
            way = attrs.evolve(near, changes=both)
    return way
