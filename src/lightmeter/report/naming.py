"""What a report calls its requests, and how a run is summed up."""

from collections.abc import Iterator

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Citation, Diagnostic, Severity
from lightmeter.estimate.total import Total
from lightmeter.estimate.words import count
from lightmeter.report.display import show
from lightmeter.result import Report
from lightmeter.tally import Tally

__all__ = [
    "overlays",
    "own_rates",
    "place_of",
    "request_place",
    "show_citation",
    "show_id",
    "show_model",
    "show_sums",
    "show_total",
    "show_totals",
    "source_names",
    "summary",
]

_LONGEST_ID = 40
_LONGEST_NAME = 60


def place_of(diagnostic: Diagnostic) -> str:
    """Where a diagnostic points: `file:line:column`, the file alone, or a pointer in data."""
    name = show(diagnostic.source)
    if diagnostic.span is not None:
        start = diagnostic.span.start
        return f"{name}:{start.line}:{start.column}"
    return name or show(diagnostic.path or "")


def request_place(report: Report) -> str:
    """Where a request begins, or "" for a payload given as data."""
    name = show(report.source)
    return f"{name}:{report.line}" if name and report.line is not None else name


def show_id(report: Report) -> str:
    """A request's own name, or ""."""
    return show(_clipped(report.id, _LONGEST_ID))


def show_model(report: Report) -> str:
    """Provider and model, as far as they are known."""
    return "/".join(
        show(_clipped(part, _LONGEST_NAME)) for part in (report.provider, report.model) if part
    )


def _clipped(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def show_citation(citation: Citation, basis: str) -> str:
    """Where something stands, when that was read, and how it is known."""
    return show(f"{citation}, {basis}" if basis else str(citation))


def overlays(report: BatchReport) -> tuple[str, ...]:
    """The overlays that took part, sorted."""
    return tuple(sorted({name for _, _, names in report.tally.packs for name in names}))


def own_rates(report: BatchReport) -> tuple[str, ...]:
    """What the settings' rates that took part stand on, sorted."""
    return tuple(sorted(name for name, number in report.tally.own_rates.items() if number))


# A directory without a request has something to say of it, and settings have a limit, but neither
# is a text with requests.
_OF_NO_TEXT = frozenset(
    ("no-requests", "over-budget", "growth-over-budget", "growth-unknown", "ended-rate")
)


def source_names(report: BatchReport) -> frozenset[str]:
    """Every text that was to be read, whether it could be or not."""
    unread = {it.source for it in report.found if it.rule not in _OF_NO_TEXT}
    unread -= set(report.tellers)
    return frozenset(unread | set(report.names)) - {""}


def summary(report: BatchReport) -> str:
    """One line: what was read, what was found, what it costs."""
    return "; ".join(_clauses(report))


def _clauses(report: BatchReport) -> Iterator[str]:
    requests = count(len(report.reports), "request")
    files = len(source_names(report))
    found = [_found(report.count(it), it) for it in Severity if report.count(it)]
    place = f" in {count(files, 'file')}" if files else ""
    silenced = f" ({len(report.suppressed):,} silenced)" if report.suppressed else ""
    so_far = "interrupted after " if report.interrupted else ""
    yield f"{so_far}{requests}{place}: {', '.join(found) or 'no problems'}{silenced}"
    rejected, unchecked = report.tally.rejected, report.tally.unchecked
    # One that is rejected says so by its error, unless that is silenced.
    if rejected and (len(report.reports) > 1 or not report.count(Severity.ERROR)):
        yield f"{rejected:,} rejected"
    if unchecked:
        yield f"{unchecked:,} not checked"
    if report.totals:
        yield f"total {show_totals(report)}"


def _found(number: int, severity: Severity) -> str:
    # The word has no plural.
    return f"{number:,} info" if severity is Severity.INFO else count(number, severity.value)


def show_totals(report: BatchReport) -> str:
    """Every total of a run, with its provider where there are several."""
    return show_sums(report.tally, unread=bool(report.unread_sources))


def show_sums(tally: Tally, *, unread: bool = False) -> str:
    """
    Every total of some requests, with its provider where there are several.

    Args:
        tally: Of the requests.
        unread: There are others, perhaps, which could not be read.
    """
    totals = tally.totals
    return ", ".join(
        show_total(total, open_ended=unread or tally.is_open_ended(total.provider))
        + (f" at {total.provider}" if len(totals) > 1 else "")
        for total in totals
    )


def show_total(total: Total, *, open_ended: bool = False) -> str:
    """One total, in US dollars beside it where its currency's value is known."""
    if total.minimum is None:
        return "not known"
    if total.maximum is None or open_ended:
        # At least the minimum: what is known of the upper end does not bound the rest.
        return str(attrs.evolve(total, maximum=None, usd_maximum=None))
    return str(total)
