"""The totals of a reconciliation in words."""

from collections.abc import Iterator

import attrs

from lightmeter.estimate.words import count, show_money
from lightmeter.reconcile.outcome import Outcome
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.totals import ReconciledTotal
from lightmeter.report.cost_notes import show_origins
from lightmeter.report.display import show
from lightmeter.report.reconciliation_cells import NONE, show_difference, show_paid

__all__ = ["TOTAL_HEADINGS", "origins", "show_counts", "total_facts", "total_rows"]

TOTAL_HEADINGS = ("TOTAL", "ESTIMATED", "CHARGED", "DIFFERENCE", "")


def total_rows(reconciliation: Reconciliation) -> list[tuple[str, ...]]:
    """One row for each provider and currency in which requests were charged."""
    return [_row(it) for it in reconciliation.totals if it.requests or it.refunded]


def _row(total: ReconciledTotal) -> tuple[str, ...]:
    currency = total.currency
    if total.minimum is None:
        estimated = "not priced" if total.unpriced else NONE
    else:
        estimated = show_money(total.minimum, total.maximum, currency)
    charged = NONE if total.charged is None else show_paid(total.charged, currency)
    if total.estimates and total.charged is not None:
        charged = f"≈ {charged}"
    facts = [count(total.requests, "request")]
    if total.unpriced:
        facts.append(f"{total.unpriced:,} of them without a price")
    if total.incomparable:
        facts.append(f"{total.incomparable:,} of them estimated in another currency")
    if total.estimates:
        facts.append(f"{total.estimates:,} of them known from cost_estimate alone")
    if total.failed:
        facts.append(f"{total.failed:,} of them failed and charged")
    if total.refunded:
        facts.append(f"{total.refunded:,} failed at no cost")
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
        if total.list_minimum is not None:
            amount = show_money(total.list_minimum, total.list_maximum, total.currency)
            yield f"listed{where} for what was charged: {amount}"
        if total.not_charged:
            low, high = total.not_charged_minimum, total.not_charged_maximum
            amount = show_money(low, high, total.currency)
            requests = count(total.not_charged, "request")
            some = ""
            if low is not None and total.not_charged_unpriced:
                some = f", {total.not_charged_unpriced:,} of them without a price"
            estimated = amount if low is None else f"estimated {amount}"
            yield f"not charged{where}: {requests}{some}, {estimated}"
        if total.unknown:
            facts = [count(total.unknown, "charge")]
            if total.unknown_charged is not None:
                facts.append(show_paid(total.unknown_charged, total.currency))
            if total.unknown_unsaid:
                some = "" if total.unknown_charged is None else f"{total.unknown_unsaid:,} of them "
                facts.append(f"{some}without an amount")
            yield f"without a request{where}: {', '.join(facts)}"
        if total.ambiguous:
            yield f"not told apart{where}: {total.ambiguous:,}, in no sum"


def origins(reconciliation: Reconciliation) -> tuple[str, ...]:
    """Own rates and overlays that took part, each once."""
    # Those that a row was held against, which may be of another day than the report's.
    reports = tuple(it.report for it in reconciliation.rows if it.report is not None)
    return tuple(show_origins(attrs.evolve(reconciliation.report, reports=reports)))


def show_counts(reconciliation: Reconciliation) -> str:
    """One line: what was held against what, and how often each outcome occurs."""
    counts = reconciliation.counts
    found = ", ".join(f"{counts[it]:,} {it}" for it in Outcome if counts[it])
    estimates = sum(it.estimated for it in reconciliation.rows)
    if estimates:
        found += f"; {estimates:,} known from cost_estimate alone, which is no charge"
    requests = sum(it.report is not None for it in reconciliation.rows)
    names = reconciliation.files
    files = show(names[0]) if len(names) == 1 else count(len(names), "file")
    return f"{count(requests, 'request')} held against {files}: {found}"
