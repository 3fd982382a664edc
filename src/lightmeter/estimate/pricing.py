"""Effective levers times rates: exact, as a range, or declined."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.ends import add_ends
from lightmeter.estimate.list_price import ListPrice, ListRate
from lightmeter.estimate.model import Estimate, PricedLine, Unpriced, UsdValue
from lightmeter.estimate.own import OwnRate, OwnRates
from lightmeter.judge.verdict import Amounts, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import multiply
from lightmeter.language.message import render
from lightmeter.packs.program import Assumption, Line, Program

__all__ = ["estimate"]

_AS_LISTED = OwnRates()


def estimate(program: Program, verdict: Verdict, own: OwnRates | None = None) -> Estimate | None:
    """
    Price a judged request.

    Args:
        program: That judged it.
        verdict: Of an accepted request; a rejected one has no price.
        own: What is paid otherwise than the provider lists; None for nothing.

    Returns:
        The estimate, or None for a rejected request or a pack that bills nothing.
    """
    if verdict.rejected or not program.lines:
        return None
    own = own or _AS_LISTED
    published = own.published(verdict)
    changes = own.lines or ((),) * len(program.lines)
    lines = [
        _priced(line, amounts, its, published)
        for line, amounts, its in zip(program.lines, verdict.amounts, changes, strict=True)
    ]
    unpriced = [
        Unpriced(line.item, render(line.unpriced, amounts[4]))
        for line, amounts, it in zip(program.lines, verdict.amounts, lines, strict=True)
        if it.minimum is None
    ]
    ends = add_ends((it.minimum, it.maximum) for it in lines)
    first = program.lines[0]
    usd = _usd(first, *ends, own)
    effective = {
        name: value
        for (name, _), value in zip(program.levers, verdict.levers, strict=True)
        if value is not ABSENT
    }
    return Estimate(
        provider=program.provider,
        minimum=ends[0],
        maximum=ends[1],
        currency=first.currency,
        quantity_minimum=lines[0].quantity_minimum,
        quantity_maximum=lines[0].quantity_maximum,
        unit=first.unit,
        effective=effective,
        lines=tuple(lines),
        assumptions=tuple(_assumptions(program, verdict, lines, own, usd)),
        unpriced=tuple(unpriced),
        usd=usd,
        list_price=_list_price(lines, published),
        own_rates=tuple(_own_rates(lines, own, usd)),
    )


def _priced(
    line: Line, amounts: Amounts, changes: Sequence[OwnRate], published: Estimate | None
) -> PricedLine:
    fewest, most, lowest, highest, _ = amounts
    # Nothing proves that the ends a pack gives are in order for every request.
    fewest, most = min(fewest, most), max(fewest, most)
    if lowest is not None and highest is not None and lowest > highest:
        lowest, highest = highest, lowest
    low = None if lowest is None else Decimal(lowest)
    high = None if highest is None else Decimal(highest)
    basis, citation = line.basis, line.citation
    listed: ListRate | None = ListRate(low, high, basis, citation)
    if published is not None:
        listed = next((_rate(it) for it in published.lines if it.item == line.item), None)
    for change in changes:
        low, high = change.apply(low, high)
        if change.operation == "replace":
            basis, citation = change.basis, change.citation
    if listed is not None and (low, high) == (listed.minimum, listed.maximum):
        listed = None
    return PricedLine(
        item=line.item,
        unit=line.unit,
        quantity_minimum=fewest,
        quantity_maximum=most,
        rate_minimum=low,
        rate_maximum=high,
        minimum=None if low is None or high is None else multiply(fewest, low),
        maximum=None if low is None or high is None else multiply(most, high),
        currency=line.currency,
        basis=basis,
        citation=citation,
        listed=listed,
    )


def _rate(line: PricedLine) -> ListRate:
    return ListRate(line.rate_minimum, line.rate_maximum, line.basis, line.citation)


def _assumptions(
    program: Program,
    verdict: Verdict,
    lines: Sequence[PricedLine],
    own: OwnRates,
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


def _own_rates(lines: Sequence[PricedLine], own: OwnRates, usd: UsdValue | None) -> Iterator[str]:
    """What the settings' rates that took part stand on, each once."""
    names: dict[str, None] = {}
    for priced, changes in zip(lines, own.lines, strict=False):
        if priced.rate_minimum is not None:
            names.update(dict.fromkeys(it.citation.title for it in changes))
    if usd is not None and own.value is not None:
        names[own.value.citation.title] = None
    yield from names


def _list_price(lines: Sequence[PricedLine], published: Estimate | None) -> ListPrice | None:
    """What the published rates come to, where they come to something else."""
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
    line: Line, minimum: Decimal | None, maximum: Decimal | None, own: OwnRates
) -> UsdValue | None:
    if line.currency == "USD" or minimum is None:
        return None
    value = own.value
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
