"""Which part of the whole something costs, as a fraction, in words and as a bar."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from lightmeter.report.cost_groups import Purse
from lightmeter.report.display import show

__all__ = [
    "LONGEST_PERCENT",
    "make_shares",
    "show_bar",
    "show_percent",
    "show_wholes",
    "tell_apart",
]

LONGEST_PERCENT = 4
"""Columns of `100%`."""

_LEAST_SHARE = Fraction(1, 100)
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def make_shares(purses: Sequence[Purse]) -> list[Fraction | None]:
    """
    Give each purse's part of what all of them may reach.

    Amounts are compared in US dollars; those without a known value in them with those of the same
    provider and currency alone.

    Returns:
        None where nothing is known of an amount, or where all of it is nothing.
    """
    amounts = [it.reached if it.reached_usd is None else it.reached_usd for it in purses]
    kinds = [_whole(it) for it in purses]
    sums: dict[str, Fraction] = {}
    for amount, kind in zip(amounts, kinds, strict=True):
        sums[kind] = sums.get(kind, Fraction()) + (amount or 0)
    return [
        None if amount is None or not sums[kind] else amount / sums[kind]
        for amount, kind in zip(amounts, kinds, strict=True)
    ]


def _whole(purse: Purse) -> str:
    """What a purse is a part of: all that has a value in dollars, or its own currency."""
    return "" if purse.reached_usd is not None else f"{purse.currency} at {purse.provider}"


def show_wholes(purses: Sequence[Purse]) -> Iterator[str]:
    """Say what shares are of, where that is not the same for all."""
    wholes = dict.fromkeys(_whole(it) for it in purses if it.reached is not None)
    apart = " and ".join(show(it) for it in wholes if it)
    if len(wholes) < 2:
        return
    yield (
        f"shares of {apart} are of that alone, and all others are of what has a value in USD"
        if "" in wholes
        else f"shares are within each currency: {apart}"
    )


def tell_apart(shares: Iterable[Fraction | None]) -> bool:
    """Whether anybody learns anything from them: not where each is less than a hundredth."""
    known = [it for it in shares if it is not None]
    return len(known) > 1 and max(known) >= _LEAST_SHARE


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
