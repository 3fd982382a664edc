"""Columns that line up, whatever script the words are in."""

from collections.abc import Sequence

from lightmeter.report.display import pad, text_width

__all__ = ["align"]

_GAP = "  "


def align(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """
    Lay out rows of cells; columns that are empty throughout are left out.

    Args:
        rows: As many cells each; the last cell of a row may be as long as it likes.
        right: Numbers of the columns that are set flush right.
    """
    if not rows:
        return []
    count = max(map(len, rows))
    widths = [
        max((text_width(row[number]) for row in rows if number < len(row)), default=0)
        for number in range(count)
    ]
    return [
        _GAP.join(
            pad(cell, widths[number], right=number in right)
            for number, cell in enumerate(row)
            if widths[number]
        ).rstrip()
        for row in rows
    ]
