"""The `text` format of `cost`: what requests cost, and where the numbers come from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Severity
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
from lightmeter.report.cost_columns import AMOUNT, NOTES, SHARE, Widths
from lightmeter.report.cost_layout import ASCII_ELLIPSIS, ELLIPSIS, GAP, Column
from lightmeter.report.cost_notes import show_origins
from lightmeter.report.cost_shares import show_wholes
from lightmeter.report.cost_state import State
from lightmeter.report.cost_sums import show_left_out
from lightmeter.report.cost_view import BY_REQUEST, By, CostView, Screen
from lightmeter.report.display import wrap
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.spool import Spool

__all__ = ["pieces", "render"]

_BLANK = "\n"
_MOST_KNOWN = 4_096
_WRAPPED_COLUMNS = 96
_NARROWEST = 20
_SEVERITIES: Mapping[State, Severity] = {
    State.REJECTED: Severity.ERROR,
    State.UNCHECKED: Severity.WARNING,
    State.UNPRICED: Severity.WARNING,
}


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style, view))


def pieces(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> Iterator[str]:
    """
    Write the table with totals below it, what is not in them, footnotes, advice and sources.

    Args:
        report: Of the run.
        style: Colour and weight.
        view: What requests are put together by, where it is shown, and what could be saved.
    """
    if not report.reports:
        yield "no requests were read\n"
        return
    screen = view.screen
    plain = screen is not None and not screen.signs
    for it in _pieces(report, style, view):
        yield _words_for_signs(it) if plain else it


def _pieces(report: BatchReport, style: Style, view: CostView) -> Iterator[str]:
    by, screen = view.by, view.screen
    veil = make_veil(report)
    account = Account(by) if by is By.REQUEST else account_of(report, view)
    widths = Widths()
    lines: Spool[Line] = Spool()
    for line in _lines(report, account, view, veil):
        widths.see(line)
        lines.append(line)
    rows = len(lines)
    purses = account.charged()
    # Where providers are the groups, their sums stand in the table.
    totals = total_lines(purses)[len(purses) if by is By.PROVIDER else 0 :]
    for line in totals if _has_signs(view) else map(_in_ascii, totals):
        widths.see_total(line)
        lines.append(line)
    columns = widths.columns(by, screen, lines, account.shares)
    yield from _table(columns, lines, rows, style, screen)
    left_out = [*show_left_out(account), *show_origins(report)]
    if any(it.heading == SHARE for it in columns):
        left_out += show_wholes(purses)
    width = _WRAPPED_COLUMNS if screen is None else min(screen.columns, _WRAPPED_COLUMNS)
    marked = enumerate(map(veil, account.notes.texts(len(report.reports))), 1)
    for block in (
        left_out,
        (line for number, text in marked for line in _hanging(f"[{number}] ", text, width)),
        (line for it in advice_lines(report, view) for line in _hanging("", veil(it), width)),
        (style.dim(line) for it in account.sources.texts() for line in _source(it, screen)),
    ):
        for number, text in enumerate(block):
            yield f"{'' if number else _BLANK}{text}\n"


def _lines(report: BatchReport, account: Account, view: CostView, veil: Veil) -> Iterator[Line]:
    """Make the lines of the table; requests that are not put together are counted with that."""
    signs = _has_signs(view)
    if view.by is not By.REQUEST:
        lines = group_lines(account, veil)
        yield from lines if signs else map(_in_ascii, lines)
        return
    for _, it, kind in account.over(report, view):
        if kind.told is None:
            row = request_row(it, kind, veil)
            kind.told = row if signs else _row_in_ascii(row)
        name, id_ = request_names(it, veil)
        if not signs:
            name, id_ = _words_for_signs(name), _words_for_signs(id_)
        yield name, id_, kind.told


def _has_signs(view: CostView) -> bool:
    return view.screen is None or view.screen.signs


def _in_ascii(line: Line) -> Line:
    """A line with words for signs, which are wider, before it is laid out."""
    name, id_, row = line
    return _words_for_signs(name), _words_for_signs(id_), _row_in_ascii(row)


def _row_in_ascii(row: Row) -> Row:
    return attrs.evolve(
        row,
        owner=_words_for_signs(row.owner),
        effective=_words_for_signs(row.effective),
        usd=_words_for_signs(row.usd),
    )


def _words_for_signs(text: str) -> str:
    return text.replace("≥", ">=").replace(ELLIPSIS, ASCII_ELLIPSIS)


def _table(
    columns: Sequence[Column],
    lines: Iterable[Line],
    rows: int,
    style: Style,
    screen: Screen | None,
) -> Iterator[str]:
    """The lines of a table; those beyond its rows are totals, below a blank line."""
    ellipsis = ELLIPSIS if screen is None or screen.signs else ASCII_ELLIPSIS
    fixed = [attrs.evolve(it, room=it.width) for it in columns]
    own = [it for it in fixed if it.own]
    others = [it for it in fixed if not it.own]
    names = [it.heading for it in fixed]
    yield style.dim(_joined([it.head() for it in fixed])) + "\n"
    # Rows that are shared are laid out once; while one is kept no other comes to its address.
    known: dict[int, tuple[Row, list[str], str]] = {}
    for number, line in enumerate(lines):
        row = line[2]
        if id(row) not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            cells = [it.show(line, ellipsis) for it in others]
            known[id(row)] = row, cells, GAP.join(cells)
        _, cells, joined = known[id(row)]
        shown = [it.show(line, ellipsis) for it in own]
        if number == rows:
            yield "\n"
        if number >= rows:
            yield style.bold(_joined([*shown, *cells])) + "\n"
        elif style.coloured:
            yield _joined(_styled([*shown, *cells], names, row.state, style)) + "\n"
        else:
            yield _joined([*shown, joined]) + "\n"


def _styled(cells: list[str], names: Sequence[str], state: State, style: Style) -> list[str]:
    """Cells of a row, with what keeps its amount from being known set off."""
    if not style.coloured:
        return cells
    # Blanks at a line's end would be kept from being taken away.
    last = max(number for number, cell in enumerate(cells) if cell.strip())
    cells = [*cells[:last], cells[last].rstrip()]
    if state is State.REPEATED:
        return [style.dim(cell) for cell in cells]
    severity = _SEVERITIES.get(state)
    for number, name in enumerate(names[: len(cells)]):
        if name == SHARE:
            cells[number] = style.frame(cells[number])
        elif severity is not None and name in (NOTES, AMOUNT):
            cells[number] = style.severity(cells[number], severity)
    return cells


def _joined(cells: Sequence[str]) -> str:
    return GAP.join(cells).rstrip()


def _source(text: str, screen: Screen | None) -> Iterator[str]:
    """One line, but on a terminal that would break it anywhere."""
    return iter((text,)) if screen is None else _hanging("", text, screen.columns)


def _hanging(mark: str, text: str, width: int) -> Iterator[str]:
    """A text behind its mark, its further lines set in."""
    indent = " " * (len(mark) or 2)
    for number, line in enumerate(wrap(text, max(width - len(indent), _NARROWEST))):
        yield f"{indent if number else mark}{line}"
