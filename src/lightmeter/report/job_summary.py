"""The `markdown` format: for the summary of a CI job and for comments on pull requests."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.words import count
from lightmeter.report.cost_table import cost_rows
from lightmeter.report.display import show
from lightmeter.report.markdown import table
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
from lightmeter.report.skipped import skipped_because
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.result import BatchReport, Report, Status

__all__ = ["MAX_BYTES", "render"]

MAX_BYTES = 1_000_000
"""A little less than the 1 MiB that GitHub takes; of a longer summary it shows nothing at all."""

# For headings, sentences and the words that say how much is left out.
_KEPT_BYTES = 20_000
_MARKS: Mapping[Severity, str] = {
    Severity.ERROR: "🔴",
    Severity.WARNING: "🟡",
    Severity.INFO: "🔵",
}
# Within a cell these would begin code, emphasis, links, tags, entities or formulas, or end it. An
# underscore within a word begins nothing, nor does the sign of an amount.
_SPECIAL = re.compile(r"[\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w)|\$(?![0-9])")
# A name behind @ would be told of it, and a number behind # would become a link.
_MENTION = re.compile(r"[@#](?=\w)")
_BETWEEN = "<!-- -->"
_UNCODED = re.compile(r"[`|\\]")


class _Room:
    """Bytes that are left of what a summary may have."""

    def __init__(self, size_bytes: int) -> None:
        self._left = size_bytes

    def take(self, rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
        """As many rows as there is room for."""
        for number, row in enumerate(rows):
            self._left -= sum(len(cell.encode(errors="replace")) + 3 for cell in row) + 2
            if self._left < 0:
                return rows[:number]
        return rows


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """
    Write what was found by severity, what it costs, what was not checked and what is silenced.

    The gravest comes first and is the last to be left out where there is no room for everything.
    """
    del style
    veil = make_veil(report)
    room = _Room(MAX_BYTES - _KEPT_BYTES)
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
    mark = well if gravest is None else _MARKS[gravest]
    yield f"## {mark} lightmeter"
    yield ""
    yield _plain(summary(report))
    names = overlays(report)
    if names:
        yield ""
        yield f"With {', '.join(map(_code, names))}."
    names = own_rates(report)
    if names:
        yield ""
        yield f"With own rates: {', '.join(_plain(show(it)) for it in names)}."


def _found(report: BatchReport, severity: Severity, room: _Room, veil: Veil) -> Iterator[str]:
    rows = [
        (_place(report, it, number, veil), _code(it.name), _message(it, veil))
        for it, number in report.entries
        if it.severity is severity
    ]
    if rows:
        many = f"{len(rows):,} info" if severity is Severity.INFO else count(len(rows), severity)
        yield f"### {_MARKS[severity]} {many}"
        yield ""
        yield from _table(("Place", "Rule", "Message"), rows, room)


def _place(report: BatchReport, it: Diagnostic, number: int | None, veil: Veil) -> str:
    return _named(place_of(it), "" if number is None else show_id(report.reports[number]), veil)


def _message(it: Diagnostic, veil: Veil) -> str:
    message = _plain(show(veil(it.message)))
    if it.fix is None:
        return message
    kind = "safe" if it.fix.safe else "unsafe"
    return f"{message}<br>*fix ({kind}):* {_plain(show(veil(it.fix.description)))}"


def _costs(report: BatchReport, room: _Room, veil: Veil) -> Iterator[str]:
    rows = [
        (_named(place, name, veil), *(_plain(veil(cell)) for cell in cells))
        for place, name, *cells in cost_rows(report)
    ]
    if rows:
        yield "### Costs"
        yield ""
        yield from _table(("Request", "Model", "Effective", "Cost"), rows, room)
    if report.totals:
        yield f"**Total: {_plain(show_totals(report))}**"


def _unchecked(report: BatchReport, room: _Room, veil: Veil) -> Iterator[str]:
    rows = [(line,) for it in report.reports for line in _left_open(it, veil)]
    if rows:
        yield "### Not checked"
        yield ""
        shown = room.take(rows)
        yield from (f"- {line}" for (line,) in shown)
        yield ""
        yield from _more(len(rows) - len(shown))


def _left_open(it: Report, veil: Veil) -> Iterator[str]:
    """What was not asked of a request."""
    where = _named(request_place(it), show_id(it), veil)
    where = f"{where}: " if where else ""
    if it.ok and it.status is not Status.CHECKED:
        model = _plain(veil(show_model(it)))
        yield f"{where}nothing is known of {model or 'its model'}"
    for members, rules in skipped_because(it):
        was = "was" if len(members) == 1 else "were"
        because = _plain(veil(show(" and ".join(members))))
        yield f"{where}{', '.join(map(_code, rules))}, because {because} {was} rejected"


def _suppressed(report: BatchReport, room: _Room, veil: Veil) -> Iterator[str]:
    rows = [
        (
            _place(report, it.diagnostic, it.request, veil),
            _code(it.diagnostic.name),
            _plain(it.by),
            _plain(show(veil(it.reason))),
        )
        for it in report.suppressed
    ]
    if rows:
        yield f"<details><summary>{len(rows):,} silenced</summary>"
        yield ""
        yield from _table(("Place", "Rule", "By", "Reason"), rows, room)
        yield "</details>"


# Cells --------------------------------------------------------------------------------------------


def _table(headings: Sequence[str], rows: Sequence[tuple[str, ...]], room: _Room) -> Iterator[str]:
    shown = room.take(rows)
    if shown:
        yield from table(headings, shown)
        yield ""
    yield from _more(len(rows) - len(shown))


def _more(number: int) -> Iterator[str]:
    if number:
        yield f"… and {number:,} more"


def _named(place: str, name: str, veil: Veil) -> str:
    """A place with the name of the request that is there."""
    shown = veil(place)
    return " ".join(part for part in (shown and _code(shown), _plain(veil(name))) if part)


def _code(text: str) -> str:
    """A piece of code within a cell; as plain text where it could not be told from the cell."""
    return _plain(text) if _UNCODED.search(text) else f"`{text}`"


def _plain(text: str) -> str:
    """A text that is read as it is written."""
    escaped = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _MENTION.sub(lambda match: f"{match[0]}{_BETWEEN}", escaped)
