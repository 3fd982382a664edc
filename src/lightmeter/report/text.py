"""The `text` format: what a person reads in a terminal."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.judge.skipped import skipped_because
from lightmeter.place import Pointer, format_pointer
from lightmeter.report.cost_rows import cost_rows
from lightmeter.report.display import MAX_COLUMNS, show, wrap
from lightmeter.report.naming import (
    overlays,
    own_rates,
    place_of,
    request_place,
    show_citation,
    show_id,
    summary,
)
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.table import align
from lightmeter.report.veil import make_veil
from lightmeter.result import Report

__all__ = ["pieces", "render"]

T = TypeVar("T")

_INDENT = "  "
# A list that is only there to reassure stays short; `cost` and `json` have all of it.
_MOST_ROWS = 10


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """Write every diagnostic with its code frame, then what was not checked, costs, the sum."""
    veil = make_veil(report)
    for diagnostic, number in report.entries:
        yield "\n".join(_diagnostic(report, diagnostic, number, veil, style)) + "\n\n"
    for lines in (_skipped(report, style), [veil(it) for it in _costs(report, style)]):
        if lines:
            yield "\n".join(lines) + "\n\n"
    yield "\n".join(_closing(report, style)) + "\n"


# Diagnostics --------------------------------------------------------------------------------------


def _diagnostic(
    report: BatchReport,
    diagnostic: Diagnostic,
    number: int | None,
    veil: Callable[[str], str],
    style: Style,
) -> Iterator[str]:
    request = None if number is None else report.reports[number]
    severity = style.severity(str(diagnostic.severity), diagnostic.severity)
    yield f"{severity}: {style.bold(diagnostic.name)}"
    for line in wrap(show(veil(diagnostic.message)), MAX_COLUMNS - len(_INDENT)):
        yield f"{_INDENT}{line}"
    source = report.text_of(diagnostic.source)
    width = 1
    lines: list[str] = []
    if source is not None and diagnostic.span is not None:
        # Most reports have nothing to show in a text.
        from lightmeter.report.frame import Mark, render_frame  # noqa: PLC0415

        marks = [Mark(diagnostic.span, veil(diagnostic.label), diagnostic.severity)]
        marks += [
            Mark(it.span, veil(it.message)) for it in diagnostic.related if it.span is not None
        ]
        width, lines = render_frame(
            source,
            marks,
            context=_headers(request, diagnostic),
            hidden=report.hidden.get(source.name, ()),
            style=style,
        )
    place = place_of(diagnostic)
    name = "" if request is None else show_id(request)
    if place or name:
        arrow = style.frame(f"{'':{width}}-->")
        yield " ".join(part for part in (arrow, place, f"({name})" if name else "") if part)
    yield from lines
    for note in _notes(diagnostic, veil):
        yield f"{'':{width}} {style.frame('=')} {note}"


def _headers(request: Report | None, diagnostic: Diagnostic) -> Iterator[int]:
    """The line of the `[table]` that the diagnostic's member is written in, if it has one."""
    if request is None or request.locator is None or not diagnostic.pointer:
        return
    document, span = request.locator.document, diagnostic.span
    if document.source.format != "toml" or span is None:
        return
    text = document.source.text
    for length in range(len(diagnostic.pointer) - 1, 0, -1):
        offsets = document.header_slice(diagnostic.pointer[:length])
        # A header is more than the bracket that opens an array, and stands on a line of its own.
        if offsets is not None and text[offsets[0]] == "[" and offsets[1] > offsets[0] + 1:
            line = document.source.lines.position(offsets[0]).line
            if line < span.start.line:
                yield line
            return


def _notes(diagnostic: Diagnostic, veil: Callable[[str], str]) -> Iterator[str]:
    for it in diagnostic.related:
        if it.span is None:
            yield f"note: {show(veil(it.message))}{_at(it.pointer)}"
    fix = diagnostic.fix
    if fix is not None:
        kind = "safe" if fix.safe else "unsafe"
        yield f"fix ({kind}): {show(veil(fix.description))}"
    if diagnostic.citation is not None:
        yield f"source: {show_citation(diagnostic.citation, diagnostic.basis)}"
    elif diagnostic.basis:
        yield f"source: none, {diagnostic.basis}"


def _at(pointer: Pointer | None) -> str:
    return f" at {show(format_pointer(pointer))}" if pointer else ""


# What follows -------------------------------------------------------------------------------------


def _skipped(report: BatchReport, style: Style) -> list[str]:
    """Rules that were silenced, and by what; one line a request."""
    rows: list[str] = []
    for number in report.skipping:
        if len(rows) >= _MOST_ROWS:
            break
        it = report.reports[number]
        where = " ".join(part for part in (request_place(it), show_id(it)) if part)
        rows += [
            f"not checked{' in ' + where if where else ''}: {', '.join(rules)}, because"
            f" {show(' and '.join(members))} {'was' if len(members) == 1 else 'were'} rejected"
            for members, rules in skipped_because(it.program, it.verdict)
        ]
    shown, more = _shorten(rows, report.tally.skipped, "more")
    return _folded([*shown, *more], style)


def _costs(report: BatchReport, style: Style) -> list[str]:
    """A short row for each accepted request; once each what was assumed, and what has no price."""
    tally = report.tally
    reasons = [f"not priced: {show(it)}" for it in tally.texts("unpriced")]
    reasons += [f"assumed: {show(it)}" for it in tally.texts("assumed")]
    rows, more = _shorten(
        list(islice(cost_rows(report), _MOST_ROWS)),
        tally.requests - tally.rejected,
        "more; lightmeter cost lists them all",
    )
    return [*align(rows), *more, *_folded(list(dict.fromkeys(reasons)), style)]


def _folded(rows: list[str], style: Style) -> list[str]:
    """Rows that may be passed over, each broken into lines that fit."""
    return [
        style.dim(f"{_INDENT if number else ''}{line}")
        for row in rows
        for number, line in enumerate(wrap(row, MAX_COLUMNS - len(_INDENT)))
    ]


def _shorten(rows: Sequence[T], number: int, rest: str) -> tuple[Sequence[T], list[str]]:
    """The rows to show, of the first of so many, and a line for those that are not."""
    if number <= _MOST_ROWS:
        return rows, []
    shown = rows[: _MOST_ROWS - 1]
    return shown, [f"… and {number - len(shown):,} {rest}"]


def _closing(report: BatchReport, style: Style) -> Iterator[str]:
    line = summary(report)
    graver = [it for it in Severity if report.count(it)]
    yield style.severity(line, graver[0]) if graver else style.good(line)
    if names := overlays(report):
        yield f"with {', '.join(names)}"
    if names := own_rates(report):
        yield f"with own rates: {', '.join(map(show, names))}"
    yield from map(style.dim, _fixable(report))


def _fixable(report: BatchReport) -> Iterator[str]:
    """How much of it can be mended without a hand, and by which option."""
    if all(it.fix is None for it, _ in report.entries):
        return
    from lightmeter.fix.heirs import Heirs  # noqa: PLC0415 - as above

    heirs = Heirs(report)
    # What others inherit too may have to stay.
    fixes = Counter(
        it.fix.safe
        for it, number in report.entries
        if it.fix is not None and (number is None or heirs.settle(it, number) is not None)
    )
    safe, unsafe = fixes[True], fixes[False]
    if safe:
        more = f", {unsafe:,} more with --unsafe-fixes" if unsafe else ""
        yield f"{safe:,} fixable with --fix{more}"
    elif unsafe:
        yield f"{unsafe:,} fixable with --fix --unsafe-fixes"
