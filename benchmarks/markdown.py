"""A result as markdown: every table, and the short one of README.md."""

from collections.abc import Sequence

from benchmarks import words
from benchmarks.goals import stand
from benchmarks.result import Result, Row, Table

__all__ = ["render", "render_goals", "table_of"]

_MET = {True: "met", False: "**not met**", None: ""}


def render(result: Result) -> str:
    """Show a whole result."""
    parts = [f"# Benchmarks of {result.date}", _about(result), "## Goals", render_goals(result)]
    for table in result.tables:
        parts += [f"## {table.title}", table.note, _render_table(table)]
    if result.remarks:
        parts += ["## Remarks", "\n".join(f"- {it}" for it in result.remarks)]
    return "\n\n".join(parts) + "\n"


def _about(result: Result) -> str:
    machine = result.machine
    versions = ", ".join(f"{name} {it or 'not there'}" for name, it in result.versions.items())
    quick = (
        " Quick: fewer rounds and smaller files, so the figures are rough." if result.quick else ""
    )
    where = f"{machine.processor}, {machine.cores} cores, {machine.system}, {machine.python}."
    return (
        f"{where}{quick}\n\n"
        f"{versions}.\n\n"
        "Everyone has a turn in every round. A ratio is the median, over the rounds, of a time by "
        "that of the first row in the same round: more than 1 is slower than it. The first row of "
        "each table is what the others are compared with."
    )


def render_goals(result: Result) -> str:
    """Show where the goals stand: the table of README.md, without date and machine."""
    rows = []
    for it in stand(result):
        goal = f"{it.goal}: {_MET[it.met]}" if _MET[it.met] else it.goal
        rows.append((it.work, it.ours, it.theirs, it.ratio, goal))
    return table_of(("work", "lightmeter", "beside it", "ratio", "goal"), rows)


def _render_table(table: Table) -> str:
    head = ["", "median", "quarters", "least", "per byte" if table.key == "growth" else "ratio"]
    peaks = any(row.peak is not None for row in table.rows)
    rates = table.key in ("lines", "loops", "toml")
    head += ["memory"] * peaks + ["requests/s"] * rates + ["does"]
    cells = [_cells(row, peaks=peaks, rates=rates) for row in table.rows]
    if table.key == "growth":
        for row, shown in zip(table.rows, cells, strict=True):
            if row.sample is not None and row.count:
                shown[4] = words.time(row.sample.median / row.count)
    return table_of(head, cells)


def _cells(row: Row, *, peaks: bool, rates: bool) -> list[str]:
    sample = row.sample
    if sample is None:
        return [row.name, *[""] * (4 + peaks + rates), row.why]
    cells = [
        row.name,
        words.time(sample.median),
        f"{words.time(sample.lower)} to {words.time(sample.upper)}",
        words.time(sample.minimum),
        words.ratio(sample.ratio),
    ]
    if peaks:
        cells.append("" if row.peak is None else words.memory(row.peak))
    if rates:
        cells.append("" if row.count is None else f"{row.count / sample.median:,.0f}")
    return [*cells, row.does]


def table_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table that is readable as it stands: columns are as wide as their widest cell."""
    escaped = [
        [cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in (head, *rows)
    ]
    # The last column may be long; nothing stands right of it.
    last = len(head) - 1
    widths = [max(len(row[column]) for row in escaped) for column in range(last)] + [0]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in escaped
    ]
    lines.insert(1, "| " + " | ".join("-" * max(width, 3) for width in widths) + " |")
    return "\n".join(lines)
