"""JSONL of growing size: time per byte and memory, which must not grow."""

from benchmarks.data import write_lines
from benchmarks.processes import Process, race_processes
from benchmarks.result import Row, Table
from benchmarks.setting import Measured, Setting

__all__ = ["SIZES", "measure"]

SIZES = {"10 KB": 20, "100 KB": 200, "1 MB": 2_000, "10 MB": 20_000, "100 MB": 200_000}


def measure(setting: Setting) -> Measured:
    """Run the command on each size in turn: no machine is as fast in one minute as in the next."""
    check = setting.script("lightmeter"), "check"
    processes: list[Process] = []
    absent: list[Row] = []
    for name, count in SIZES.items():
        if setting.quick and count > 2_000:
            absent.append(Row(name, why="left out: --quick"))
            continue
        path = setting.directory / f"{count}.jsonl"
        size = write_lines(path, count)
        codes = (1,) if count >= 100 else (0,)
        processes.append(Process(name, f"{count:,} requests", (*check, path), codes, size))
    rows = race_processes(processes, setting.pick(2, 5))
    note = (
        "Whole processes, so that the start counts; the number is that of bytes. One request in a "
        "hundred has a fault."
    )
    return Measured((Table("growth", "JSONL of growing size", note, (*rows, *absent)),))
