"""What a run of the benchmarks came to, as data that is kept as JSON."""

import json
from pathlib import Path
from typing import Any

import attrs
import cattrs

__all__ = ["Machine", "Result", "Row", "Sample", "Table", "read_result", "write_result"]


@attrs.frozen
class Sample:
    """
    Many rounds in few numbers, in seconds.

    Attributes:
        rounds: How many there were.
        minimum: The fastest.
        lower: A quarter were faster.
        median: Half were faster.
        upper: A quarter were slower.
        ratio: Median over the rounds of its time by that of the table's first row.
    """

    rounds: int
    minimum: float
    lower: float
    median: float
    upper: float
    ratio: float


@attrs.frozen
class Row:
    """
    One of those that are compared.

    Attributes:
        name: Of it, the same in all tables.
        does: What of the work it does, and what not.
        sample: Its times; None where it was not measured.
        why: It was not, or "".
        peak: Most memory of its process in bytes, or None where it shares one.
        count: Of requests, faults or bytes, as the table's note says; or None.
        complete: It reports every fault there is.
    """

    name: str
    does: str = ""
    sample: Sample | None = None
    why: str = ""
    peak: int | None = None
    count: int | None = None
    complete: bool = False


@attrs.frozen
class Table:
    """
    One piece of work, and who did it.

    Attributes:
        key: To find it by.
        title: What the work is.
        note: What a reader has to know of it.
        rows: The first one is what the others are compared with.
    """

    key: str
    title: str
    note: str
    rows: tuple[Row, ...]


@attrs.frozen
class Machine:
    """
    Where it ran.

    Attributes:
        processor: As it calls itself.
        cores: That this process may use.
        system: Its name and release.
        python: Implementation and version.
    """

    processor: str
    cores: int
    system: str
    python: str


@attrs.frozen
class Result:
    """
    A whole run.

    Attributes:
        date: ISO date on which it began.
        quick: It was made with fewer rounds and smaller files.
        machine: It ran on.
        versions: Of everything that was measured, by distribution.
        tables: In the order of the shapes.
        remarks: Where verdicts disagree, what failed.
    """

    date: str
    quick: bool
    machine: Machine
    versions: dict[str, str]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()

    def row(self, key: str, name: str) -> Row | None:
        """Find who did a piece of work; None where nobody of the name is there."""
        rows = (row for table in self.tables if table.key == key for row in table.rows)
        return next((row for row in rows if row.name == name), None)


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)


def read_result(path: Path) -> Result:
    """Read a result that was kept."""
    return _CONVERTER.structure(json.loads(path.read_text("utf-8")), Result)


def write_result(result: Result, path: Path) -> None:
    """Keep a result."""
    path.write_text(json.dumps(_CONVERTER.unstructure(result), indent=1) + "\n", "utf-8")


def unstructure(tables: tuple[Table, ...]) -> Any:
    """Tables as data, for those who measure in a process of their own."""
    return _CONVERTER.unstructure(tables)


def structure_tables(data: Any) -> tuple[Table, ...]:
    """Tables from data."""
    return _CONVERTER.structure(data, tuple[Table, ...])
