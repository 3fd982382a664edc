"""Effective levers times rates: exact, as a range, or declined."""

from collections.abc import Sequence
from decimal import Decimal

from lightmeter.estimate.ends import add_ends
from lightmeter.estimate.list_price import ListPrice, ListRate
from lightmeter.estimate.model import Estimate, PricedLine, Unpriced, UsdValue
from lightmeter.estimate.own import OwnRate, OwnRates
from lightmeter.judge.verdict import Amounts, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import multiply
from lightmeter.language.message import render
from lightmeter.packs.program import Line, Program

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
    lines = []
    unpriced = []
    applied: dict[str, None] = {}
    for number, (line, amounts) in enumerate(zip(program.lines, verdict.amounts, strict=True)):
        changes = own.lines[number] if own.lines else ()
        priced = _priced(line, amounts, changes)
        lines.append(priced)
        applied.update(dict.fromkeys(it.citation.title for it in changes))
        if priced.minimum is None:
            unpriced.append(Unpriced(line.item, render(line.unpriced, amounts[4])))
    ends = add_ends((it.minimum, it.maximum) for it in lines)
    first = program.lines[0]
    if own.value is not None and first.currency != "USD":
        applied[own.value.citation.title] = None
    effective = {
        name: value
        for (name, _), value in zip(program.levers, verdict.levers, strict=True)
        if value is not ABSENT
    }
    known = [program.assumptions[index] for index in dict.fromkeys(verdict.assumed)]
    usd = None if unpriced else _usd(first, *ends, own)
    known += own.open_ends(program, in_usd=usd is not None)
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
        assumptions=tuple(known),
        unpriced=tuple(unpriced),
        usd=usd,
        list_price=_list_price(lines, verdict, own),
        own_rates=tuple(applied),
    )


def _priced(line: Line, amounts: Amounts, changes: Sequence[OwnRate]) -> PricedLine:
    fewest, most, lowest, highest, _ = amounts
    # Nothing proves that the ends a pack gives are in order for every request.
    fewest, most = min(fewest, most), max(fewest, most)
    if lowest is not None and highest is not None and lowest > highest:
        lowest, highest = highest, lowest
    low = None if lowest is None else Decimal(lowest)
    high = None if highest is None else Decimal(highest)
    listed = ListRate(low, high, line.basis, line.citation)
    basis, citation = line.basis, line.citation
    for change in changes:
        low, high = change.apply(low, high)
        if change.operation == "replace":
            basis, citation = change.basis, change.citation
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
        listed=None if (low, high) == (listed.minimum, listed.maximum) else listed,
    )


def _list_price(lines: Sequence[PricedLine], verdict: Verdict, own: OwnRates) -> ListPrice | None:
    """What the published rates come to, where they come to something else."""
    paid = ListPrice(*add_ends((it.minimum, it.maximum) for it in lines))
    found = own.list_price(verdict)
    if found is None and any(it.listed is not None for it in lines):
        found = ListPrice(*add_ends(map(_listed_ends, lines)))
    return None if found == paid else found


def _listed_ends(line: PricedLine) -> tuple[Decimal | None, Decimal | None]:
    if line.listed is None:
        return line.minimum, line.maximum
    low, high = line.listed.minimum, line.listed.maximum
    if low is None or high is None:
        return None, None
    return multiply(line.quantity_minimum, low), multiply(line.quantity_maximum, high)


def _usd(
    line: Line, minimum: Decimal | None, maximum: Decimal | None, own: OwnRates
) -> UsdValue | None:
    if line.currency == "USD" or minimum is None or maximum is None:
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
        maximum=multiply(maximum, high),
        rate_minimum=low,
        rate_maximum=high,
        basis=basis,
        citation=line.usd_citation if value is None else value.citation,
    )
