"""The totals of a reconciliation in words."""

from collections.abc import Iterator

from lightmeter.estimate.words import count, show_money
from lightmeter.reconcile.outcome import Outcome
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.totals import ReconciledTotal
from lightmeter.report.display import show
from lightmeter.report.reconciliation_cells import NONE, show_difference, show_signed

__all__ = ["TOTAL_HEADINGS", "show_counts", "total_facts", "total_rows"]

TOTAL_HEADINGS = ("TOTAL", "ESTIMATED", "CHARGED", "DIFFERENCE", "")


def total_rows(reconciliation: Reconciliation) -> list[tuple[str, ...]]:
    """One row for each provider and currency in which requests were charged."""
    return [_row(it) for it in reconciliation.totals if it.requests or it.refunded]


def _row(total: ReconciledTotal) -> tuple[str, ...]:
    currency = total.currency
    if total.minimum is None:
        estimated = "not priced" if total.requests else NONE
    else:
        estimated = show_money(total.minimum, total.maximum, currency)
    charged = NONE if total.charged is None else show_signed(total.charged, currency)
    facts = [count(total.requests, "request")]
    if total.unpriced:
        facts.append(f"{total.unpriced:,} of them without a price")
    if total.refunded:
        facts.append(f"{total.refunded:,} failed")
    return (
        show(total.provider) or "unknown",
        estimated,
        charged,
        _difference(total),
        ", ".join(facts),
    )


def _difference(total: ReconciledTotal) -> str:
    low, high = total.difference_minimum, total.difference_maximum
    if high is None:
        return NONE
    if low is None:
        return f"at most {show_difference(high, total.currency)}"
    if low < high and low <= 0 <= high:
        return "within"
    # Above the upper end, or below the lower one.
    return show_difference(low if low > 0 else high, total.currency)


def total_facts(reconciliation: Reconciliation) -> Iterator[str]:
    """What is in none of the sums, one line each."""
    for total in reconciliation.totals:
        where = f" at {show(total.provider)}" if total.provider else ""
        if total.not_charged:
            low, high = total.not_charged_minimum, total.not_charged_maximum
            amount = show_money(low, high, total.currency)
            requests = count(total.not_charged, "request")
            yield f"not charged{where}: {requests}, estimated {amount}"
        if total.unknown and total.unknown_charged is not None:
            amount = show_signed(total.unknown_charged, total.currency)
            yield f"without a request{where}: {count(total.unknown, 'charge')}, {amount}"
        if total.ambiguous:
            yield f"not told apart{where}: {total.ambiguous:,}, in no sum"


def show_counts(reconciliation: Reconciliation) -> str:
    """One line: what was held against what, and how often each outcome occurs."""
    counts = reconciliation.counts
    found = ", ".join(f"{counts[it]:,} {it}" for it in Outcome if counts[it])
    requests = sum(it.report is not None for it in reconciliation.rows)
    names = reconciliation.files
    files = show(names[0]) if len(names) == 1 else count(len(names), "file")
    return f"{count(requests, 'request')} held against {files}: {found}"
