"""Requests that are priced alike share one estimate, which is worked out once."""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeAlias

from lightmeter.estimate.model import Estimate
from lightmeter.judge.verdict import Amounts, Verdict
from lightmeter.language.absent import AbsentType

__all__ = ["MOST_KEPT", "Kept", "shared"]

MOST_KEPT = 1024
"""Estimates that are kept of one model at a time; as many more begin anew."""

_LONGEST = 200

# Values of these types are equal where they are the same, once the type is known as well: of the
# others 1.0 is 1.00, and an object has no hash.
_PLAIN = frozenset((str, int, bool, type(None), AbsentType))


class _Made(NamedTuple):
    amounts: tuple[Amounts, ...]
    estimate: Estimate


Kept: TypeAlias = dict[Hashable, _Made]
"""What was worked out for one model at the same rates."""


def shared(kept: Kept, verdict: Verdict, work_out: Callable[[], Estimate]) -> Estimate:
    """
    Give the estimate of a verdict, the same object for every verdict that is priced alike.

    An estimate depends on the model, the rates, the levers, the amounts and what is assumed; model
    and rates are those of `kept`, the rest is the key. True is 1 to a key, so the types of the
    levers are in it, and a rate has to be the very number that it was: 2.0 and 2.00 are shown
    otherwise. What cannot be told apart like this is worked out each time.

    Args:
        kept: Of the model and its rates; threads may share it.
        verdict: Of an accepted request.
        work_out: Makes the estimate.
    """
    levers, amounts = verdict.levers, verdict.amounts
    values = levers
    for it in amounts:
        if it[4]:
            values = (*values, *it[4])
    kinds = (*map(type, values),)
    if not _PLAIN.issuperset(kinds):
        return work_out()
    key = kinds, levers, amounts, verdict.assumed
    made = kept.get(key)
    if made is None:
        estimate = work_out()
        if _is_short(values):
            if len(kept) >= MOST_KEPT:
                kept.clear()
            # Of two threads that come at once, both keep the first one's.
            return kept.setdefault(key, _Made(amounts, estimate)).estimate
        return estimate
    for mine, known in zip(amounts, made.amounts, strict=True):
        if mine[2] is not known[2] or mine[3] is not known[3]:
            return work_out()
    return made.estimate


def _is_short(values: tuple[Any, ...]) -> bool:
    """Whether values are worth keeping: what was sent may be as long as it likes."""
    return all(type(it) is not str or len(it) <= _LONGEST for it in values)
