"""What requests come to that are paid to one provider in one currency."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.total import Total
from lightmeter.report.cost_state import State

__all__ = ["Purse", "Quantity"]


@attrs.frozen
class Quantity:
    """
    How much is billed.

    Attributes:
        minimum: Fewest units.
        maximum: Most units.
        unit: That is counted.
    """

    minimum: int
    maximum: int
    unit: str


@attrs.frozen
class Purse:
    """
    Requests of a group that are paid to one provider in one currency.

    Attributes:
        provider: Or "" where none was found.
        currency: Or "" where no request has an estimate.
        states: How many of them are in each state.
        total: What is charged for them, of a single one its estimate; None where nothing is.
        open_ended: Something that nobody has checked or priced may come on top.
        quantity: What is billed, where it is counted in one unit; else None.
        reached: What is charged at most, of what is open above at least; None where nothing is
            known. It is the sum of what it is for each request, however they are put together.
        reached_usd: The same in US dollars; None where anything has no known value in them.
        marks: Numbers of the footnotes to them, sorted.
        own_rates: What the settings' rates that took part stand on.
        overlays: Ids of the overlays that took part.
    """

    provider: str
    currency: str
    states: Mapping[State, int]
    total: Total | Estimate | None
    open_ended: bool
    quantity: Quantity | None
    reached: Fraction | None = None
    reached_usd: Fraction | None = None
    marks: tuple[int, ...] = ()
    own_rates: frozenset[str] = frozenset()
    overlays: frozenset[str] = frozenset()

    @property
    def requests(self) -> int:
        """How many they are."""
        return sum(self.states.values())

    @property
    def ends(self) -> Ends:
        """At least and at most, in the purse's currency; None for what is not known."""
        total = self.total
        return self._closed((None, None) if total is None else (total.minimum, total.maximum))

    @property
    def in_usd(self) -> Ends:
        """The same in US dollars, as far as the currency's value is known."""
        return self._closed((None, None) if self.total is None else self.total.in_usd)

    @property
    def listed(self) -> Ends | None:
        """What the provider's published rates come to; None where they are what is paid."""
        price = None if self.total is None else self.total.list_price
        return None if price is None else self._closed((price.minimum, price.maximum))

    def _closed(self, ends: Ends) -> Ends:
        return (ends[0], None) if self.open_ended else ends

    @property
    def state(self) -> State:
        """What is to be said of it first: what keeps its amount from being known."""
        order = State.UNPRICED, State.UNCHECKED, State.PRICED, State.REPEATED, State.REJECTED
        return next(it for it in order if self.states.get(it))
