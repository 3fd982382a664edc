"""The `markdown` format of `cost`: for comments on pull requests and summaries of CI jobs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from lightmeter.report.cells import Room, code, fitted_table, more, plain
from lightmeter.report.cost_advice import advice_lines
from lightmeter.report.cost_cells import Row, make_rows, make_total_rows
from lightmeter.report.cost_notes import Footnotes, show_origins, show_sources
from lightmeter.report.cost_shares import show_percent, show_wholes, tell_apart
from lightmeter.report.cost_sums import charged_purses, show_left_out
from lightmeter.report.cost_view import BY_REQUEST, By, CostView
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import make_veil
from lightmeter.result import BatchReport

__all__ = ["MAX_BYTES", "render"]

MAX_BYTES = 60_000
"""A little less than the 65,536 characters that GitHub takes of a comment."""

# What explains the table must not be crowded out by it; the rest is for headings and sentences.
_TABLE_BYTES, _NOTES_BYTES = 36_000, 20_000

_HEADINGS: Mapping[By, tuple[str, ...]] = {
    By.REQUEST: ("Request", "Model", "Effective"),
    By.FILE: ("File", "Provider", ""),
    By.MODEL: ("Model", "", ""),
    By.PROVIDER: ("Provider", "", ""),
}
_REST = "; the totals above are of all"
_NUMBERS = ("Requests", "Quantity", "Amount", "USD", "List", "Share")


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """
    Write a heading with the totals, the table, what is not in them, footnotes, advice, sources.

    Args:
        report: Of the run.
        style: Has no place in it.
        view: What requests are put together by, and what could be saved.
    """
    del style
    by = view.by
    veil = make_veil(report)
    room = Room(_NOTES_BYTES)
    notes = Footnotes(report, with_items=by is By.REQUEST)
    purses = charged_purses(report)
    rows = make_rows(report, by, notes, veil)
    totals = make_total_rows(purses)
    marked = [veil(it) for it in notes.texts()]
    left_out = [*show_left_out(report, purses), *show_origins(report)]
    if tell_apart(it.share for it in rows):
        left_out += show_wholes(purses)
    blocks = (
        ["## Cost", "", *_headline(report, totals)],
        _table(rows, by, Room(_TABLE_BYTES)),
        _list(left_out, room),
        _list(marked, room, numbered=True),
        _list([veil(it) for it in advice_lines(report, view)], room),
        _folded("Sources", show_sources(report), room),
    )
    texts = ("\n".join(block).rstrip("\n") for block in blocks)
    return "\n\n".join(text for text in texts if text) + "\n"


def _headline(report: BatchReport, totals: Sequence[Row]) -> Iterator[str]:
    if not report.reports:
        yield "No requests were read."
    elif not totals:
        yield "**No amount is known.**"
    yield from (f"- **{plain(_total(it))}**" for it in totals)


def _total(row: Row) -> str:
    beside = "" if row.says_dollars_twice else f" ({row.usd})"
    listed = f", at listed prices {row.listed}" if row.listed else ""
    return f"{row.name}: {row.amount or row.usd}{beside}{listed}"


def _table(rows: Sequence[Row], by: By, room: Room) -> Iterator[str]:
    if not rows:
        return
    alike = all(it.says_dollars_twice for it in rows)
    listed = any(it.listed for it in rows)
    shared = tell_apart(it.share for it in rows)
    cells = [
        (
            *_named(it, by),
            plain(it.effective),
            *("" if by is By.REQUEST else it.requests, plain(it.quantity), plain(it.amount)),
            "" if alike else plain(it.usd),
            plain(it.at_list) if listed else "",
            plain(show_percent(it.share)) if shared and it.share is not None else "",
            plain(it.notes),
        )
        for it in rows
    ]
    headings = (*_HEADINGS[by], *_NUMBERS, "Notes")
    yield from fitted_table(headings, cells, room, right=_NUMBERS, rest=_REST)


def _named(row: Row, by: By) -> tuple[str, str]:
    if by is By.PROVIDER:
        return plain(row.name), ""
    name = " ".join(it for it in (code(row.name), plain(row.id)) if it)
    return name, plain(row.owner)


def _list(lines: Sequence[str], room: Room, *, numbered: bool = False) -> Iterator[str]:
    bullets: Iterable[str]
    bullets = (f"{number}." for number in range(1, len(lines) + 1)) if numbered else repeat("-")
    rows = [(f"{bullet} {plain(it)}",) for bullet, it in zip(bullets, lines, strict=False)]
    shown = room.take(rows)
    yield from (line for (line,) in shown)
    yield from more(len(rows) - len(shown))


def _folded(title: str, lines: Sequence[str], room: Room) -> Iterator[str]:
    if lines:
        yield f"<details><summary>{title}</summary>"
        yield ""
        yield from _list(lines, room)
        yield ""
        yield "</details>"
