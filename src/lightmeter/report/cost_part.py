"""Sums of requests that are paid to one provider in one currency: none of them is kept."""

from collections import Counter

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.estimate.sums import Sums
from lightmeter.report.cost_purse import Purse, Quantity
from lightmeter.report.cost_reach import Reach
from lightmeter.report.cost_state import State

__all__ = ["Part"]


@attrs.define
class Part:
    """
    Requests of one group, one provider and one currency, or those of them without an estimate.

    Attributes:
        name: Of the group.
        provider: Or "".
        currency: None of those without an estimate.
        first: Number of the first of them.
        states: How many are in each state.
        unknown: How many may cost something of which nothing is known.
        sums: What is charged.
        reach: How far that reaches.
        quantities: How many units of each are billed at least and at most, and by how many.
        marks: Numbers of the footnotes to them.
        own_rates: What the settings' rates that took part stand on.
        overlays: That took part.
    """

    name: str
    provider: str
    currency: str | None
    first: int
    states: Counter[State] = attrs.field(factory=Counter)
    unknown: int = 0
    sums: Sums = attrs.field(factory=Sums)
    reach: Reach = attrs.field(factory=Reach)
    quantities: dict[str, tuple[int, int]] = attrs.field(factory=dict)
    marks: set[int] = attrs.field(factory=set)
    own_rates: set[str] = attrs.field(factory=set)
    overlays: set[str] = attrs.field(factory=set)

    def add(self, estimate: Estimate | None, state: State, times: int = 1) -> None:
        """Add requests that are alike."""
        self.states[state] += times
        if estimate is None:
            self.unknown += times * (state in (State.UNPRICED, State.UNCHECKED))
        elif state is not State.REPEATED:
            self.sums.add(estimate, times)
            self.reach.add(estimate, times)
            fewest, most = estimate.quantity_minimum * times, estimate.quantity_maximum * times
            self._count(estimate.unit, fewest, most)

    def _count(self, unit: str, fewest: int, most: int) -> None:
        known = self.quantities.get(unit, (0, 0))
        self.quantities[unit] = known[0] + fewest, known[1] + most

    def merge(self, other: "Part") -> None:
        """Add what another part has."""
        self.first = min(self.first, other.first)
        self.states.update(other.states)
        self.unknown += other.unknown
        self.sums.merge(other.sums)
        self.reach.merge(other.reach)
        for unit, ends in other.quantities.items():
            self._count(unit, *ends)
        self.marks |= other.marks
        self.own_rates |= other.own_rates
        self.overlays |= other.overlays

    def purse(self, *, open_ended: bool) -> Purse:
        """
        Give what they come to.

        Args:
            open_ended: Something that nobody has checked or priced may come on top.
        """
        currency = self.currency or ""
        return Purse(
            provider=self.provider,
            currency=currency,
            states=self.states,
            total=self.sums.total(self.provider, currency) if self.sums.requests else None,
            open_ended=open_ended,
            quantity=self._quantity(),
            reached=self.reach.amount,
            reached_usd=self.reach.in_usd,
            marks=tuple(sorted(self.marks)),
            own_rates=frozenset(self.own_rates),
            overlays=frozenset(self.overlays),
        )

    def _quantity(self) -> Quantity | None:
        if len(self.quantities) != 1:
            return None
        ((unit, ends),) = self.quantities.items()
        return Quantity(*ends, unit)
