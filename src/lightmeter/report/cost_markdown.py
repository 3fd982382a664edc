"""The `markdown` format of `cost`: for comments on pull requests and summaries of CI jobs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.report.cells import Room, code, more, plain
from lightmeter.report.cost_account import Account, account_of
from lightmeter.report.cost_advice import advice_lines
from lightmeter.report.cost_cells import (
    Line,
    Row,
    group_lines,
    request_names,
    request_row,
    total_lines,
)
from lightmeter.report.cost_notes import show_origins
from lightmeter.report.cost_shares import Shares, show_percent, show_wholes
from lightmeter.report.cost_sums import show_left_out
from lightmeter.report.cost_view import BY_REQUEST, By, CostView
from lightmeter.report.markdown import table
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil

__all__ = ["MAX_BYTES", "pieces", "render"]

MAX_BYTES = 60_000
"""A little less than the 65,536 characters that GitHub takes of a comment."""

# What explains the table must not be crowded out by it; the rest is for headings and sentences.
_TABLE_BYTES, _NOTES_BYTES = 36_000, 20_000
# A row of empty cells has 38 bytes.
_MOST_ROWS = 1_000

_HEADINGS: Mapping[By, tuple[str, ...]] = {
    By.REQUEST: ("Request", "Model", "Effective"),
    By.FILE: ("File", "Provider", ""),
    By.MODEL: ("Model", "", ""),
    By.PROVIDER: ("Provider", "", ""),
}
_REST = "; the totals above are of all"
_NUMBERS = ("Requests", "Quantity", "Amount", "USD", "List", "Share")


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style, view))


def pieces(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> Iterator[str]:
    """
    Write a heading with the totals, the table, what is not in them, footnotes, advice, sources.

    Args:
        report: Of the run.
        style: Has no place in it.
        view: What requests are put together by, and what could be saved.
    """
    del style
    veil = make_veil(report)
    room = Room(_NOTES_BYTES)
    account, rows = _take(report, view, veil)
    purses, shares = account.charged(), account.shares
    left_out = [*show_left_out(account), *show_origins(report)]
    if shares.tell_apart:
        left_out += show_wholes(purses)
    blocks = (
        ["## Cost", "", *_headline(report, total_lines(purses))],
        rows.text(view.by, shares),
        _list(left_out, room),
        _list([veil(it) for it in account.notes.texts(len(report.reports))], room, numbered=True),
        _list([veil(it) for it in advice_lines(report, view)], room),
        _folded("Sources", account.sources.texts(), room),
    )
    texts = ("\n".join(block).rstrip("\n") for block in blocks)
    yield "\n\n".join(text for text in texts if text) + "\n"


def _headline(report: BatchReport, totals: Sequence[Line]) -> Iterator[str]:
    if not report.reports:
        yield "No requests were read."
    elif not totals:
        yield "**No amount is known.**"
    yield from (f"- **{plain(_total(it))}**" for it in totals)


def _total(line: Line) -> str:
    name, _, row = line
    beside = "" if row.says_dollars_twice else f" ({row.usd})"
    listed = f", at listed prices {row.listed}" if row.listed else ""
    return f"{name}: {row.amount or row.usd}{beside}{listed}"


@attrs.define
class _Rows:
    """
    The rows of a table, of which the first are shown.

    Attributes:
        lines: As many as there may be room for.
        count: How many there are.
        alike: Whether all of them say in dollars what they say in another column.
        listed: Whether any has a price at published rates.
    """

    lines: list[Line] = attrs.field(factory=list)
    count: int = 0
    alike: bool = True
    listed: bool = False

    def see(self, row: Row) -> None:
        """Take up what a row keeps from being left out."""
        self.alike = self.alike and row.says_dollars_twice
        self.listed = self.listed or bool(row.listed)

    def text(self, by: By, shares: Shares) -> Iterator[str]:
        """Give the lines of the table, and how many more there are."""
        if not self.count:
            return
        headings = (*_HEADINGS[by], *_NUMBERS, "Notes")
        shown = Room(_TABLE_BYTES).take([self._cells(it, by, shares) for it in self.lines])
        if shown:
            yield from table(headings, shown, right=_NUMBERS)
            yield ""
        yield from more(self.count - len(shown), _REST)

    def _cells(self, line: Line, by: By, shares: Shares) -> tuple[str, ...]:
        row = line[2]
        share = shares.of(row.portion) if shares.tell_apart else None
        return (
            *_named(line, by),
            plain(row.effective),
            *("" if by is By.REQUEST else row.requests, plain(row.quantity), plain(row.amount)),
            "" if self.alike else plain(row.usd),
            plain(row.at_list) if self.listed else "",
            "" if share is None else plain(show_percent(share)),
            plain(row.notes),
        )


def _take(report: BatchReport, view: CostView, veil: Veil) -> tuple[Account, _Rows]:
    """Count the requests, and make the rows of a table of them."""
    rows = _Rows()
    if view.by is not By.REQUEST:
        account = account_of(report, view)
        rows.lines = group_lines(account, veil)
        rows.count = len(rows.lines)
        for *_, row in rows.lines:
            rows.see(row)
        return account, rows
    account = Account(view.by)
    for _, it, kind in account.over(report, view):
        if kind.told is None:
            kind.told = request_row(it, kind, veil)
            rows.see(kind.told)
        if rows.count < _MOST_ROWS:
            rows.lines.append((*request_names(it, veil), kind.told))
        rows.count += 1
    return account, rows


def _named(line: Line, by: By) -> tuple[str, str]:
    name, id_, row = line
    if by is By.PROVIDER:
        return plain(name), ""
    return " ".join(it for it in (code(name), plain(id_)) if it), plain(row.owner)


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
