"""JSONL of growing size: time per byte and memory, which must not grow."""

from benchmarks.data import write_lines
from benchmarks.processes import Process, race_processes
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting

__all__ = ["SIZES", "measure"]

SIZES = {"10 KB": 20, "100 KB": 200, "1 MB": 2_000, "10 MB": 20_000, "100 MB": 200_000}


def measure(setting: Setting) -> Measured:
    """Run the command on each size; of the large ones fewer rounds."""
    check = setting.script("lightmeter"), "check"
    rows: list[Row] = []
    for name, count in SIZES.items():
        if setting.quick and count > 2_000:
            rows.append(Row(name, why="left out: --quick"))
            continue
        path = setting.directory / f"{count}.jsonl"
        size = write_lines(path, count)
        codes = (1,) if count >= 100 else (0,)
        process = Process(name, f"{count:,} requests", (*check, path), codes, size)
        rounds = 1 if count > 20_000 else setting.pick(2, 5)
        rows += race_processes([process], rounds)
        path.unlink()
    note = (
        "Whole processes, so that the start counts; the number is that of bytes. One request in a "
        "hundred has a fault."
    )
    return Measured((Table("growth", "JSONL of growing size", note, tuple(rows)),))
