"""Sums that estimates are added to one by one, and taken from again: no estimate is kept."""

from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from lightmeter.data_methods import equal, represent
from lightmeter.estimate.cost import Ends
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.total import Total
from lightmeter.language.exact import add, multiply

if TYPE_CHECKING:
    from lightmeter.estimate.list_price import ListPrice

__all__ = ["EndSums", "Sums"]


@attrs.define(slots=False)
class EndSums:  # noqa: PLW1641 - what adds up has no hash
    """
    The ends of ranges, added up.

    Attributes:
        low: What is known of the lower ends.
        lows: How many of them are known.
        high: What is known of the upper ends.
        open: How many of them are not known.
    """

    __repr__ = represent
    __eq__ = equal

    low: Decimal = Decimal(0)
    lows: int = 0
    high: Decimal = Decimal(0)
    open: int = 0

    def add(self, ends: Ends, times: int) -> None:
        """Add ends as often as they come."""
        low, high = ends
        if low is not None:
            self.low = add(self.low, multiply(times, low))
            self.lows += times
        if high is None:
            self.open += times
        else:
            self.high = add(self.high, multiply(times, high))

    def merge(self, other: "EndSums") -> None:
        """Add what another sum has."""
        self.low, self.high = add(self.low, other.low), add(self.high, other.high)
        self.lows += other.lows
        self.open += other.open

    @property
    def ends(self) -> Ends:
        """Of the sum: the lower one as far as it is known, the upper one where all are."""
        return self.low if self.lows else None, None if self.open else self.high


@attrs.define(slots=False)
class Sums:  # noqa: PLW1641 - what adds up has no hash
    """
    What estimates of one provider and one currency come to, as `total_of` adds them up.

    Attributes:
        requests: How many are in it.
        unpriced: How many of them could not be priced, wholly or in part.
        without_value: How many have an amount of which nobody knows what it is in US dollars.
        listed: How many have other rates than the provider lists.
        amounts: In their currency.
        in_usd: In US dollars.
        at_list: At the provider's published rates.
    """

    __repr__ = represent
    __eq__ = equal

    requests: int = 0
    unpriced: int = 0
    without_value: int = 0
    listed: int = 0
    amounts: EndSums = attrs.field(factory=EndSums)
    in_usd: EndSums = attrs.field(factory=EndSums)
    at_list: EndSums = attrs.field(factory=EndSums)

    def add(self, it: Estimate, times: int = 1) -> None:
        """Add an estimate as often as it comes; a negative number takes it away again."""
        ends = it.minimum, it.maximum
        self.requests += times
        self.unpriced += times * it.unpriced_requests
        self.amounts.add(ends, times)
        self.in_usd.add(it.in_usd, times)
        if it.minimum is not None and it.in_usd[0] is None:
            self.without_value += times
        price = it.list_price
        self.listed += times * (price is not None)
        self.at_list.add(ends if price is None else (price.minimum, price.maximum), times)

    def merge(self, other: "Sums") -> None:
        """Add what another sum has."""
        self.requests += other.requests
        self.unpriced += other.unpriced
        self.without_value += other.without_value
        self.listed += other.listed
        self.amounts.merge(other.amounts)
        self.in_usd.merge(other.in_usd)
        self.at_list.merge(other.at_list)

    def total(self, provider: str, currency: str) -> Total:
        """
        Give the total.

        Args:
            provider: Whose requests.
            currency: Of the amounts.
        """
        minimum, maximum = self.amounts.ends
        dollars = (None, None) if self.without_value else self.in_usd.ends
        return Total(
            provider=provider,
            currency=currency,
            minimum=minimum,
            maximum=maximum,
            requests=self.requests,
            unpriced=self.unpriced,
            usd_minimum=None if minimum is None else dollars[0],
            usd_maximum=dollars[1],
            list_price=_list_price(self.at_list.ends) if self.listed else None,
        )


def _list_price(ends: Ends) -> "ListPrice":
    # Nearly everybody pays what is listed.
    from lightmeter.estimate.list_price import ListPrice  # noqa: PLC0415

    return ListPrice(*ends)
