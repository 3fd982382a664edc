"""Which part of the whole something costs, as a fraction, in words and as a bar."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from lightmeter.report.cost_purse import Purse
from lightmeter.report.display import show

__all__ = [
    "LONGEST_PERCENT",
    "Portion",
    "Shares",
    "portion_of",
    "show_bar",
    "show_percent",
    "show_wholes",
]

LONGEST_PERCENT = 4
"""Columns of `100%`."""

_LEAST_SHARE = Fraction(1, 100)
_EIGHTHS = " ▏▎▍▌▋▊▉█"


Portion = tuple[str, Fraction]
"""What something is a part of, and how much of it."""


def portion_of(purse: Purse) -> Portion | None:
    """Tell what a purse is a part of; None where nothing is known of its amount."""
    amount = purse.reached if purse.reached_usd is None else purse.reached_usd
    return None if amount is None else (_whole(purse), amount)


class Shares:
    """
    What purses are parts of.

    Amounts are compared in US dollars; those without a known value in them with those of the same
    provider and currency alone.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._wholes: dict[str, _Whole] = {}

    def add(self, portion: Portion | None, times: int = 1) -> None:
        """Add a portion as often as it comes."""
        if portion is not None:
            name, amount = portion
            whole = self._wholes.setdefault(name, _Whole())
            whole.amount += amount * times
            whole.parts += times
            whole.greatest = max(whole.greatest, amount)

    def of(self, portion: Portion | None) -> Fraction | None:
        """
        Give a portion's part of what all of them may reach.

        Returns:
            None where nothing is known of an amount, or where all of it is nothing.
        """
        if portion is None:
            return None
        name, amount = portion
        whole = self._wholes[name].amount
        return amount / whole if whole else None

    @property
    def tell_apart(self) -> bool:
        """Whether anybody learns anything from them: not where each is less than a hundredth."""
        wholes = [it for it in self._wholes.values() if it.amount]
        parts = sum(it.parts for it in wholes)
        return parts > 1 and any(it.greatest / it.amount >= _LEAST_SHARE for it in wholes)


@attrs.define
class _Whole:
    """
    What shares are of.

    Attributes:
        amount: Of all of it.
        parts: How many there are.
        greatest: Amount of one of them.
    """

    amount: Fraction = Fraction()
    parts: int = 0
    greatest: Fraction = Fraction()


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
