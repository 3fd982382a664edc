"""Differences of amounts in words, with their signs."""

from decimal import Decimal
from fractions import Fraction

from lightmeter.difference.bounds import ZERO, Bounds
from lightmeter.estimate.words import show_amount
from lightmeter.language.exact import multiply, negate
from lightmeter.money import format_amount

__all__ = ["show_change", "show_growth", "show_partly", "show_share", "show_signed"]

_MINUS = "-"
_TENTH = Fraction(1, 10)


def show_signed(amount: Decimal, currency: str, *, bare: bool = False) -> str:
    """
    A difference with its sign: `+12 credits`, `-$0.05`.

    Args:
        amount: Of any sign.
        currency: Of the amount.
        bare: The currency is said elsewhere, if its sign does not stand before the number.
    """
    # abs() would round to the digits of the thread.
    text = show_amount(negate(amount) if amount < 0 else amount, currency)
    if bare and not text.startswith("$"):
        text = text.partition(" ")[0]
    return f"{'+' if amount > 0 else _MINUS if amount < 0 else ''}{text}"


def show_change(bounds: Bounds, currency: str, *, bare: bool = False) -> str:
    """A difference: exact, from one end to the other, or as far as it is known."""
    low, high = bounds.minimum, bounds.maximum
    if low is not None and high is not None:
        if low == high:
            return show_signed(low, currency, bare=bare)
        # Ends are subtracted from ends: the difference of the lower ones may be the greater.
        least, most = sorted((low, high))
        first = show_signed(least, currency, bare=True)
        return f"{first} to {show_signed(most, currency, bare=bare)}"
    if low is not None:
        return f"{show_signed(low, currency, bare=bare)} (lower end), upper end not known"
    if high is not None:
        return f"{show_signed(high, currency, bare=bare)} (upper end), lower end not known"
    return "not known"


def show_partly(whole: Bounds, known: Bounds, currency: str, *, bare: bool = False) -> str:
    """
    A sum of differences: `+12 credits + ?` where some of them are not known.

    Args:
        whole: The sum, whose ends are None where that of any part is.
        known: The sum of those that are known.
        currency: Of the amounts.
        bare: As of `show_signed`.
    """
    if whole.known:
        return show_change(whole, currency, bare=bare)
    if known == ZERO:
        return "not known"
    return f"{show_change(known, currency, bare=bare)} + ?"


def show_share(growth: Fraction | None, base: Decimal | None, currency: str) -> str:
    """Growth and what it is a part of: ` (+27.8% of 18)`; "" where there is none."""
    shown = show_growth(growth)
    if base is None or shown in ("", "0%"):
        return ""
    return f" ({shown} of {show_signed(base, currency, bare=True).removeprefix('+')})"


def show_growth(growth: Fraction | None) -> str:
    """A part of what there was, in percent, rounded to a tenth: `+27.8%`."""
    if growth is None:
        return ""
    percent = growth * 100
    if 0 < abs(percent) < _TENTH:
        return f"less than {'+' if percent > 0 else _MINUS}0.1%"
    # Halves away from zero; shown and nothing else, what is held against a limit is exact.
    tenths = int(abs(percent) * 10 + Fraction(1, 2))
    text = format_amount(multiply(Decimal(tenths), Decimal("0.1")))
    return f"{'+' if percent > 0 else _MINUS if percent < 0 else ''}{text}%"
