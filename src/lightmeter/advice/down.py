"""Several settings that bring one request within a limit, or as far down as they lead."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from lightmeter.advice.neighbours import Start
from lightmeter.advice.pairs import Effort, best_pair, pairs
from lightmeter.advice.ways import Way, Worth, steps, ways
from lightmeter.diagnostic import Change
from lightmeter.place import Pointer

__all__ = ["lowest_way", "way_down"]

# Settings that are changed in one request.
_MOST_STEPS = 4


def way_down(start: Start, limit: Decimal, worth: Worth, effort: Effort) -> Way | None:
    """
    Find several steps that bring a request within a limit together.

    The pair that costs most within it; where there is none, the step that saves most, and the pair
    from there. What is looked for in this order need not be found though it is there.
    """
    here, taken = start, dict[Pointer, Change]()
    while len(taken) < _MOST_STEPS:
        last = next(iter(ways(here, limit, worth)), None)
        if last is None and len(taken) + 2 <= _MOST_STEPS:
            last = best_pair(here, limit, worth, effort)
        if last is not None:
            return Way(_taken(taken, last.changes), last.cost, last.there)
        lower = _lowest(here, taken, worth)
        if lower is None:
            return None
        _taken(taken, lower.changes)
        here = lower.there
    return None


def lowest_way(start: Start, worth: Worth, effort: Effort) -> Way | None:
    """
    Go as far down as greedy steps lead; None where none makes it cheaper.

    Where no single step makes it cheaper any more, a pair may.
    """
    here, taken, last = start, dict[Pointer, Change](), None
    while len(taken) < _MOST_STEPS:
        lower = _lowest(here, taken, worth)
        if lower is None and len(taken) + 2 <= _MOST_STEPS:
            lower = _lowest_pair(here, taken, worth, effort)
        if lower is None:
            break
        _taken(taken, lower.changes)
        here, last = lower.there, lower
    return None if last is None else Way(tuple(taken.values()), last.cost, here)


def _lowest(here: Start, taken: Collection[Pointer], worth: Worth) -> Way | None:
    """The step that saves most, of a member that none was taken of."""
    left = [it for it in here.reading.settings if it.pointer not in taken]
    return _cheapest(here, steps(here, left, worth), worth)


def _lowest_pair(
    here: Start, taken: Collection[Pointer], worth: Worth, effort: Effort
) -> Way | None:
    return _cheapest(
        here,
        (
            it
            for members, it in pairs(here, worth, effort)
            if not any(member.pointer in taken for member in members)
        ),
        worth,
    )


def _cheapest(here: Start, found: Iterable[Way], worth: Worth) -> Way | None:
    known = worth(here.estimate)
    lower = [it for it in found if known is None or it.cost < known]
    return min(lower, key=lambda it: it.cost, default=None)


def _taken(taken: dict[Pointer, Change], changes: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes to those before them: of one member the last counts, in the place of the last."""
    for it in changes:
        taken.pop(it.pointer, None)
        taken[it.pointer] = it
    return tuple(taken.values())
