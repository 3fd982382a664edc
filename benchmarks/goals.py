"""The goals that lightmeter has set itself, each held against a result."""

from collections.abc import Callable, Iterator
from functools import partial

import attrs

from benchmarks import words
from benchmarks.names import OURS
from benchmarks.result import Result, Row, Sample

__all__ = ["GOALS", "Standing", "stand"]

_VALID = "mindvideo-valid-the-verdict"
_EVERYTHING = "lightmeter, everything"
_MEMORY_MB, _RATE, _TOML_S, _GROWTH = 150, 25_000, 0.6, 1.2


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


Goal = Callable[[Result], Standing]


def stand(result: Result) -> Iterator[Standing]:
    """Hold each goal against a result."""
    for goal in GOALS:
        yield goal(result)


def _beside(
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


def _toml(result: Result) -> Standing:
    size = "0.2 MB" if result.quick else "1 MB"
    work, goal = f"{size} of TOML with 100 diagnostics: `check`", f"at most {_TOML_S:g} s"
    row = result.row("toml", OURS)
    if row is None or row.sample is None:
        return Standing(work, "not measured", "", "", goal, None)
    against = _beside(result, work, "toml", theirs="check-jsonschema")
    met = None if result.quick else row.sample.median <= _TOML_S
    return attrs.evolve(against, goal=goal, met=met)


def _lines(result: Result) -> Standing:
    work, goal = "JSONL: `check` with prices on one core", f"at least {_RATE:,} requests/s"
    row = result.row("lines", "lightmeter, --jobs 1") or result.row("lines", OURS)
    if row is None or row.sample is None or row.count is None:
        return Standing(work, "not measured", "", "", goal, None)
    rate = row.count / row.sample.median
    theirs = result.row("loops", "fastjsonschema")
    shown = ""
    if theirs is not None and theirs.sample is not None and theirs.count is not None:
        shown = f"fastjsonschema in a loop {theirs.count / theirs.sample.median:,.0f}/s"
    met = None if result.quick else rate >= _RATE
    return Standing(work, f"{rate:,.0f}/s", shown, "", goal, met)


def _memory(result: Result) -> Standing:
    goal = f"below {_MEMORY_MB} MB"
    rows = [row for table in result.tables if table.key == "growth" for row in table.rows]
    known = [row for row in rows if row.peak is not None]
    if not known:
        return Standing("JSONL: most memory", "not measured", "", "", goal, None)
    largest, smallest = known[-1], known[0]
    assert largest.peak is not None
    assert smallest.peak is not None
    return Standing(
        f"JSONL of {largest.name}: most memory",
        words.memory(largest.peak),
        f"JSONL of {smallest.name} {words.memory(smallest.peak)}",
        words.ratio(largest.peak / smallest.peak),
        goal,
        None if result.quick else largest.peak < _MEMORY_MB * 1e6,
    )


def _growth(result: Result) -> Standing:
    """Compare the times of a byte of the two largest files, without what starting takes."""
    goal = f"at most {_GROWTH:g}"
    rows = [row for table in result.tables if table.key == "growth" for row in table.rows]
    known = [row for row in rows if row.sample is not None and row.count is not None]
    if len(known) < 3:
        return Standing("JSONL: time of a byte", "not measured", "", "", goal, None)
    start, smaller, larger = known[0], known[-2], known[-1]
    slow, fast = _time_of_byte(start, larger), _time_of_byte(start, smaller)
    if min(slow, fast) <= 0:
        # Of small files the start is all there is.
        return Standing("JSONL: time of a byte", "lost in noise", "", "", goal, None)
    return Standing(
        f"JSONL of {larger.name}: time of a byte",
        words.time(slow),
        f"JSONL of {smaller.name} {words.time(fast)}",
        words.ratio(slow / fast),
        goal,
        None if result.quick else slow / fast <= _GROWTH,
    )


def _time_of_byte(start: Row, row: Row) -> float:
    assert row.sample is not None
    assert start.sample is not None
    assert row.count is not None
    assert start.count is not None
    seconds = row.sample.minimum - start.sample.minimum
    return seconds / (row.count - start.count)


# In the order of the table in README.md.
GOALS: tuple[Goal, ...] = (
    partial(
        _beside,
        work="MindVideo's schema, valid: the verdict",
        key=_VALID,
        theirs="fastjsonschema",
        most=1.0,
    ),
    partial(
        _beside,
        work="the same",
        key=_VALID,
        theirs="pydantic",
        most=1.0,
        below=True,
    ),
    partial(
        _beside,
        work="six faults, all as data",
        key="mindvideo-six-faults-all-faults-as-data",
        complete=True,
        most=1.0,
        below=True,
    ),
    partial(
        _beside,
        work="six faults, all in words",
        key="mindvideo-six-faults-all-faults-in-words",
        complete=True,
        most=1.0,
        below=True,
    ),
    partial(
        _beside,
        work="verdict, effective values, estimate, normalized payload",
        key=_VALID,
        ours=_EVERYTHING,
        theirs="fastjsonschema",
        most=3.0,
    ),
    partial(
        _beside,
        work="GPT Image 2, custom size: verdict and price",
        key="gpt-price",
        theirs="pydantic",
    ),
    partial(
        _beside, work="cold `check` of one file", key="cold", theirs="check-jsonschema", most=0.4
    ),
    partial(_beside, work="the same", key="cold", theirs="cfn-lint", most=0.12),
    partial(
        _beside,
        work="`--version`",
        key="cold",
        ours="lightmeter --version",
        theirs="python",
        most=2.0,
    ),
    _toml,
    _lines,
    _memory,
    _growth,
)
