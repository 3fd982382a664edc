"""What a row of a reconciliation has in its cells, whatever it is shown as."""

from decimal import Decimal

from lightmeter.estimate.words import show_amount, show_money
from lightmeter.money import format_amount
from lightmeter.reconcile.faults import hidden_id
from lightmeter.reconcile.outcome import Row
from lightmeter.report.display import show
from lightmeter.report.naming import request_place, show_id, show_model
from lightmeter.report.signed_amounts import show_signed

__all__ = ["NONE", "row_cells", "show_charge", "show_difference", "show_paid", "stray_name"]

NONE = "–"
_LONGEST_NAME = 40


def row_cells(row: Row) -> tuple[str, ...]:
    """Where a request or a charge is, what it is, its amounts, and its outcome."""
    if row.report is None:
        charge = row.tasks[0].charges[0]
        model = "/".join(show(it) for it in (row.provider, row.tasks[0].model) if it)
        start = (f"{show(charge.source)}:{charge.line}", stray_name(row), model)
        estimated = NONE
    else:
        place = request_place(row.report) or "payload"
        start = (place, show_id(row.report), show_model(row.report))
        estimated = _estimated(row)
    return (*start, estimated, show_charge(row), _difference(row), row.outcome.value)


def _estimated(row: Row) -> str:
    estimate = None if row.report is None else row.report.estimate
    if row.incomparable and estimate is not None:
        return show_money(estimate.minimum, estimate.maximum, estimate.currency)
    return show_money(row.minimum, row.maximum, row.currency)


def stray_name(row: Row) -> str:
    """What a charge without a request is called: by its request, else by its task."""
    task = row.tasks[0]
    name = hidden_id(next(iter(task.ids), "") or task.name)
    return show(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…")


def show_charge(row: Row) -> str:
    """What was charged; what the provider has estimated alone is marked."""
    if row.charged is None:
        return NONE
    # What the provider has estimated is no charge yet.
    sign = "≈ " if row.estimated else ""
    return f"{sign}{show_paid(row.charged, row.currency)}"


def _difference(row: Row) -> str:
    if row.difference is None:
        return ""
    if not row.difference and row.minimum != row.maximum:
        return "within"
    return show_difference(row.difference, row.currency)


def show_paid(amount: Decimal, currency: str) -> str:
    """One amount, a minus before its sign of currency; a currency that is not known is left out."""
    if not currency:
        return format_amount(amount)
    return show_signed(amount, currency) if amount < 0 else show_amount(amount, currency)


def show_difference(difference: Decimal, currency: str) -> str:
    """What was charged more or less than was estimated, with its sign."""
    if currency:
        return show_signed(difference, currency)
    return f"{'+' if difference > 0 else ''}{format_amount(difference)}"
