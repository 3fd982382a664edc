"""What requests cost in the currency of a limit, and what of them nobody knows."""

from collections.abc import Sequence
from decimal import Decimal

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import add_all
from lightmeter.result import BatchReport

__all__ = ["Cost", "Purse", "cost_of", "ends_of", "purses"]

_DOLLARS = "USD"


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


@attrs.frozen
class Purse:
    """
    Requests whose costs add up.

    Attributes:
        owner: Provider whose credits they are, or "" of a currency that all share.
        costs: As far as they are known.
        open: Numbers of the requests that belong to it and have no known price at all.
    """

    owner: str
    costs: list[Cost] = attrs.field(factory=list)
    open: list[int] = attrs.field(factory=list)

    @property
    def least(self) -> Decimal:
        """What they cost at least."""
        return add_all(it.least for it in self.costs)

    @property
    def most(self) -> Decimal | None:
        """The upper end; where one is not known, nor is that of the sum."""
        return None if self.unknown else self.reached

    @property
    def reached(self) -> Decimal:
        """What is held against a limit."""
        return add_all(it.reached for it in self.costs)

    @property
    def unknown(self) -> int:
        """How many of the requests have no known price, or have it in part."""
        return len(self.open) + sum(it.most is None for it in self.costs)


def cost_of(report: BatchReport, number: int, currency: str) -> Cost | None:
    """What a request costs in a currency, or None where nobody knows."""
    estimate = report.reports[number].estimate
    ends = None if estimate is None else ends_of(estimate, currency)
    return None if ends is None else Cost(number, *ends)


def ends_of(estimate: Estimate, currency: str) -> tuple[Decimal, Decimal | None] | None:
    """The ends of an estimate in a currency, or None where nobody knows the lower one."""
    least, most = estimate.ends_in(currency) or (None, None)
    return None if least is None else (least, most)


def purses(report: BatchReport, numbers: Sequence[int], currency: str) -> list[Purse]:
    """
    Put together what adds up, by owner.

    Each provider has credits of its own, and those of two are no sum of anything. What is billed in
    another currency than credits is no part of them.
    """
    shared = currency.isupper()
    found: dict[str, Purse] = {}
    anyones: list[int] = []
    for number in numbers:
        it = report.reports[number]
        cost = cost_of(report, number, currency)
        if cost is None and not shared:
            if it.estimate is not None and it.estimate.currency != currency:
                continue
            if not it.provider:
                anyones.append(number)
                continue
        owner = "" if shared else it.provider
        purse = found.setdefault(owner, Purse(owner))
        if cost is None:
            purse.open.append(number)
        else:
            purse.costs.append(cost)
    for purse in found.values():
        purse.open.extend(anyones)
    return [found[owner] for owner in sorted(found)]
