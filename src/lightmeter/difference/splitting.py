"""What a change comes to within each purse: what the request does, and what the rates do."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds, minus
from lightmeter.difference.side import Paid
from lightmeter.language.exact import subtract

__all__ = ["Effect", "effects_of", "no_effect"]

_NOTHING = Decimal(0)


@attrs.frozen
class Effect:
    """
    What a change comes to within one purse: difference = request + rates + unsplit, end by end.

    Attributes:
        provider: Of the purse.
        currency: Of the purse; "" where nothing is known of what is paid.
        old: Amount before; zero where there was nothing to pay.
        new: Amount now, likewise.
        difference: New less old.
        request: Of it, what the change of the request does.
        rates: Of it, what the change of the rates does.
        unsplit: Of it, what nobody can tell apart.
    """

    provider: str
    currency: str
    old: Bounds
    new: Bounds
    difference: Bounds
    request: Bounds
    rates: Bounds
    unsplit: Bounds = ZERO


def no_effect(cost: Paid | None) -> Iterator[Effect]:
    """What the same request does by the same tables, then and now: nothing, whatever it costs."""
    if cost is not None:
        yield Effect(*cost.purse, cost.amount, cost.amount, ZERO, ZERO, ZERO)


def effects_of(
    old: Paid | None,
    base: Paid | None,
    new: Paid | None,
    *,
    known: bool,
    alike: bool,
    its_own: bool,
) -> Iterator[Effect]:
    """
    Give the effect on each purse.

    Args:
        old: Paid before.
        base: The old request at the rates of today.
        new: Paid now.
        known: Whether the base is known.
        alike: Request and tables are the same.
        its_own: All of it is the request's doing.
    """
    purses = dict.fromkeys(it.purse for it in (old, new) if it is not None)
    # What costs nobody knows how much is in the purse of its provider, where there is only one.
    named = [it for it in purses if it[1]]
    if len(named) == 1 and len(purses) == 2:
        (unnamed,) = (it for it in purses if not it[1])
        if unnamed[0] in ("", named[0][0]):
            purses = dict.fromkeys(named)
    one = len(purses) == 1
    for purse in purses:
        before = _within(old, purse, one=one)
        after = _within(new, purse, one=one)
        difference = minus(after, before)
        if not known:
            yield Effect(*purse, before, after, difference, ZERO, ZERO, difference)
            continue
        if its_own:
            yield Effect(*purse, before, after, difference, difference, ZERO)
            continue
        if alike:
            # The same request by the same tables is no change, whatever it may cost.
            yield Effect(*purse, before, after, difference, ZERO, difference)
            continue
        between = _within(base, purse, one=one)
        yield Effect(*purse, before, after, difference, *_split(before, between, after))


def _split(before: Bounds, between: Bounds, after: Bounds) -> tuple[Bounds, Bounds, Bounds]:
    """The effect of the request, that of the rates, and what has no price to be split at."""
    ends = zip(
        (before.minimum, before.maximum),
        (between.minimum, between.maximum),
        (after.minimum, after.maximum),
        strict=True,
    )
    low, high = (_split_end(*it) for it in ends)
    request, rates, unsplit = (Bounds(*it) for it in zip(low, high, strict=True))
    return request, rates, unsplit


def _split_end(
    before: Decimal | None, between: Decimal | None, after: Decimal | None
) -> tuple[Decimal | None, ...]:
    if between is None and before is not None and after is not None:
        return _NOTHING, _NOTHING, subtract(after, before)
    request = None if after is None or between is None else subtract(after, between)
    rates = None if before is None or between is None else subtract(between, before)
    return request, rates, _NOTHING


def _within(cost: Paid | None, purse: tuple[str, str], *, one: bool) -> Bounds:
    if cost is None:
        return ZERO
    if cost.purse == purse or (one and not cost.currency):
        return cost.amount
    return UNKNOWN if one else ZERO
