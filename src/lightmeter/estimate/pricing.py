"""Effective levers times rates: exact, as a range, or declined."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.effective import EffectiveValues
from lightmeter.estimate.ends import add_ends
from lightmeter.estimate.model import Estimate, PricedLine, Unpriced, UsdValue
from lightmeter.estimate.shared import shared
from lightmeter.judge.verdict import Amounts, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import multiply
from lightmeter.language.message import render
from lightmeter.packs.program import Assumption, Line, Program

if TYPE_CHECKING:
    from lightmeter.estimate.list_price import ListPrice, ListRate
    from lightmeter.estimate.own import OwnRate, OwnRates

__all__ = ["estimate"]


def estimate(program: Program, verdict: Verdict, own: "OwnRates | None" = None) -> Estimate | None:
    """
    Price a judged request.

    Args:
        program: That judged it.
        verdict: Of an accepted request; a rejected one has no price.
        own: What is paid otherwise than the provider lists; None for nothing.

    Returns:
        The estimate, or None for a rejected request or a pack that bills nothing. Requests that are
        priced alike get the same object.
    """
    if verdict.rejected or not program.lines:
        return None
    if own is not None and own.listed is not None:
        # What the published pack makes of a request may depend on all of it.
        return _work_out(program, verdict, own)
    return shared(program, verdict, own, _work_out)


def _work_out(program: Program, verdict: Verdict, own: "OwnRates | None") -> Estimate:
    lines = []
    unpriced = []
    published = None if own is None else own.published(verdict)
    for number, (line, amounts) in enumerate(zip(program.lines, verdict.amounts, strict=True)):
        # Most pay what is listed, and for them this is as short as it can be.
        priced = _priced(line, amounts)
        if own is not None:
            priced = _paid(priced, own.lines[number] if own.lines else (), published)
        lines.append(priced)
        if priced.minimum is None:
            unpriced.append(Unpriced(line.item, render(line.unpriced, amounts[4])))
    ends = add_ends((it.minimum, it.maximum) for it in lines)
    first = program.lines[0]
    usd = _usd(first, *ends, own)
    plain = Estimate(
        provider=program.provider,
        minimum=ends[0],
        maximum=ends[1],
        currency=first.currency,
        quantity_minimum=lines[0].quantity_minimum,
        quantity_maximum=lines[0].quantity_maximum,
        unit=first.unit,
        effective=EffectiveValues(
            (name, value)
            for name, value in zip(program.lever_names, verdict.levers, strict=True)
            if value is not ABSENT
        ),
        lines=tuple(lines),
        assumptions=tuple(program.assumptions[it] for it in dict.fromkeys(verdict.assumed)),
        unpriced=tuple(unpriced),
        usd=usd,
    )
    if own is None:
        return plain
    return attrs.evolve(
        plain,
        assumptions=tuple(_assumptions(program, verdict, lines, own, usd)),
        list_price=_list_price(lines, published),
        own_rates=tuple(_own_rates(lines, own, usd)),
    )


def _priced(line: Line, amounts: Amounts) -> PricedLine:
    """One item at the rate of its pack."""
    fewest, most, lowest, highest, _ = amounts
    # Nothing proves that the ends a pack gives are in order for every request.
    if fewest > most:
        fewest, most = most, fewest
    if lowest is not None and highest is not None and lowest > highest:
        lowest, highest = highest, lowest
    known = lowest is not None and highest is not None
    return PricedLine(
        item=line.item,
        unit=line.unit,
        quantity_minimum=fewest,
        quantity_maximum=most,
        rate_minimum=None if lowest is None else Decimal(lowest),
        rate_maximum=None if highest is None else Decimal(highest),
        minimum=multiply(fewest, lowest) if known and lowest is not None else None,
        maximum=multiply(most, highest) if known and highest is not None else None,
        currency=line.currency,
        basis=line.basis,
        citation=line.citation,
    )


def _paid(line: PricedLine, changes: "Sequence[OwnRate]", published: Estimate | None) -> PricedLine:
    """The same at what the project pays, with what is listed beside it."""
    listed: ListRate | None = _rate(line)
    if published is not None:
        listed = next((_rate(it) for it in published.lines if it.item == line.item), None)
    low, high = line.rate_minimum, line.rate_maximum
    basis, citation = line.basis, line.citation
    for change in changes:
        low, high = change.apply(low, high)
        if change.operation == "replace":
            basis, citation = change.basis, change.citation
    if listed is not None and (low, high) == (listed.minimum, listed.maximum):
        listed = None
    known = low is not None and high is not None
    return attrs.evolve(
        line,
        rate_minimum=low,
        rate_maximum=high,
        minimum=multiply(line.quantity_minimum, low) if known and low is not None else None,
        maximum=multiply(line.quantity_maximum, high) if known and high is not None else None,
        basis=basis,
        citation=citation,
        listed=listed,
    )


def _rate(line: PricedLine) -> "ListRate":
    # Only of who pays otherwise anybody asks what is listed.
    from lightmeter.estimate.list_price import ListRate  # noqa: PLC0415

    return ListRate(line.rate_minimum, line.rate_maximum, line.basis, line.citation)


def _assumptions(
    program: Program,
    verdict: Verdict,
    lines: Sequence[PricedLine],
    own: "OwnRates",
    usd: UsdValue | None,
) -> Iterator[Assumption]:
    # What is said of a rate is said of none that stands in its place.
    replaced = {
        branch.assumption
        for line, changes in zip(program.lines, own.lines, strict=False)
        if changes and changes[0].operation == "replace"
        for branch in line.rate
    }
    for index in dict.fromkeys(verdict.assumed):
        if index not in replaced:
            yield program.assumptions[index]
    for priced, changes in zip(lines, own.lines, strict=False):
        if priced.rate_minimum is not None:
            yield from (it for change in changes for it in change.open_ends(priced.item))
    if usd is not None and own.value is not None:
        yield from own.value.open_ends(program.provider, program.lines[0].currency)


def _own_rates(lines: Sequence[PricedLine], own: "OwnRates", usd: UsdValue | None) -> Iterator[str]:
    """What the settings' rates that took part stand on, each once."""
    names: dict[str, None] = {}
    for priced, changes in zip(lines, own.lines, strict=False):
        if priced.rate_minimum is not None:
            names.update(dict.fromkeys(it.citation.title for it in changes))
    if usd is not None and own.value is not None:
        names[own.value.citation.title] = None
    yield from names


