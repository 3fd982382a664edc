"""What every shape is measured with."""

import sys
from pathlib import Path

import attrs

from benchmarks.peers.table import Missing
from benchmarks.result import Table

__all__ = ["Measured", "Setting"]


@attrs.frozen
class Setting:
    """
    How to measure.

    Attributes:
        quick: With fewer rounds and smaller files.
        missing: Peers that are not there.
        directory: For files that are made and read.
    """

    quick: bool
    missing: Missing
    directory: Path

    def pick(self, quick: int, whole: int) -> int:
        """Choose between two sizes."""
        return quick if self.quick else whole

    def script(self, name: str) -> Path:
        """Give a command that was installed beside this interpreter."""
        return Path(sys.executable).parent / name

    def python(self, *words: str | Path) -> tuple[str | Path, ...]:
        """Give a command that this interpreter runs."""
        return (sys.executable, *words)


@attrs.frozen
class Measured:
    """
    What a shape came to.

    Attributes:
        tables: One for each piece of work.
        remarks: What a reader of the figures has to know beside.
    """

    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()
