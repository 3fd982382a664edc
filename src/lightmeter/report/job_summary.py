"""The `markdown` format: for the summary of a CI job and for comments on pull requests."""

from collections.abc import Iterator
from itertools import islice

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.words import count
from lightmeter.judge.skipped import skipped_because
from lightmeter.report.cells import MARKS, Room, code, fitted_table, more, named, plain
from lightmeter.report.cost_rows import cost_rows
from lightmeter.report.display import show
from lightmeter.report.naming import (
    overlays,
    own_rates,
    place_of,
    request_place,
    show_id,
    show_model,
    show_totals,
    summary,
)
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.result import Report, Status

__all__ = ["MAX_BYTES", "render"]

MAX_BYTES = 1_000_000
"""A little less than the 1 MiB that GitHub takes; of a longer summary it shows nothing at all."""

# For headings, sentences and the words that say how much is left out.
_KEPT_BYTES = 20_000


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """
    Write what was found by severity, what it costs, what was not checked and what is silenced.

    The gravest comes first and is the last to be left out where there is no room for everything.
    """
    del style
    veil = make_veil(report)
    room = Room(MAX_BYTES - _KEPT_BYTES)
    blocks = [
        _headline(report),
        *(_found(report, severity, room, veil) for severity in Severity),
        _costs(report, room, veil),
        _unchecked(report, room, veil),
        _suppressed(report, room, veil),
    ]
    texts = ("\n".join(block).rstrip("\n") for block in blocks)
    return "\n\n".join(text for text in texts if text) + "\n"


def _headline(report: BatchReport) -> Iterator[str]:
    gravest = next((it for it in Severity if report.count(it)), None)
    # Where nothing was read, nothing can be said to be well.
    well = "🟢" if report.reports else "⚪"
    mark = well if gravest is None else MARKS[gravest]
    yield f"## {mark} lightmeter"
    yield ""
    yield plain(summary(report))
    names = overlays(report)
    if names:
        yield ""
        yield f"With {', '.join(map(code, names))}."
    names = own_rates(report)
    if names:
        yield ""
        yield f"With own rates: {', '.join(plain(show(it)) for it in names)}."


def _found(report: BatchReport, severity: Severity, room: Room, veil: Veil) -> Iterator[str]:
    number = report.count(severity)
    if number:
        rows = (
            (_place(report, it, at, veil), code(it.name), _message(it, veil))
            for it, at in report.entries
            if it.severity is severity
        )
        many = f"{number:,} info" if severity is Severity.INFO else count(number, severity)
        yield f"### {MARKS[severity]} {many}"
        yield ""
        yield from fitted_table(("Place", "Rule", "Message"), rows, room, number=number)


def _place(report: BatchReport, it: Diagnostic, number: int | None, veil: Veil) -> str:
    return named(place_of(it), "" if number is None else show_id(report.reports[number]), veil)


def _message(it: Diagnostic, veil: Veil) -> str:
    message = plain(show(veil(it.message)))
    if it.fix is None:
        return message
    kind = "safe" if it.fix.safe else "unsafe"
    return f"{message}<br>*fix ({kind}):* {plain(show(veil(it.fix.description)))}"


def _costs(report: BatchReport, room: Room, veil: Veil) -> Iterator[str]:
    number = report.tally.requests - report.tally.rejected
    if number:
        rows = (
            (named(place, name, veil), *(plain(veil(cell)) for cell in cells))
            for place, name, *cells in cost_rows(report)
        )
        yield "### Costs"
        yield ""
        headings = ("Request", "Model", "Effective", "Cost")
        yield from fitted_table(headings, rows, room, number=number)
    if report.totals:
        yield f"**Total: {plain(show_totals(report))}**"


def _unchecked(report: BatchReport, room: Room, veil: Veil) -> Iterator[str]:
    number = report.tally.unchecked + report.tally.skipped
    if number:
        rows = ((line,) for it in _half_checked(report) for line in _left_open(it, veil))
        yield "### Not checked"
        yield ""
        # No request is looked at behind the last of them.
        shown = room.take(islice(rows, number))
        yield from (f"- {line}" for (line,) in shown)
        yield ""
        yield from more(number - len(shown))


def _half_checked(report: BatchReport) -> Iterator[Report]:
    """The requests of which something was not asked, and perhaps others."""
    if report.tally.unchecked:
        return iter(report.reports)
    return (report.reports[number] for number in report.skipping)


def _left_open(it: Report, veil: Veil) -> Iterator[str]:
    """What was not asked of a request."""
    where = named(request_place(it), show_id(it), veil)
    where = f"{where}: " if where else ""
    if it.ok and it.status is not Status.CHECKED:
        model = plain(veil(show_model(it)))
        yield f"{where}nothing is known of {model or 'its model'}"
    for members, rules in skipped_because(it.program, it.verdict):
        was = "was" if len(members) == 1 else "were"
        because = plain(veil(show(" and ".join(members))))
        yield f"{where}{', '.join(map(code, rules))}, because {because} {was} rejected"


def _suppressed(report: BatchReport, room: Room, veil: Veil) -> Iterator[str]:
    number = len(report.suppressed)
    rows = (
        (
            _place(report, it.diagnostic, it.request, veil),
            code(it.diagnostic.name),
            plain(it.by),
            plain(show(veil(it.reason))),
        )
        for it in report.suppressed
    )
    if number:
        yield f"<details><summary>{number:,} silenced</summary>"
        yield ""
        yield from fitted_table(("Place", "Rule", "By", "Reason"), rows, room, number=number)
        yield "</details>"
