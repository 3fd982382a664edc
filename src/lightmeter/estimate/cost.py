"""What an estimate and a sum of estimates have in common: they are compared, and they are shown."""

from abc import abstractmethod
from decimal import Decimal
from typing import TypeAlias

from lightmeter.errors import UsageError
from lightmeter.estimate.words import show_money
from lightmeter.money import Amount, parse_money

__all__ = ["Cost", "Ends", "Limit"]

Ends: TypeAlias = tuple[Decimal | None, Decimal | None]
"""At least, or None where nothing is known; at most, or None where something is not known."""

_DOLLARS = "USD"


class Cost:
    """
    An amount, or a range of amounts, some of which may not be known.

    Comparisons say what is certain: `cost <= limit` holds where nothing in the range, and nothing
    that is not known, can be above the limit. So `not cost <= limit` refuses what may be too dear,
    and `cost > limit` is only true of what certainly is.
    """

    __slots__ = ()

    provider: str
    currency: str
    minimum: Decimal | None
    maximum: Decimal | None

    @property
    @abstractmethod
    def in_usd(self) -> Ends:
        """The ends in US dollars, as far as the currency's value is known."""

    @property
    def exact(self) -> bool:
        """Whether the amount is known to the last digit."""
        return self.minimum is not None and self.minimum == self.maximum

    def ends_in(self, currency: str) -> Ends | None:
        """
        The ends in a currency: the cost's own, or USD.

        Returns:
            None where nothing tells what the one is worth in the other.
        """
        if self.currency == currency:
            return self.minimum, self.maximum
        ends = self.in_usd
        known = currency == _DOLLARS and (ends[0] is not None or self.minimum is None)
        return ends if known else None

    def __le__(self, other: "Limit") -> bool:
        """Whether it is certain that this is at most the other."""
        (_, most), (least, _) = self._both(other)
        return most is not None and least is not None and most <= least

    def __lt__(self, other: "Limit") -> bool:
        """Whether it is certain that this is less than the other."""
        (_, most), (least, _) = self._both(other)
        return most is not None and least is not None and most < least

    def __ge__(self, other: "Limit") -> bool:
        """Whether it is certain that this is at least the other."""
        (least, _), (_, most) = self._both(other)
        return most is not None and least is not None and least >= most

    def __gt__(self, other: "Limit") -> bool:
        """Whether it is certain that this is more than the other."""
        (least, _), (_, most) = self._both(other)
        return most is not None and least is not None and least > most

    def _both(self, other: "Limit") -> tuple[Ends, Ends]:
        """
        The ends of both in a currency that they share.

        Raises:
            UsageError: If there is none, or the other is no amount.
        """
        if isinstance(other, Cost):
            if (self.provider, self.currency) == (other.provider, other.currency):
                return (self.minimum, self.maximum), (other.minimum, other.maximum)
            mine, theirs = self.ends_in(_DOLLARS), other.ends_in(_DOLLARS)
            if mine is None or theirs is None:
                raise UsageError(f"{_whose(self)} and {_whose(other)} cannot be compared")
            return mine, theirs
        amount = parse_money(other) if isinstance(other, str) else other
        if not isinstance(amount, Amount):
            raise UsageError(f'{other!r} is no amount; write "0.50 USD" or "25 credits"')
        ends = self.ends_in(amount.currency)
        if ends is None:
            raise UsageError(f"{_whose(self)} cannot be compared with {amount.currency}")
        return ends, (amount.value, amount.value)

    def __str__(self) -> str:
        """As reports show it: `24 credits ($0.12)`, `5 to 20 credits`, `at least $0.40`."""
        text = show_money(self.minimum, self.maximum, self.currency)
        least, most = self.in_usd
        if self.currency == _DOLLARS or least is None:
            return text
        return f"{text} ({show_money(least, most, _DOLLARS)})"


Limit: TypeAlias = Cost | Amount | str
"""What a cost is held against; a text is read as settings write amounts: "0.50 USD"."""


def _whose(cost: Cost) -> str:
    at = f" of {cost.provider}" if cost.provider and cost.currency != _DOLLARS else ""
    return f"{cost.currency}{at}"
