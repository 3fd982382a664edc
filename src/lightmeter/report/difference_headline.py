"""What a comparison of costs comes to, in one line where one is enough."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from lightmeter.difference.bounds import ZERO, Bounds, total
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.effects import Change
from lightmeter.difference.side import Side
from lightmeter.difference.totals import DifferenceTotal
from lightmeter.escaping import escape
from lightmeter.estimate.words import show_amount, show_money
from lightmeter.language.exact import multiply
from lightmeter.report.signed_amounts import show_change, show_partly

__all__ = ["headline"]

# More decimals than the value of any credit has.
_MOST_DECIMALS = 60


def headline(comparison: Comparison) -> tuple[str, ...]:
    """
    Say what a change costs: `this change costs +24 credits: requests +24, rates 0 (48 -> 72 …)`.

    With several providers it is their sum in US dollars, where that is known, else a line for each.
    """
    return tuple(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    totals = comparison.totals
    if not comparison.changes:
        yield "this change costs nothing: there is no request on either side"
    elif not totals:
        yield "what this change costs is not known: nothing has a price, on either side"
    elif len(totals) == 1:
        # Where credits have another value, no more of them are not the same money.
        nothing = "no more credits" if any(_worth(comparison)) else "nothing"
        yield f"{_costs(totals[0], nothing)}{_split(totals[0])}"
    elif all(_is_nothing(it) for it in totals):
        yield "this change costs nothing"
    else:
        yield from _of_several(comparison)
    yield from _worth(comparison)


def _of_several(comparison: Comparison) -> Iterator[str]:
    changed = [it for it in comparison.totals if not _is_nothing(it)]
    dollars = total(map(_dollars, comparison.changes))
    if not dollars.known:
        for it in changed:
            yield f"at {escape(it.provider)} {_costs(it)}{_split(it)}"
        return
    parts = (f"{_difference(it)} at {escape(it.provider)}" for it in changed)
    yield f"this change costs {show_change(dollars, 'USD')}: {', '.join(parts)}"


def _dollars(change: Change) -> Bounds:
    """The difference in US dollars; what did not change is worth nothing, whatever it costs."""
    old, new = change.old, change.new
    if old is not None and new is not None and old.cost == new.cost and not change.touched:
        return ZERO
    return change.usd


def _costs(it: DifferenceTotal, nothing: str = "nothing") -> str:
    if _is_nothing(it):
        return f"this change costs {nothing}"
    if not it.difference.known and it.known.difference == ZERO:
        return "what this change costs is not known"
    return f"this change costs {_difference(it)}"


def _difference(it: DifferenceTotal) -> str:
    return show_partly(it.difference, it.known.difference, it.currency)


def _is_nothing(it: DifferenceTotal) -> bool:
    return it.difference == it.request == it.rates == it.unsplit == ZERO


def _split(it: DifferenceTotal) -> str:
    """What of it requests and rates do, and what was and is paid altogether."""
    old, new = (
        show_money(bounds.minimum, bounds.maximum, it.currency) for bounds in (it.old, it.new)
    )
    if _is_nothing(it):
        return f" ({new})"
    # The currency is said once, behind the pair.
    if new.endswith(f" {it.currency}"):
        old = old.removesuffix(f" {it.currency}")
    effects = [
        ("requests", it.request, it.known.request),
        ("rates", it.rates, it.known.rates),
        ("not split", it.unsplit, it.known.unsplit),
    ]
    shown = (
        f"{what} {show_partly(whole, part, it.currency, bare=True)}"
        for what, whole, part in effects
        if what != "not split" or whole != ZERO
    )
    return f": {', '.join(shown)} ({old} -> {new})"


# The value of credits -----------------------------------------------------------------------------


def _worth(comparison: Comparison) -> Iterator[str]:
    """Say which credits are worth more or less than they were, and what that makes."""
    before, now = (_values(it) for it in (comparison.old, comparison.new))
    for purse, value in now.items():
        provider, currency = purse
        if currency == "USD" or before.get(purse, value) == value:
            continue
        old, new = _value(before[purse]), _value(value)
        if not old or not new:
            continue
        dollars = total(
            _dollars(it)
            for it in comparison.changes
            if all(
                side is None or side.cost is None or side.cost.purse == purse
                for side in (it.old, it.new)
            )
        )
        known = f": {show_change(dollars, 'USD')} altogether" if dollars.known else ""
        one = show_amount(Decimal(1), currency)
        yield f"{one} at {escape(provider)} was worth {old} and is worth {new} today{known}"


def _values(side: Side) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """The value of each currency in US dollars, as its requests have it."""
    costs = (it.cost for it in side.requests if it.cost is not None)
    return {it.purse: value for it in costs if (value := it.worth) is not None}


def _value(ends: tuple[Fraction, Fraction]) -> str:
    low, high = map(_decimal, ends)
    return "" if low is None or high is None else show_money(low, high, "USD")


def _decimal(value: Fraction) -> Decimal | None:
    for places in range(_MOST_DECIMALS):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return multiply(Decimal(scaled.numerator), Decimal((0, (1,), -places)))
    return None
