"""Columns of a cost table: digits line up, and a terminal that is too narrow clips words alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from lightmeter.report.display import column_widths, pad, text_width

__all__ = [
    "ASCII_ELLIPSIS",
    "ELLIPSIS",
    "GAP",
    "Cells",
    "Column",
    "clip",
    "fit",
    "table_width",
]

GAP = "  "
ELLIPSIS, ASCII_ELLIPSIS = "…", "..."
"""What stands for what is clipped, and where the terminal does not show that."""

# The last number of a cell: what stands before it, its whole and its broken part, its unit.
_NUMBER = re.compile(r"(.*?[0-9][0-9,]*)(\.[0-9]+)?([^0-9]*)", re.DOTALL)


class Cells:
    """
    What is known of the cells of a column once each was seen: none of them is kept.

    Cells of numbers are filled up behind, so that digits stand below one another where the column
    is flush right. That is done where all have the same unit, and no blank would come between a
    number and what belongs to it: the points of amounts line up where a sign before them is their
    unit, whole numbers where the unit is a plural in one and a singular in another.

    Attributes:
        filled: Whether any has something in it.
        plain: Whether all are made of ASCII alone, each character of which takes a column.
    """

    def __init__(self, *, numbers: bool = False) -> None:
        """
        Begin with none.

        Args:
            numbers: They are lined up.
        """
        self.filled, self.plain = False, True
        self._numbers = numbers
        self._widest = 0
        # Of those with a number: what stands before and behind its point, and their units.
        self._before = self._behind = self._others = 0
        self._units: set[str] = set()
        self._pointed = False

    def see(self, cell: str) -> None:
        """Take up a cell."""
        if not cell:
            return
        self.filled = True
        self.plain = self.plain and cell.isascii()
        width = text_width(cell)
        self._widest = max(self._widest, width)
        number = _NUMBER.fullmatch(cell) if self._numbers else None
        if number is None:
            self._others = max(self._others, width)
            return
        whole, point, unit = number.groups(default="")
        self._before = max(self._before, text_width(whole))
        self._behind = max(self._behind, text_width(point + unit))
        self._pointed = self._pointed or bool(point)
        if len(self._units) < 2:
            self._units.add(_singular(unit))

    @property
    def _lined_up(self) -> bool:
        if not self._numbers or len(self._units) > 1:
            return False
        return self._units == {""} or not self._pointed

    @property
    def width(self) -> int:
        """Columns of the terminal that they take."""
        if self._lined_up and self._units:
            return max(self._before + self._behind, self._others)
        return self._widest

    def line_up(self, cell: str) -> str:
        """Fill up a cell of those that were seen, once all were."""
        number = _NUMBER.fullmatch(cell) if self._lined_up else None
        if number is None:
            return cell
        whole, point, unit = number.groups(default="")
        return whole + pad(point + unit, self._behind)


def _singular(unit: str) -> str:
    return unit.removesuffix(")").removesuffix("s")


@attrs.frozen
class Column:
    """
    One column of a table.

    Attributes:
        heading: Over it.
        cells: What is known of what stands in it.
        cell: Gives that of a line.
        own: Whether it is of the line alone; others are of what it shares with others.
        right: Whether it is set flush right.
        least: Columns of the terminal that clipping leaves; None where it is never clipped.
        front: How many characters are left at its front where it is clipped; None where it is the
            end that goes.
        dispensable: Whether it goes where even clipping leaves too little room; the greater the
            number the earlier, 0 for never.
        clipped_last: Whether all others are clipped as far as they may be before it is.
        room: Columns of the terminal that are left to it, or None where it may take what it needs.
    """

    heading: str
    cells: Cells
    cell: Callable[[Any], str] = str
    own: bool = False
    right: bool = False
    least: int | None = None
    front: int | None = None
    dispensable: int = 0
    clipped_last: bool = False
    room: int | None = None

    @property
    def width(self) -> int:
        """Columns of the terminal that it takes."""
        if self.room is not None:
            return self.room
        return max(text_width(self.heading), self.cells.width)

    def show(self, line: Any, ellipsis: str = ELLIPSIS) -> str:
        """Give the cell of a line, lined up with all others, clipped, and as wide as the column."""
        return pad(self.clip(line, ellipsis), self.width, right=self.right)

    def clip(self, line: Any, ellipsis: str = ELLIPSIS) -> str:
        """Give the cell of a line with no more than there is room for."""
        cell = self.cells.line_up(self.cell(line))
        return cell if self.room is None else clip(cell, self.room, self.front, ellipsis)

    def head(self) -> str:
        """Give the heading, as wide as the column."""
        return pad(self.heading, self.width, right=self.right)


def table_width(columns: Sequence[Column]) -> int:
    """Columns of the terminal that a table takes, without those that are empty throughout."""
    widths = [it.width for it in columns if it.cells.filled]
    return sum(widths) + len(GAP) * (len(widths) - 1)


def fit(
    columns: Sequence[Column],
    room: int | None,
    lines: Iterable[Any] = (),
    ellipsis: str = ELLIPSIS,
) -> list[Column]:
    """
    Make columns fit: the widest words are clipped first, then columns go; numbers are never cut.

    Args:
        columns: Those that are empty throughout are left out.
        room: Columns of the terminal, or None where there is no end to it.
        lines: All that were seen, for another look at what is clipped.
        ellipsis: What stands for what is gone.
    """
    kept = [it for it in columns if it.cells.filled]
    if room is None:
        return kept
    while True:
        widths = [it.width for it in kept]
        excess = sum(widths) + len(GAP) * (len(kept) - 1) - room
        least = [
            width if it.least is None else min(width, max(it.least, text_width(it.heading)))
            for it, width in zip(kept, widths, strict=True)
        ]
        gone = max(kept, key=lambda it: it.dispensable, default=None)
        if gone is None or not gone.dispensable or sum(widths) - excess >= sum(least):
            break
        kept.remove(gone)
    for _ in range(excess):
        spare = [width - low for width, low in zip(widths, least, strict=True)]
        if not any(spare):
            break
        widest = max(
            (not kept[at].clipped_last, widths[at], at) for at in range(len(kept)) if spare[at]
        )[2]
        widths[widest] -= 1
    return [_narrowed(it, width, lines, ellipsis) for it, width in zip(kept, widths, strict=True)]


def _narrowed(column: Column, width: int, lines: Iterable[Any], ellipsis: str) -> Column:
    if width >= column.width:
        return column
    narrow = attrs.evolve(column, room=width)
    if column.cells.plain:
        return narrow
    # Half of a wide character is not shown, so that a column may be left without need of.
    needed = max((text_width(narrow.clip(it, ellipsis)) for it in lines), default=width)
    return attrs.evolve(narrow, room=max(needed, text_width(column.heading)))


def clip(text: str, width: int, front: int | None = None, ellipsis: str = ELLIPSIS) -> str:
    """
    Cut a text to a width in columns; an ellipsis stands for what is gone.

    >>> clip("acme/picture-1", 12, 3)
    'acm…icture-1'

    Args:
        text: On one line.
        width: That it may have.
        front: Columns that are left before the ellipsis; None for all, so that the end goes.
        ellipsis: What stands for what is gone.
    """
    if text_width(text) <= width:
        return text
    room = max(width - len(ellipsis), 0)
    front = room if front is None else min(front, room)
    widths = column_widths(text)
    start, end = _prefix(widths, front), len(text) - _prefix(widths[::-1], room - front)
    # A mark without the letter that it belongs to would be set upon the ellipsis.
    while end < len(text) and not widths[end]:
        end += 1
    return text[:start] + ellipsis + text[end:]


def _prefix(widths: Sequence[int], room: int) -> int:
    """How many characters fit."""
    for number, width in enumerate(widths):
        room -= width
        if room < 0:
            return number
    return len(widths)
