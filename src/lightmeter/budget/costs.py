"""What requests cost in the currency of a limit, and what of them nobody knows."""

from decimal import Decimal

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import add
from lightmeter.result import Report

__all__ = ["MOST_NAMED", "Cost", "Purse", "Purses", "cost_of", "ends_of"]

MOST_NAMED = 3
"""Requests that are named as those that cost the most."""


@attrs.frozen
class Cost:
    """
    What a request costs in the currency of a limit.

    Attributes:
        number: Of the request in the report.
        least: As far as it is known.
        most: None where something has no known price.
    """

    number: int
    least: Decimal
    most: Decimal | None

    @property
    def reached(self) -> Decimal:
        """What is held against a limit: the upper end, or what is known of it."""
        return self.least if self.most is None else self.most


@attrs.define
class Purse:
    """
    Sums of requests whose costs add up: no request is kept but those that cost the most.

    Attributes:
        owner: Provider whose credits they are, or "" of a currency that all share.
        requests: How many have a cost that is known, if only in part.
        least: What they cost at least.
        reached: What is held against a limit: upper ends, and what is known of those that are open.
        unknown: How many of the requests have no known price, or have it in part.
        dearest: Those that cost the most, the first of equals first.
        sources: Names of texts that they are from: one, or two of several.
    """

    owner: str
    requests: int = 0
    least: Decimal = Decimal(0)
    reached: Decimal = Decimal(0)
    unknown: int = 0
    dearest: list[Cost] = attrs.field(factory=list)
    sources: set[str] = attrs.field(factory=set)

    @property
    def most(self) -> Decimal | None:
        """The upper end; where one is not known, nor is that of the sum."""
        return None if self.unknown else self.reached

    def add(self, cost: Cost, source: str) -> None:
        """Add a request; they come in order."""
        self.requests += 1
        self.least = add(self.least, cost.least)
        self.reached = add(self.reached, cost.reached)
        self.unknown += cost.most is None
        if len(self.sources) < 2:
            self.sources.add(source)
        if len(self.dearest) < MOST_NAMED or cost.reached > self.dearest[-1].reached:
            self.dearest = sorted((*self.dearest, cost), key=lambda it: it.reached, reverse=True)[
                :MOST_NAMED
            ]


@attrs.define
class Purses:
    """
    Sums of requests in the currency of a limit, by owner.

    Each provider has credits of its own, and those of two are no sum of anything. What is billed in
    another currency than credits is no part of them.

    Attributes:
        currency: Of the limit.
    """

    currency: str
    _known: dict[str, Purse] = attrs.field(factory=dict, init=False)
    # How many may be anyone's.
    _anyones: int = attrs.field(default=0, init=False)

    def add(self, number: int, report: Report) -> None:
        """Add a request by its number; they come in order."""
        found = self.find(number, report)
        if found is None:
            return
        owner, cost = found
        if owner is None:
            self._anyones += 1
            return
        purse = self._known.get(owner)
        if purse is None:
            purse = self._known[owner] = Purse(owner)
        if cost is None:
            purse.unknown += 1
        else:
            purse.add(cost, report.source)

    def find(self, number: int, report: Report) -> tuple[str | None, Cost | None] | None:
        """
        Tell whose a request is, and what it costs.

        Returns:
            None for one that is no part of any sum; an owner of None where it may be anyone's, and
            a cost of None where nobody knows.
        """
        cost = cost_of(report, number, self.currency)
        shared = self.currency.isupper()
        if cost is None and not shared:
            estimate = report.estimate
            if estimate is not None and estimate.currency != self.currency:
                return None
            if not report.provider:
                return None, None
        return "" if shared else report.provider, cost

    def sums(self) -> list[Purse]:
        """Give the sums, sorted by their owners."""
        return [
            attrs.evolve(it, unknown=it.unknown + self._anyones)
            for _, it in sorted(self._known.items())
        ]


def cost_of(report: Report, number: int, currency: str) -> Cost | None:
    """What a request costs in a currency, or None where nobody knows."""
    estimate = report.estimate
    ends = None if estimate is None else ends_of(estimate, currency)
    return None if ends is None else Cost(number, *ends)


def ends_of(estimate: Estimate, currency: str) -> tuple[Decimal, Decimal | None] | None:
    """The ends of an estimate in a currency, or None where nobody knows the lower one."""
    least, most = estimate.ends_in(currency) or (None, None)
    return None if least is None else (least, most)
