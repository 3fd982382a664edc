"""What several estimates come to together."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import UsageError
from lightmeter.estimate.cost import Cost, Ends
from lightmeter.estimate.ends import add_ends

if TYPE_CHECKING:
    from lightmeter.estimate.list_price import ListPrice

__all__ = ["Part", "Total", "total_of"]


class Part(Protocol):
    """An estimate, or a sum of some."""

    @property
    def provider(self) -> str:
        """Whose requests."""

    @property
    def currency(self) -> str:
        """Of the amounts."""

    @property
    def minimum(self) -> Decimal | None:
        """At least."""

    @property
    def maximum(self) -> Decimal | None:
        """At most."""

    @property
    def in_usd(self) -> Ends:
        """The ends in US dollars."""

    @property
    def list_price(self) -> "ListPrice | None":
        """At the provider's published rates, where it pays others."""

    @property
    def requests(self) -> int:
        """How many requests are in it."""

    @property
    def unpriced_requests(self) -> int:
        """How many of them could not be priced, wholly or in part."""


@attrs.frozen(order=False, slots=False)
class Total(Cost):
    """
    What requests to one provider cost together.

    Totals and estimates add up (`total + estimate`, `sum(estimates)`), as long as they are of one
    provider and one currency.

    Attributes:
        provider: Whose requests.
        currency: Of the amounts.
        minimum: At least; None where none of them could be priced.
        maximum: At most; None where any of them could not be priced.
        requests: How many are in the amount.
        unpriced: How many accepted requests could not be priced, wholly or in part.
        usd_minimum: In US dollars, or None where the currency's value is not known.
        usd_maximum: Likewise; None where any could not be priced.
        list_price: At the provider's published rates; None where nothing else is paid.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    provider: str
    currency: str
    minimum: Decimal | None
    maximum: Decimal | None
    requests: int
    unpriced: int
    usd_minimum: Decimal | None
    usd_maximum: Decimal | None
    list_price: "ListPrice | None" = None

    @property
    def in_usd(self) -> Ends:
        """The ends in US dollars, as far as the currency's value is known."""
        return self.usd_minimum, self.usd_maximum

    @property
    def unpriced_requests(self) -> int:
        """How many of the requests could not be priced, wholly or in part."""
        return self.unpriced

    def __add__(self, other: "Part | int") -> "Total":
        """
        Give the sum of both.

        Raises:
            UsageError: If they are of two providers or currencies.
        """
        if isinstance(other, Cost):
            return total_of((self, other))
        # Where sum() begins.
        return self if other == 0 and isinstance(other, int) else NotImplemented

    __radd__ = __add__


def total_of(parts: Iterable[Part]) -> Total:
    """
    Add up estimates and totals of one provider and one currency.

    Args:
        parts: At least one.

    Raises:
        UsageError: If there is none, or they are of two providers or currencies.
    """
    known = list(parts)
    whose = dict.fromkeys((it.provider, it.currency) for it in known)
    if len(whose) != 1:
        raise UsageError(_no_sum(list(whose)))
    ((provider, currency),) = whose
    ends = add_ends((it.minimum, it.maximum) for it in known)
    dollars = _dollars(known)
    return Total(
        provider=provider,
        currency=currency,
        minimum=ends[0],
        maximum=ends[1],
        requests=sum(it.requests for it in known),
        unpriced=sum(it.unpriced_requests for it in known),
        usd_minimum=None if ends[0] is None else dollars[0],
        usd_maximum=dollars[1],
        list_price=_list_price(known),
    )


def _no_sum(whose: list[tuple[str, str]]) -> str:
    if not whose:
        return "there is nothing to add up"
    (provider, currency), (second_provider, second) = whose[:2]
    first = f"{currency} of {provider}" if provider else currency
    other = f"{second} of {second_provider}" if second_provider else second
    return f"{first} and {other} do not add up; add what each is in US dollars"


def _dollars(parts: list[Part]) -> Ends:
    """The sum in dollars; an amount without a known value leaves nothing to add it to."""
    if any(it.minimum is not None and it.in_usd[0] is None for it in parts):
        return None, None
    return add_ends(it.in_usd for it in parts)


def _list_price(parts: list[Part]) -> "ListPrice | None":
    if all(it.list_price is None for it in parts):
        return None
    ends = add_ends(
        (it.minimum, it.maximum)
        if it.list_price is None
        else (it.list_price.minimum, it.list_price.maximum)
        for it in parts
    )
    # Nearly everybody pays what is listed.
    from lightmeter.estimate.list_price import ListPrice  # noqa: PLC0415

    return ListPrice(*ends)
