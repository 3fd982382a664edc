"""What was spent so far: costs that are put in, and can be taken out again."""

from decimal import Decimal

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.estimate.total import Total
from lightmeter.language.exact import add, multiply

__all__ = ["Spending"]


@attrs.define(eq=False)
class Spending:
    """
    What was spent at one provider in one currency; every price in it is known.

    Attributes:
        usd_minimum: In US dollars; None once something is in it of which nobody knows that.
        usd_maximum: Likewise.
    """

    provider: str
    currency: str
    requests: int = 0
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(0)
    usd_minimum: Decimal | None = Decimal(0)
    usd_maximum: Decimal | None = Decimal(0)

    def add(self, cost: Estimate, times: int) -> None:
        """Put a cost in so many times; a negative number takes it out again."""
        self.requests += times
        least, most = cost.in_usd
        self.minimum = _sum(self.minimum, cost.minimum, times) or Decimal(0)
        self.maximum = _sum(self.maximum, cost.maximum, times) or Decimal(0)
        self.usd_minimum = _sum(self.usd_minimum, least, times)
        self.usd_maximum = _sum(self.usd_maximum, most, times)

    @property
    def total(self) -> Total:
        """As a sum of estimates."""
        return Total(
            provider=self.provider,
            currency=self.currency,
            minimum=self.minimum,
            maximum=self.maximum,
            requests=self.requests,
            unpriced=0,
            usd_minimum=self.usd_minimum,
            usd_maximum=self.usd_maximum,
        )


def _sum(amount: Decimal | None, more: Decimal | None, times: int) -> Decimal | None:
    return None if amount is None or more is None else add(amount, multiply(more, times))
