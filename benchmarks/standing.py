"""Where a goal stands, and a goal that compares lightmeter with somebody else."""

import attrs

from benchmarks import words
from benchmarks.names import OURS
from benchmarks.result import Result, Row, Sample

__all__ = ["Standing", "beside"]


@attrs.frozen
class Standing:
    """
    Where a goal stands.

    Attributes:
        work: What was measured.
        ours: lightmeter's figure.
        theirs: What it is compared with, by name; or "".
        ratio: Ours by theirs, or "".
        goal: In words.
        met: Whether it is; None where it was not measured.
    """

    work: str
    ours: str
    theirs: str
    ratio: str
    goal: str
    met: bool | None


def beside(
    result: Result,
    work: str,
    key: str,
    *,
    ours: str = OURS,
    theirs: str = "",
    other_key: str = "",
    most: float | None = None,
    below: bool = False,
    complete: bool = False,
) -> Standing:
    """
    Compare with somebody of a table, or with the fastest of all who report every fault.

    Args:
        result: To look it up in.
        work: In words.
        key: Of the table.
        ours: Name of lightmeter's row.
        theirs: Name of the other's; "" for the fastest one.
        other_key: Of the table with the other's row; "" for the same one.
        most: That the ratio may be, or None where nothing was promised.
        below: It has to be below that.
        complete: Only they count who report every fault.
    """
    goal = "" if most is None else f"{'below' if below else 'at most'} {most:g}"
    mine = result.row(key, ours)
    other = _other(result, other_key or key, theirs, complete=complete)
    if mine is None or mine.sample is None or other is None or other.sample is None:
        shown = "" if mine is None or mine.sample is None else words.time(mine.sample.median)
        name = theirs if other is None else other.name
        absent = f"{name}: not measured" if name else ""
        return Standing(work, shown or "not measured", absent, "", goal, None)
    ratio = mine.sample.ratio / other.sample.ratio
    met = None if most is None else (ratio < most if below else ratio <= most)
    return Standing(
        work,
        words.time(mine.sample.median),
        f"{other.name} {words.time(other.sample.median)}",
        words.ratio(ratio),
        goal,
        met,
    )


def _other(result: Result, key: str, name: str, *, complete: bool) -> Row | None:
    if name:
        return result.row(key, name)
    rows = [
        row
        for table in result.tables
        if table.key == key
        for row in table.rows
        if row.sample is not None
        and not row.name.startswith(OURS)
        and (row.complete or not complete)
    ]
    return min(rows, key=lambda it: _ratio(it.sample), default=None)


def _ratio(sample: Sample | None) -> float:
    return sample.ratio if sample is not None else 0.0
