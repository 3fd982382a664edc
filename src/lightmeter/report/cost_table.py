"""What the requests of a run cost, one row each, and where the numbers come from."""

from collections.abc import Iterator
from decimal import Decimal

from lightmeter.diagnostic import Severity
from lightmeter.estimate.model import Estimate, PricedLine
from lightmeter.estimate.words import (
    count,
    show_amount,
    show_effective,
    show_money,
    show_quantity,
    show_usd,
)
from lightmeter.report.display import show, wrap
from lightmeter.report.naming import (
    overlays,
    request_place,
    show_citation,
    show_id,
    show_model,
    show_total,
)
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.table import align
from lightmeter.report.veil import make_veil
from lightmeter.result import BatchReport, Report, Status

__all__ = ["render"]

_NOTE_COLUMNS = 96
_HEADINGS = ("REQUEST", "", "MODEL", "EFFECTIVE", "QUANTITY", "COST", "USD")


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write the table, notes under the rows they belong to, totals and sources at the end."""
    if not report.reports:
        return ""
    veil = make_veil(report)
    rows = [_HEADINGS, *(_row(it) for it in report.reports)]
    if all(it.estimate is None or it.estimate.usd is None for it in report.reports):
        # The last column would say again what the one before it says.
        rows = [row[:-1] if len(row) == len(_HEADINGS) else row for row in rows]
    table = align(rows)
    lines = [style.dim(table[0])]
    for row, it in zip(table[1:], report.reports, strict=True):
        lines.append(veil(row))
        for note in _notes(it):
            first, *rest = wrap(veil(note), _NOTE_COLUMNS)
            lines += [style.dim(f"    {first}"), *(style.dim(f"      {line}") for line in rest)]
    closing = [*_totals(report, style), *(style.dim(line) for line in _sources(report))]
    return "\n".join([*lines, "", *closing]) + "\n"


def _row(report: Report) -> tuple[str, ...]:
    start = request_place(report) or "payload", show_id(report), show_model(report)
    if not report.ok:
        errors = sum(it.severity is Severity.ERROR for it in report.diagnostics)
        return (*start, f"rejected: {count(errors, 'error')}")
    if report.status is not Status.CHECKED:
        return (*start, "not checked")
    estimate = report.estimate
    if estimate is None:
        return (*start, "no price in its pack")
    usd = ""
    if estimate.usd is not None:
        usd = show_usd(estimate.usd.minimum, estimate.usd.maximum)
    elif estimate.currency == "USD":
        usd = show_money(estimate.minimum, estimate.maximum, "USD")
    return (
        *start,
        show_effective(estimate.effective),
        show_quantity(estimate.quantity_minimum, estimate.quantity_maximum, estimate.unit),
        show_money(estimate.minimum, estimate.maximum, estimate.currency),
        usd,
    )


def _notes(report: Report) -> Iterator[str]:
    estimate = report.estimate
    if estimate is None:
        return
    if len(estimate.lines) > 1:
        for line in estimate.lines:
            yield _item(line)
    for assumed in estimate.assumptions:
        close = f"; to be sure, {assumed.close}" if assumed.close else ""
        yield f"assumed: {show(assumed.text)} ({assumed.basis}){show(close)}"
    for unpriced in estimate.unpriced:
        yield f"not priced: {show(unpriced.item)}: {show(unpriced.reason)}"


def _item(line: PricedLine) -> str:
    quantity = show_quantity(line.quantity_minimum, line.quantity_maximum, line.unit)
    item = show(line.item)
    if line.rate_minimum is None:
        return f"{item}: {quantity}"
    rate = show_money(line.rate_minimum, line.rate_maximum, line.currency)
    amount = show_money(line.minimum, line.maximum, line.currency)
    return f"{item}: {quantity} at {rate} = {amount}"


def _totals(report: BatchReport, style: Style) -> Iterator[str]:
    left = [it for it in report.reports if it.ok and it.estimate is None]
    rejected = sum(not it.ok for it in report.reports)
    rows = []
    for total in report.totals:
        open_ended = any(it.provider in (total.provider, "") for it in left)
        facts = [count(total.requests, "request")]
        if total.unpriced:
            facts.append(f"{total.unpriced:,} of them without a price")
        rows.append(
            (f"total {total.provider}", show_total(total, open_ended=open_ended), ", ".join(facts))
        )
    yield from map(style.bold, align(rows))
    if rejected:
        yield f"{count(rejected, 'request')} rejected, not in the total; lightmeter check says why"
    if left:
        yield f"{count(len(left), 'request')} without an estimate, not in the total"
    if names := overlays(report):
        yield f"with {', '.join(names)}"


def _sources(report: BatchReport) -> list[str]:
    """Every document that an amount stands on, once."""
    estimates: list[Estimate] = [it.estimate for it in report.reports if it.estimate is not None]
    lines: dict[str, None] = {}
    for estimate in estimates:
        for line in estimate.lines:
            if line.citation is not None and line.rate_minimum is not None:
                lines[f"rates: {show_citation(line.citation, line.basis)}"] = None
    for estimate in estimates:
        usd = estimate.usd
        if usd is not None and usd.citation is not None:
            one = show_amount(Decimal(1), estimate.currency)
            worth = show_money(usd.rate_minimum, usd.rate_maximum, "USD")
            cited = show_citation(usd.citation, usd.basis)
            lines[f"{one} = {worth}: {cited}"] = None
    return list(lines)
