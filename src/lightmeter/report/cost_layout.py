"""Columns of a cost table: digits line up, and a terminal that is too narrow clips words alone."""

import re
from collections.abc import Sequence
from functools import cached_property

import attrs

from lightmeter.report.display import column_widths, pad, text_width

__all__ = [
    "ASCII_ELLIPSIS",
    "ELLIPSIS",
    "GAP",
    "Column",
    "clip",
    "fit",
    "lay_out",
    "line_up",
    "table_width",
]

GAP = "  "
ELLIPSIS, ASCII_ELLIPSIS = "…", "..."
"""What stands for what is clipped, and where the terminal does not show that."""

# The last number of a cell: what stands before it, its whole and its broken part, its unit.
_NUMBER = re.compile(r"(.*?[0-9][0-9,]*)(\.[0-9]+)?([^0-9]*)", re.DOTALL)


@attrs.frozen
class Column:
    """
    One column of a table.

    Attributes:
        heading: Over it.
        cells: One a row.
        right: Whether it is set flush right.
        least: Columns of the terminal that clipping leaves; None where it is never clipped.
        front: How many characters are left at its front where it is clipped; None where it is the
            end that goes.
        dispensable: Whether it goes where even clipping leaves too little room; the greater the
            number the earlier, 0 for never.
        clipped_last: Whether all others are clipped as far as they may be before it is.
    """

    heading: str
    cells: tuple[str, ...]
    right: bool = False
    least: int | None = None
    front: int | None = None
    dispensable: int = 0
    clipped_last: bool = False

    @cached_property
    def width(self) -> int:
        """Columns of the terminal that it takes."""
        return max(map(text_width, (self.heading, *self.cells)))


def line_up(cells: Sequence[str]) -> list[str]:
    """
    Fill cells up behind, so that digits stand below one another where the column is flush right.

    That is done where all have the same unit, and no blank would come between a number and what
    belongs to it: the points of amounts line up where a sign before them is their unit, whole
    numbers where the unit is a plural in one and a singular in another.

    >>> line_up(["$0.5", "($12.25)"])
    ['$0.5  ', '($12.25)']
    """
    parts = {cell: _NUMBER.fullmatch(cell) for cell in cells}
    known = [it.groups(default="") for it in parts.values() if it is not None]
    units = {_singular(unit) for _, _, unit in known}
    if len(units) > 1 or (units != {""} and any(point for _, point, _ in known)):
        return list(cells)
    behind = max((text_width(point + unit) for _, point, unit in known), default=0)
    lined = []
    for cell in cells:
        it = parts[cell]
        if it is None:
            lined.append(cell)
        else:
            whole, point, unit = it.groups(default="")
            lined.append(whole + pad(point + unit, behind))
    return lined


def _singular(unit: str) -> str:
    return unit.removesuffix(")").removesuffix("s")


def table_width(columns: Sequence[Column]) -> int:
    """Columns of the terminal that a table takes, without those that are empty throughout."""
    widths = [it.width for it in columns if any(it.cells)]
    return sum(widths) + len(GAP) * (len(widths) - 1)


def fit(columns: Sequence[Column], room: int | None, ellipsis: str = ELLIPSIS) -> list[Column]:
    """
    Make columns fit: the widest words are clipped first, then columns go; numbers are never cut.

    Args:
        columns: Those that are empty throughout are left out.
        room: Columns of the terminal, or None where there is no end to it.
        ellipsis: What stands for what is gone.
    """
    kept = [it for it in columns if any(it.cells)]
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
    return [_clipped(it, width, ellipsis) for it, width in zip(kept, widths, strict=True)]


def _clipped(column: Column, width: int, ellipsis: str) -> Column:
    cells = (clip(cell, width, column.front, ellipsis) for cell in column.cells)
    return attrs.evolve(column, cells=tuple(cells))


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


def lay_out(columns: Sequence[Column]) -> list[list[str]]:
    """Give rows of cells filled up to their columns' widths, the headings first."""
    filled = [
        [pad(cell, it.width, right=it.right) for cell in (it.heading, *it.cells)] for it in columns
    ]
    return [list(row) for row in zip(*filled, strict=True)]
