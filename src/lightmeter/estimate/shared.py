"""Requests that are priced alike share one estimate, which is worked out once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from lightmeter.estimate.model import Estimate
from lightmeter.judge.verdict import Amounts, Verdict
from lightmeter.language.absent import AbsentType
from lightmeter.packs.program import Program

if TYPE_CHECKING:
    from lightmeter.estimate.own import OwnRates

__all__ = ["MOST_KEPT", "shared"]

MOST_KEPT = 1024
"""Estimates that are kept of one model at a time; as many more begin anew."""

_LONGEST = 200

# Values of these types are the same where they are equal, once the type is known as well: of the
# others 1.0 is 1.00, and an object has no hash.
_PLAIN = frozenset((str, int, bool, type(None), AbsentType))


class _Made(NamedTuple):
    amounts: tuple[Amounts, ...]
    estimate: Estimate


WorkOut: TypeAlias = Callable[[Program, Verdict, "OwnRates | None"], Estimate]


def shared(
    program: Program, verdict: Verdict, own: "OwnRates | None", work_out: WorkOut
) -> Estimate:
    """
    Give the estimate of a verdict, the same object for every verdict that is priced alike.

    An estimate depends on the model, the rates, the levers, the amounts and what is assumed. What
    was made is kept by the model, or by its own rates where there are any; the rest is the key.
    True is 1 to a key, so the types of the levers are in it, and a rate has to be the very number
    that it was, for 2.0 and 2.00 are shown otherwise. What cannot be told apart like this, or is
    too long to be worth keeping, is worked out each time.

    Args:
        program: That judged the request; threads may share it.
        verdict: Of an accepted request.
        own: What is paid otherwise, or None; prices by a published pack, which may depend on all
            of a request, are not for this.
        work_out: Makes the estimate.
    """
    levers, amounts = verdict.levers, verdict.amounts
    values = levers
    for it in amounts:
        if it[4]:
            values = (*values, *it[4])
    kinds = (*map(type, values),)
    if not _PLAIN.issuperset(kinds):
        return work_out(program, verdict, own)
    kept: dict[Any, _Made] = program.priced if own is None else own.priced
    key = kinds, levers, amounts, verdict.assumed
    made = kept.get(key)
    if made is None:
        estimate = work_out(program, verdict, own)
        if not all(map(_is_short, values)):
            return estimate
        if len(kept) >= MOST_KEPT:
            kept.clear()
        # Of two threads that come at once, both get the first one's.
        return kept.setdefault(key, _Made(amounts, estimate)).estimate
    if len(amounts) == 1:
        # What nearly every pack bills.
        mine, known = amounts[0], made.amounts[0]
        if mine[2] is known[2] and mine[3] is known[3]:
            return made.estimate
        return work_out(program, verdict, own)
    for mine, known in zip(amounts, made.amounts, strict=True):
        if mine[2] is not known[2] or mine[3] is not known[3]:
            return work_out(program, verdict, own)
    return made.estimate


def _is_short(value: Any) -> bool:
    """Whether a value is worth keeping: what was sent may be as long as it likes."""
    return type(value) is not str or len(value) <= _LONGEST
