"""The goals for batches: how long they take, what they hold in memory, how both grow."""

import attrs

from benchmarks import words
from benchmarks.names import OURS
from benchmarks.result import Result, Row
from benchmarks.standing import Standing, beside

__all__ = ["growth", "lines", "memory", "toml"]

_MEMORY_MB, _RATE, _TOML_S, _GROWTH = 150, 25_000, 0.6, 1.2


def toml(result: Result) -> Standing:
    """Hold the time of a batch in TOML against its limit."""
    size = "0.2 MB" if result.quick else "1 MB"
    work, goal = f"{size} of TOML with 100 diagnostics: `check`", f"at most {_TOML_S:g} s"
    row = result.row("toml", OURS)
    if row is None or row.sample is None:
        return Standing(work, "not measured", "", "", goal, None)
    against = beside(result, work, "toml", theirs="check-jsonschema")
    met = None if result.quick else row.sample.median <= _TOML_S
    return attrs.evolve(against, goal=goal, met=met)


def lines(result: Result) -> Standing:
    """Hold the pace of JSONL on one core against the least."""
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


def memory(result: Result) -> Standing:
    """Hold the most memory that JSONL takes against its limit."""
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


def growth(result: Result) -> Standing:
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
