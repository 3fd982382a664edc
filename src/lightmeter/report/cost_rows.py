"""One short row for each accepted request, for reports that are about something else."""

from collections.abc import Iterator

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.words import count, show_effective, show_money, show_usd
from lightmeter.report.naming import request_place, show_id, show_model
from lightmeter.result import Report, Status

__all__ = ["cost_rows"]


def cost_rows(report: BatchReport) -> Iterator[tuple[str, ...]]:
    """One short row for each accepted request: where it is, what it is, what it costs."""
    return (
        (request_place(it), show_id(it), show_model(it), *_short(it))
        for it in report.reports
        if it.ok
    )


def _short(report: Report) -> tuple[str, str]:
    estimate = report.estimate
    if report.status is not Status.CHECKED:
        return "", "not checked"
    if estimate is None:
        return "", "no price in its pack"
    amount = show_money(estimate.minimum, estimate.maximum, estimate.currency)
    if estimate.usd is not None:
        amount += f" ({show_usd(estimate.usd.minimum, estimate.usd.maximum)})"
    if estimate.assumptions:
        amount += f", on {count(len(estimate.assumptions), 'assumption')}"
    return show_effective(estimate.effective), amount
