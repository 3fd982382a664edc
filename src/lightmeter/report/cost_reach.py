"""How far the costs of requests reach, as far as that is known: what shares are of."""

from decimal import Decimal
from fractions import Fraction

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import add, multiply

__all__ = ["Reach"]


@attrs.define
class Reach:
    """
    The upper ends of estimates, added up; of what is open above, the lower one.

    Each request counts by itself, so that the sum is the same however they are put together.

    Attributes:
        reached: What is known of them.
        known: How many are known.
        dollars: The same in US dollars.
        known_in_usd: How many are known in them.
        without_value: How many are known, but not in US dollars.
    """

    reached: Decimal = Decimal(0)
    known: int = 0
    dollars: Decimal = Decimal(0)
    known_in_usd: int = 0
    without_value: int = 0

    def add(self, it: Estimate, times: int = 1) -> None:
        """Add an estimate as often as it comes; a negative number takes it away again."""
        amount = _reached((it.minimum, it.maximum))
        if amount is not None:
            self.reached = add(self.reached, multiply(times, amount))
            self.known += times
        in_usd = it.in_usd
        if it.minimum is not None and in_usd[0] is None:
            self.without_value += times
        amount = _reached(in_usd)
        if amount is not None:
            self.dollars = add(self.dollars, multiply(times, amount))
            self.known_in_usd += times

    def merge(self, other: "Reach") -> None:
        """Add what another sum has."""
        self.reached = add(self.reached, other.reached)
        self.known += other.known
        self.dollars = add(self.dollars, other.dollars)
        self.known_in_usd += other.known_in_usd
        self.without_value += other.without_value

    @property
    def amount(self) -> Fraction | None:
        """In their currency; None where nothing is known."""
        return Fraction(self.reached) if self.known else None

    @property
    def in_usd(self) -> Fraction | None:
        """In US dollars; None where anything known has no known value in them, too."""
        known = self.known_in_usd and not self.without_value
        return Fraction(self.dollars) if known else None


def _reached(ends: Ends) -> Decimal | None:
    least, most = ends
    return least if most is None else most
