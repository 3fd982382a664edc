"""Which part of the whole something costs, as a fraction, in words and as a bar."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lightmeter.report.cost_groups import Purse

__all__ = ["LONGEST_PERCENT", "make_shares", "show_bar", "show_percent"]

LONGEST_PERCENT = 4
"""Columns of `100%`."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def make_shares(purses: Sequence[Purse]) -> list[Fraction | None]:
    """
    Give each purse's part of what all of them may reach.

    Amounts are compared in US dollars where each has a value in them, else with those of the same
    provider and currency alone.

    Returns:
        None where nothing is known of an amount, or where all of it is nothing.
    """
    dollars = [_reached(it.in_usd) for it in purses]
    known = [_reached(it.ends) for it in purses]
    if all(there is not None for there, it in zip(dollars, known, strict=True) if it is not None):
        return _parts(dollars, [""] * len(purses))
    return _parts(known, [f"{it.provider} {it.currency}" for it in purses])


def _reached(ends: tuple[Decimal | None, Decimal | None]) -> Fraction | None:
    """The upper end; of what is open above, as much as is known of it."""
    least, most = ends
    amount = least if most is None else most
    return None if amount is None else Fraction(amount)


def _parts(amounts: Sequence[Fraction | None], kinds: Sequence[str]) -> list[Fraction | None]:
    sums: dict[str, Fraction] = {}
    for amount, kind in zip(amounts, kinds, strict=True):
        sums[kind] = sums.get(kind, Fraction()) + (amount or 0)
    return [
        None if amount is None or not sums[kind] else amount / sums[kind]
        for amount, kind in zip(amounts, kinds, strict=True)
    ]


def show_percent(share: Fraction) -> str:
    """
    A share in whole percent, halves up; what is neither nothing nor all never looks like it.

    >>> show_percent(Fraction(1, 8))
    '13%'
    """
    percent = int(share * 100 + Fraction(1, 2))
    if percent == 0 and share > 0:
        return "<1%"
    return ">99%" if percent == 100 and share < 1 else f"{percent}%"


def show_bar(share: Fraction, columns: int) -> str:
    """
    A bar of so many columns, to an eighth of one; what is not nothing can be seen.

    >>> show_bar(Fraction(5, 8), 4)
    '██▌ '
    """
    eighths = int(share * columns * 8 + Fraction(1, 2))
    if share > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    return (_EIGHTHS[8] * whole + (_EIGHTHS[rest] if rest else "")).ljust(columns)