def _list_price(lines: Sequence[PricedLine], published: Estimate | None) -> "ListPrice | None":
    """What the published rates come to, where they come to something else."""
    from lightmeter.estimate.list_price import ListPrice  # noqa: PLC0415 - as above

    paid = ListPrice(*add_ends((it.minimum, it.maximum) for it in lines))
    if published is not None:
        found = ListPrice(published.minimum, published.maximum)
    else:
        found = ListPrice(*add_ends(map(_listed_ends, lines)))
    return None if found == paid else found


def _listed_ends(line: PricedLine) -> Ends:
    if line.listed is None:
        return line.minimum, line.maximum
    low, high = line.listed.minimum, line.listed.maximum
    if low is None or high is None:
        return None, None
    return multiply(line.quantity_minimum, low), multiply(line.quantity_maximum, high)


def _usd(
    line: Line, minimum: Decimal | None, maximum: Decimal | None, own: "OwnRates | None"
) -> UsdValue | None:
    if line.currency == "USD" or minimum is None:
        return None
    value = None if own is None else own.value
    if value is not None:
        low, high, basis = value.minimum, value.maximum, value.basis
    elif line.usd is not None:
        low, high, basis = line.usd, line.usd, line.usd_basis
    else:
        return None
    return UsdValue(
        minimum=multiply(minimum, low),
        maximum=None if maximum is None else multiply(maximum, high),
        rate_minimum=low,
        rate_maximum=high,
        basis=basis,
        citation=line.usd_citation if value is None else value.citation,
    )
