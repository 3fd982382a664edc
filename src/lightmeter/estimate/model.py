"""What a request will cost, as data: exact, as a range, or declined."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Citation
from lightmeter.estimate.cost import Cost, Ends
from lightmeter.estimate.effective import EffectiveValues
from lightmeter.estimate.total import Part, Total, total_of
from lightmeter.packs.program import Assumption

if TYPE_CHECKING:
    from lightmeter.estimate.list_price import ListPrice, ListRate

__all__ = ["Estimate", "PricedLine", "Unpriced", "UsdValue"]


@attrs.frozen
class PricedLine:
    """
    One billed item.

    Attributes:
        item: What is billed.
        unit: What the provider counts.
        quantity_minimum: Fewest units.
        quantity_maximum: Most units.
        rate_minimum: Lowest money per unit, or None where it is unknown.
        rate_maximum: Highest, likewise.
        minimum: Least amount, or None where the rate is unknown.
        maximum: Highest amount, likewise.
        currency: Of the amounts.
        basis: How the rate is known.
        citation: Where it stands.
        listed: The provider's published rate, where the project pays another; else None.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    item: str
    unit: str
    quantity_minimum: int
    quantity_maximum: int
    rate_minimum: Decimal | None
    rate_maximum: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    basis: str
    citation: Citation | None
    listed: "ListRate | None" = None


@attrs.frozen
class Unpriced:
    """
    An item without a known rate.

    Attributes:
        item: What is billed.
        reason: Why its price is not known.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    item: str
    reason: str


@attrs.frozen
class UsdValue:
    """
    An amount in US dollars, worked out from a provider's own currency.

    Attributes:
        minimum: Least amount.
        maximum: Highest amount; None where something has no price.
        rate_minimum: Fewest US dollars that one unit of the currency is worth.
        rate_maximum: Most of them; the same where its value is settled.
        basis: How that value is known.
        citation: Where it stands.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    minimum: Decimal
    maximum: Decimal | None
    rate_minimum: Decimal
    rate_maximum: Decimal
    basis: str
    citation: Citation | None


def _settle(values: Mapping[str, Any]) -> EffectiveValues:
    return values if isinstance(values, EffectiveValues) else EffectiveValues(values)


@attrs.frozen(order=False)
class Estimate(Cost):
    """
    The price of one request before it is sent, for what the provider will really do.

    Estimates of one provider and currency add up to a `Total`: `first + second`, `sum(estimates)`.
    They are compared with each other and with limits, such as `estimate <= "0.50 USD"`, and `str()`
    shows them as reports do.

    Attributes:
        provider: Whose request it is.
        minimum: Least amount; None where no billed item has a known rate.
        maximum: Highest amount; None where any billed item has none.
        currency: ISO 4217 code, or the provider's own ("credits").
        quantity_minimum: Fewest units of the first item.
        quantity_maximum: Most units of the first item.
        unit: Of the quantity.
        effective: Lever to the value the provider will use; it cannot be changed.
        lines: One per billed item.
        assumptions: What was taken for granted.
        unpriced: What could not be priced, and why; empty where everything was.
        usd: The amount in US dollars where the currency is not USD and has a known value.
        list_price: At the provider's published rates; None where that is what is paid.
        own_rates: What the settings' rates that took part stand on, as they name it.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    provider: str
    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    quantity_minimum: int
    quantity_maximum: int
    unit: str
    effective: Mapping[str, Any] = attrs.field(converter=_settle, hash=False)
    lines: tuple[PricedLine, ...]
    assumptions: tuple[Assumption, ...]
    unpriced: tuple[Unpriced, ...]
    usd: UsdValue | None
    list_price: "ListPrice | None" = None
    own_rates: tuple[str, ...] = ()

    @property
    def declined(self) -> bool:
        """Whether something could not be priced."""
        return bool(self.unpriced)

    @property
    def in_usd(self) -> Ends:
        """The ends in US dollars, as far as the currency's value is known."""
        if self.currency == "USD":
            return self.minimum, self.maximum
        return (None, None) if self.usd is None else (self.usd.minimum, self.usd.maximum)

    @property
    def requests(self) -> int:
        """One: what a total counts."""
        return 1

    @property
    def unpriced_requests(self) -> int:
        """One where something could not be priced."""
        return int(self.declined)

    def __add__(self, other: "Part | int") -> Total:
        """
        Give the sum of both.

        Raises:
            UsageError: If they are of two providers or currencies.
        """
        if isinstance(other, Cost):
            return total_of((self, other))
        # Where sum() begins.
        return total_of((self,)) if other == 0 and isinstance(other, int) else NotImplemented

    __radd__ = __add__
