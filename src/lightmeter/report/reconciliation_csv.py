"""A reconciliation as a table in CSV: one row for each request, and for each charge without one."""

import csv
import io
from decimal import Decimal

from lightmeter.estimate.words import show_effective
from lightmeter.money import format_amount
from lightmeter.reconcile.faults import hidden_id
from lightmeter.reconcile.outcome import Row
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.report.display import show
from lightmeter.report.naming import show_id
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import make_veil

__all__ = ["render"]

_COLUMNS = (
    *("outcome", "source", "line", "id", "provider", "model", "effective", "currency"),
    *("estimated_minimum", "estimated_maximum", "charged", "difference", "basis"),
    *("charge_source", "charge_line", "task", "date", "notes"),
    *("list_minimum", "list_maximum", "own_rates", "overlays"),
)
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(reconciliation: Reconciliation, style: Style = PLAIN) -> str:
    """Write it with a header; an amount that is not known is an empty cell, never 0."""
    del style
    veil = make_veil(reconciliation.report)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in reconciliation.rows:
        words, amounts, behind = _cells(row)
        listed, origins = _listed(row)
        writer.writerow(
            [
                *(_safe(veil(it)) for it in words),
                *amounts,
                *(_safe(veil(it)) for it in behind),
                *listed,
                *(_safe(veil(it)) for it in origins),
            ]
        )
    return text.getvalue()


def _cells(row: Row) -> tuple[list[str], list[str], list[str]]:
    report, charge = row.report, next((it.charges[0] for it in row.tasks), None)
    estimate = None if report is None else report.estimate
    days = sorted(
        it.day.isoformat() for task in row.tasks for it in task.charges if it.day is not None
    )
    first = row.tasks[0] if row.tasks else None
    name = "" if first is None else hidden_id(next(iter(first.ids), ""))
    words = [
        row.outcome.value,
        "" if report is None else show(report.source),
        "" if report is None or report.line is None else str(report.line),
        show(name) if report is None else show_id(report),
        show(row.provider),
        show((first.model if first else "") if report is None else report.model),
        "" if estimate is None else show_effective(estimate.effective),
        show(row.currency),
    ]
    amounts = [_amount(it) for it in (row.minimum, row.maximum, row.charged, row.difference)]
    behind = [
        "estimate" if row.estimated else "actual" if row.charged is not None else "",
        "" if charge is None else show(charge.source),
        "" if charge is None else str(charge.line),
        "; ".join(show(hidden_id(it.name)) for it in row.tasks if it.name),
        days[-1] if days else "",
        "; ".join(map(show, row.notes)),
    ]
    return words, amounts, behind


def _listed(row: Row) -> tuple[list[str], list[str]]:
    """What the provider lists, in the estimate's currency; own rates and overlays."""
    report = row.report
    estimate = None if report is None else report.estimate
    if report is None or estimate is None:
        return ["", ""], ["", ""]
    price = estimate.list_price
    ends = (None, None) if price is None else (price.minimum, price.maximum)
    own = "; ".join(map(show, estimate.own_rates))
    return [_amount(it) for it in ends], [own, "; ".join(map(show, report.overlays))]


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else format_amount(amount)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
