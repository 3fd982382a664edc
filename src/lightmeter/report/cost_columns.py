"""The columns of a cost table, as wide as its lines need them or as there is room for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from operator import attrgetter, itemgetter
from typing import Any

import attrs

from lightmeter.report.cost_cells import Line, Row
from lightmeter.report.cost_layout import (
    ASCII_ELLIPSIS,
    ELLIPSIS,
    GAP,
    Cells,
    Column,
    fit,
    table_width,
)
from lightmeter.report.cost_shares import LONGEST_PERCENT, Shares, show_bar, show_percent
from lightmeter.report.cost_view import By, Screen
from lightmeter.report.display import text_width

__all__ = ["AMOUNT", "NOTES", "SHARE", "Widths"]

AMOUNT, NOTES, SHARE = "AMOUNT", "NOTES", "SHARE"
_LEAST_BAR, _LONGEST_BAR = 4, 16
# What clipping leaves of an id, of a name, of effective values, of notes behind their marks.
_LEAST_ID, _LEAST_NAME, _LEAST_EFFECTIVE, _LEAST_NOTE = 8, 12, 21, 11
# Of a model, the beginning of its provider; of a path nothing: its end tells more. Of effective
# values the first and the last: a tier, say, comes after what it follows from.
_FRONT, _FRONT_EFFECTIVE = 4, 13
# Rows that are told apart without another look at their cells.
_MOST_SEEN = 4_096


class Widths:
    """What the lines of a table need, taken up one by one: none of them is kept."""

    def __init__(self) -> None:
        """Begin with none."""
        self._name_cells, self._id_cells = Cells(), Cells()
        self._least_name = _LEAST_NAME
        self._owners: set[str] = set()
        self._cells = {it: Cells(numbers=it in _NUMBERS) for it in _CELLS}
        self._marks = 0
        self._alike = True
        self._listed = False
        self._seen: dict[int, Row] = {}

    def see(self, line: Line) -> None:
        """Take up a line of the table."""
        name, id_, row = line
        self._name_cells.see(name)
        self._id_cells.see(id_)
        if id(row) in self._seen:
            return
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        # While it is kept no other one comes to its address.
        self._seen[id(row)] = row
        if len(self._owners) < 2:
            self._owners.add(row.owner)
        self._see(row)

    def see_total(self, line: Line) -> None:
        """Take up a line below the table; the name of a total is read whole."""
        name, _, row = line
        self._name_cells.see(name)
        self._least_name = max(self._least_name, text_width(name))
        self._see(row)

    def _see(self, row: Row) -> None:
        for name, cell in _CELLS.items():
            self._cells[name].see(cell(row))
        self._marks = max(self._marks, text_width(row.marks))
        self._alike = self._alike and row.says_dollars_twice
        self._listed = self._listed or bool(row.listed)

    def columns(
        self, by: By, screen: Screen | None, lines: Iterable[Line], shares: Shares
    ) -> list[Column]:
        """
        Give the columns from left to right, as wide as there is room for.

        Args:
            by: What requests are put together by.
            screen: That the table is shown on; None where there is room for everything.
            lines: All that were taken up, for another look.
            shares: What the lines are parts of.
        """
        columns = [*self._names(by), *self._quantities(by)]
        # Where everything is in dollars, a second column would say it again.
        alike = self._alike
        told = shares.tell_apart
        share = [_shares(shares)] if told and by is not By.REQUEST else []
        notes = _column(NOTES, self._cells, least=max(self._marks, _LEAST_NOTE), clipped_last=True)
        if screen is None:
            return fit([*columns, *self._amounts(alike=alike), *share, notes], None)
        ellipsis = ELLIPSIS if screen.signs else ASCII_ELLIPSIS
        fitting: list[Column] = []
        # What is in dollars beside another currency goes last; their total stays.
        for once in (alike, True):
            all_of_them = [*columns, *self._amounts(alike=once), *share, notes]
            fitting = fit(all_of_them, screen.columns, lines, ellipsis)
            if table_width(fitting) <= screen.columns:
                break
        if not screen.blocks:
            return fitting
        # Bars have the room that is left; nothing else gives way to them.
        fitting = [it for it in fitting if it.heading != SHARE]
        left = screen.columns - table_width(fitting) - len(GAP) - len(" ") - LONGEST_PERCENT
        if told and left >= _LEAST_BAR:
            share = [_shares(shares, min(left, _LONGEST_BAR))]
        at = len(fitting) - any(it.heading == NOTES for it in fitting)
        return [*fitting[:at], *share, *fitting[at:]]

    def _names(self, by: By) -> Iterator[Column]:
        yield Column(
            by.upper(),
            self._name_cells,
            itemgetter(0),
            own=True,
            least=self._least_name,
            front=0 if by in (By.REQUEST, By.FILE) else _FRONT,
        )
        if by is By.REQUEST:
            yield Column("", self._id_cells, itemgetter(1), own=True, least=_LEAST_ID)
            yield _column("MODEL", self._cells, least=_LEAST_NAME, front=_FRONT)
            yield _column(
                "EFFECTIVE",
                self._cells,
                least=_LEAST_EFFECTIVE,
                front=_FRONT_EFFECTIVE,
                dispensable=1,
            )
        elif len(self._owners) > 1:
            yield _column("PROVIDER", self._cells)

    def _quantities(self, by: By) -> Iterator[Column]:
        if by is not By.REQUEST:
            yield _column("REQUESTS", self._cells, right=True)
        yield _column("QUANTITY", self._cells, right=True, dispensable=2)

    def _amounts(self, *, alike: bool) -> Iterator[Column]:
        amounts = _column(_ANY_AMOUNT if alike else AMOUNT, self._cells, right=True)
        yield attrs.evolve(amounts, heading=AMOUNT)
        if not alike:
            yield _column("USD", self._cells, right=True)
        if self._listed:
            # What is paid as listed is part of the sum at listed prices, too.
            yield _column("LIST", self._cells, right=True)


# What stands in columns, by their headings; the first amount is the one where all are in dollars.
_ANY_AMOUNT = "AMOUNT or USD"
_CELLS: Mapping[str, Callable[[Row], str]] = {
    "MODEL": attrgetter("owner"),
    "PROVIDER": attrgetter("owner"),
    "EFFECTIVE": attrgetter("effective"),
    "REQUESTS": attrgetter("requests"),
    "QUANTITY": attrgetter("quantity"),
    AMOUNT: attrgetter("amount"),
    _ANY_AMOUNT: lambda it: it.amount or it.usd,
    "USD": attrgetter("usd"),
    "LIST": attrgetter("at_list"),
    NOTES: attrgetter("notes"),
}
_NUMBERS = frozenset(("REQUESTS", "QUANTITY", AMOUNT, _ANY_AMOUNT, "USD", "LIST"))


def _column(heading: str, cells: Mapping[str, Cells], **kind: Any) -> Column:
    cell = _CELLS[heading]
    return Column(heading, cells[heading], lambda line: cell(line[2]), **kind)


def _shares(shares: Shares, bar: int = 0) -> Column:
    """Percentages, with bars of so many columns before them."""
    cells = Cells()
    # All are as wide as the whole.
    cells.see(_share(Fraction(1), bar))
    return Column(SHARE, cells, lambda line: _share(shares.of(line[2].portion), bar), right=not bar)


def _share(share: Fraction | None, bar: int) -> str:
    if share is None:
        return ""
    percent = f"{show_percent(share):>{LONGEST_PERCENT}}"
    return f"{show_bar(share, bar)} {percent}" if bar else percent
