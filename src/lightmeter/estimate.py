"""What a request will cost: effective levers times rates, exact, as a range, or declined."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.diagnostic import Citation
from lightmeter.judge.verdict import Amounts, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import add, multiply
from lightmeter.language.message import render
from lightmeter.packs.program import Assumption, Line, Program

__all__ = [
    "Estimate",
    "PricedLine",
    "Unpriced",
    "UsdValue",
    "estimate",
]


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
    """

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


@attrs.frozen
class Unpriced:
    """
    An item without a known rate.

    Attributes:
        item: What is billed.
        reason: Why its price is not known.
    """

    item: str
    reason: str


@attrs.frozen
class UsdValue:
    """
    An amount in US dollars, worked out from a provider's own currency.

    Attributes:
        minimum: Least amount.
        maximum: Highest amount.
        rate: US dollars for one unit of the currency.
        basis: How that rate is known.
        citation: Where it stands.
    """

    minimum: Decimal
    maximum: Decimal
    rate: Decimal
    basis: str
    citation: Citation | None


@attrs.frozen
class Estimate:
    """
    The price of one request before it is sent, for what the provider will really do.

    Attributes:
        minimum: Least amount; None where no billed item has a known rate.
        maximum: Highest amount; None where any billed item has none.
        currency: ISO 4217 code, or the provider's own ("credits").
        quantity_minimum: Fewest units of the first item.
        quantity_maximum: Most units of the first item.
        unit: Of the quantity.
        effective: Lever to the value the provider will use.
        lines: One per billed item.
        assumptions: What was taken for granted.
        unpriced: What could not be priced, and why; empty where everything was.
        usd: The amount in US dollars where the currency is not USD and has a known value.
    """

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    quantity_minimum: int
    quantity_maximum: int
    unit: str
    effective: Mapping[str, Any]
    lines: tuple[PricedLine, ...]
    assumptions: tuple[Assumption, ...]
    unpriced: tuple[Unpriced, ...]
    usd: UsdValue | None

    @property
    def exact(self) -> bool:
        """Whether the amount is known to the last digit."""
        return self.minimum is not None and self.minimum == self.maximum

    @property
    def declined(self) -> bool:
        """Whether something could not be priced."""
        return bool(self.unpriced)


def estimate(program: Program, verdict: Verdict) -> Estimate | None:
    """
    Price a judged request.

    Args:
        program: That judged it.
        verdict: Of an accepted request; a rejected one has no price.

    Returns:
        The estimate, or None for a rejected request or a pack that bills nothing.
    """
    if verdict.rejected or not program.lines:
        return None
    lines = []
    unpriced = []
    for line, amounts in zip(program.lines, verdict.amounts, strict=True):
        priced = _priced(line, amounts)
        lines.append(priced)
        if priced.minimum is None:
            unpriced.append(Unpriced(line.item, render(line.unpriced, amounts[4])))
    minimum = maximum = None
    for priced in lines:
        if priced.minimum is not None and priced.maximum is not None:
            minimum = add(minimum or 0, priced.minimum)
            maximum = add(maximum or 0, priced.maximum)
    first = program.lines[0]
    effective = {
        name: value
        for (name, _), value in zip(program.levers, verdict.levers, strict=True)
        if value is not ABSENT
    }
    known = tuple(program.assumptions[index] for index in dict.fromkeys(verdict.assumed))
    return Estimate(
        minimum=minimum,
        maximum=None if unpriced else maximum,
        currency=first.currency,
        quantity_minimum=lines[0].quantity_minimum,
        quantity_maximum=lines[0].quantity_maximum,
        unit=first.unit,
        effective=effective,
        lines=tuple(lines),
        assumptions=known,
        unpriced=tuple(unpriced),
        usd=None if unpriced else _usd(first, minimum, maximum),
    )


def _priced(line: Line, amounts: Amounts) -> PricedLine:
    fewest, most, lowest, highest, _ = amounts
    known = lowest is not None and highest is not None
    # Nothing proves that the ends a pack gives are in order for every request.
    fewest, most = min(fewest, most), max(fewest, most)
    if lowest is not None and highest is not None and lowest > highest:
        lowest, highest = highest, lowest
    return PricedLine(
        item=line.item,
        unit=line.unit,
        quantity_minimum=fewest,
        quantity_maximum=most,
        rate_minimum=Decimal(lowest) if lowest is not None else None,
        rate_maximum=Decimal(highest) if highest is not None else None,
        minimum=multiply(fewest, lowest) if known and lowest is not None else None,
        maximum=multiply(most, highest) if known and highest is not None else None,
        currency=line.currency,
        basis=line.basis,
        citation=line.citation,
    )


def _usd(line: Line, minimum: Decimal | None, maximum: Decimal | None) -> UsdValue | None:
    if line.currency == "USD" or line.usd is None or minimum is None or maximum is None:
        return None
    return UsdValue(
        minimum=multiply(minimum, line.usd),
        maximum=multiply(maximum, line.usd),
        rate=line.usd,
        basis=line.usd_basis,
        citation=line.usd_citation,
    )
