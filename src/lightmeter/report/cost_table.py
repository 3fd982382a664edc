"""The `text` format of `cost`: what requests cost, and where the numbers come from."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.report.cost_advice import advice_lines
from lightmeter.report.cost_cells import Row, make_rows, make_total_rows
from lightmeter.report.cost_columns import AMOUNT, NOTES, SHARE, make_columns
from lightmeter.report.cost_groups import State
from lightmeter.report.cost_layout import ASCII_ELLIPSIS, ELLIPSIS, GAP, Column, lay_out
from lightmeter.report.cost_notes import Footnotes, show_origins, show_sources
from lightmeter.report.cost_shares import show_wholes
from lightmeter.report.cost_sums import charged_purses, show_left_out
from lightmeter.report.cost_view import BY_REQUEST, By, CostView, Screen
from lightmeter.report.display import wrap
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import make_veil
from lightmeter.result import BatchReport

__all__ = ["render"]

_WRAPPED_COLUMNS = 96
_NARROWEST = 20
_SEVERITIES: Mapping[State, Severity] = {
    State.REJECTED: Severity.ERROR,
    State.UNCHECKED: Severity.WARNING,
    State.UNPRICED: Severity.WARNING,
}


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """
    Write the table with totals below it, what is not in them, footnotes, advice and sources.

    Args:
        report: Of the run.
        style: Colour and weight.
        view: What requests are put together by, where it is shown, and what could be saved.
    """
    if not report.reports:
        return "no requests were read\n"
    by, screen = view.by, view.screen
    veil = make_veil(report)
    notes = Footnotes(report, with_items=by is By.REQUEST)
    purses = charged_purses(report)
    width = _WRAPPED_COLUMNS if screen is None else min(screen.columns, _WRAPPED_COLUMNS)
    rows = make_rows(report, by, notes, veil)
    # Where providers are the groups, their sums stand in the table.
    totals = make_total_rows(purses)[len(purses) if by is By.PROVIDER else 0 :]
    if screen is not None and not screen.signs:
        rows, totals = _in_ascii(rows), _in_ascii(totals)
    columns = make_columns(rows, totals, by, screen)
    left_out = [*show_left_out(report, purses), *show_origins(report)]
    if any(it.heading == SHARE for it in columns):
        left_out += show_wholes(purses)
    marked = enumerate(map(veil, notes.texts()), 1)
    blocks = (
        _table(columns, [it.state for it in rows], style),
        left_out,
        [line for number, text in marked for line in _hanging(f"[{number}] ", text, width)],
        [line for it in advice_lines(report, view) for line in _hanging("", veil(it), width)],
        [style.dim(line) for it in show_sources(report) for line in _source(it, screen)],
    )
    text = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    return text if screen is None or screen.signs else _words_for_signs(text)


def _in_ascii(rows: Sequence[Row]) -> list[Row]:
    """Rows with words for signs, which are wider, before they are laid out."""
    return [
        attrs.evolve(
            it,
            name=_words_for_signs(it.name),
            id=_words_for_signs(it.id),
            owner=_words_for_signs(it.owner),
            effective=_words_for_signs(it.effective),
            usd=_words_for_signs(it.usd),
        )
        for it in rows
    ]


def _words_for_signs(text: str) -> str:
    return text.replace("≥", ">=").replace(ELLIPSIS, ASCII_ELLIPSIS)


def _table(columns: Sequence[Column], states: Sequence[State], style: Style) -> list[str]:
    """The lines of a table; rows beyond those with a state are totals, below a blank line."""
    headings, *rows = lay_out(columns)
    names = [it.heading for it in columns]
    lines = [style.dim(_joined(headings))]
    for row, state in zip(rows, states, strict=False):
        lines.append(_joined(_styled(row, names, state, style)))
    totals = [style.bold(_joined(row)) for row in rows[len(states) :]]
    return [*lines, "", *totals] if totals else lines


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
