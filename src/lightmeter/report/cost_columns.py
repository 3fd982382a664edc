"""The columns of a cost table."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from lightmeter.report.cost_cells import Row
from lightmeter.report.cost_layout import (
    ASCII_ELLIPSIS,
    ELLIPSIS,
    GAP,
    Column,
    fit,
    line_up,
    table_width,
)
from lightmeter.report.cost_shares import LONGEST_PERCENT, show_bar, show_percent, tell_apart
from lightmeter.report.cost_view import By, Screen
from lightmeter.report.display import text_width

__all__ = ["AMOUNT", "NOTES", "SHARE", "make_columns"]

AMOUNT, NOTES, SHARE = "AMOUNT", "NOTES", "SHARE"
_LEAST_BAR, _LONGEST_BAR = 4, 16
# What clipping leaves of an id, of a name, of effective values, of notes behind their marks.
_LEAST_ID, _LEAST_NAME, _LEAST_EFFECTIVE, _LEAST_NOTE = 8, 12, 21, 11
# Of a model, the beginning of its provider; of a path nothing: its end tells more. Of effective
# values the first and the last: a tier, say, comes after what it follows from.
_FRONT, _FRONT_EFFECTIVE = 4, 13


def make_columns(
    rows: Sequence[Row], totals: Sequence[Row], by: By, screen: Screen | None
) -> list[Column]:
    """
    Make the columns from left to right, as wide as there is room for.

    Args:
        rows: Of the table.
        totals: Below them.
        by: What requests are put together by.
        screen: That the table is shown on; None where there is room for everything.
    """
    every = [*rows, *totals]
    columns = [*_names(rows, totals, by), *_quantities(every, by)]
    # Where everything is in dollars, a second column would say it again.
    alike = all(it.says_dollars_twice for it in every)
    shares = [] if by is By.REQUEST else list(_shares(rows, len(totals)))
    marks = max(text_width(it.marks) for it in every)
    notes = Column(
        NOTES, tuple(it.notes for it in every), least=max(marks, _LEAST_NOTE), clipped_last=True
    )
    if screen is None:
        return fit([*columns, *_amounts(every, alike=alike), *shares, notes], None)
    ellipsis = ELLIPSIS if screen.signs else ASCII_ELLIPSIS
    fitting: list[Column] = []
    # What is in dollars beside another currency goes last; their total stays.
    for once in (alike, True):
        all_of_them = [*columns, *_amounts(every, alike=once), *shares, notes]
        fitting = fit(all_of_them, screen.columns, ellipsis)
        if table_width(fitting) <= screen.columns:
            break
    if not screen.blocks:
        return fitting
    # Bars have the room that is left; nothing else gives way to them.
    fitting = [it for it in fitting if it.heading != SHARE]
    left = screen.columns - table_width(fitting) - len(GAP) - len(" ") - LONGEST_PERCENT
    if left < _LEAST_BAR:
        bars = shares
    else:
        bars = list(_shares(rows, len(totals), min(left, _LONGEST_BAR)))
    at = len(fitting) - any(it.heading == NOTES for it in fitting)
    return [*fitting[:at], *bars, *fitting[at:]]


def _names(rows: Sequence[Row], totals: Sequence[Row], by: By) -> Iterator[Column]:
    every = [*rows, *totals]
    # The name of a total is read whole.
    least = max([_LEAST_NAME, *(text_width(it.name) for it in totals)])
    yield Column(
        by.upper(),
        tuple(it.name for it in every),
        least=least,
        front=0 if by in (By.REQUEST, By.FILE) else _FRONT,
    )
    if by is By.REQUEST:
        yield Column("", tuple(it.id for it in every), least=_LEAST_ID)
        owners = tuple(it.owner for it in every)
        yield Column("MODEL", owners, least=_LEAST_NAME, front=_FRONT)
        effective = tuple(it.effective for it in every)
        yield Column(
            "EFFECTIVE", effective, least=_LEAST_EFFECTIVE, front=_FRONT_EFFECTIVE, dispensable=1
        )
    elif len({it.owner for it in rows}) > 1:
        yield Column("PROVIDER", tuple(it.owner for it in every))


def _quantities(every: Sequence[Row], by: By) -> Iterator[Column]:
    if by is not By.REQUEST:
        yield _lined_up("REQUESTS", (it.requests for it in every))
    quantities = _lined_up("QUANTITY", (it.quantity for it in every))
    yield attrs.evolve(quantities, dispensable=2)


def _amounts(every: Sequence[Row], *, alike: bool) -> Iterator[Column]:
    yield _lined_up(AMOUNT, (it.amount or (it.usd if alike else "") for it in every))
    if not alike:
        yield _lined_up("USD", (it.usd for it in every))
    if any(it.listed for it in every):
        # What is paid as listed is part of the sum at listed prices, too.
        yield _lined_up("LIST", (it.at_list for it in every))


def _lined_up(heading: str, cells: Iterable[str]) -> Column:
    return Column(heading, tuple(line_up(list(cells))), right=True)


def _shares(rows: Sequence[Row], totals: int, bar: int = 0) -> Iterator[Column]:
    """Percentages, with bars of so many columns before them; none where they tell nothing."""
    if tell_apart(it.share for it in rows):
        cells = [_share(it.share, bar) for it in rows]
        yield Column(SHARE, (*cells, *[""] * totals), right=not bar)


def _share(share: Fraction | None, bar: int) -> str:
    if share is None:
        return ""
    percent = f"{show_percent(share):>{LONGEST_PERCENT}}"
    return f"{show_bar(share, bar)} {percent}" if bar else percent
