"""
Measure everything in the environment that was prepared; `python -m benchmarks` calls it.

Each shape has a process of its own, so that what one imports does not slow another down.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.environment import distribution, peers
from benchmarks.machine import describe_machine, versions
from benchmarks.markdown import render
from benchmarks.names import SHAPES
from benchmarks.peers.table import Missing
from benchmarks.readme import LATEST
from benchmarks.readme import main as renew_readme
from benchmarks.result import Result, Table, structure_tables, write_result


def main() -> int:
    """Measure, print, and write where it is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run")
    parser.add_argument("note", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--only", action="append", choices=SHAPES)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    date = dt.datetime.now(tz=dt.UTC).date().isoformat()
    tables: list[Table] = []
    remarks = [
        f"{name}: {reason}" for name, reason in Missing(options.note).reasons.items() if reason
    ]
    failed = False
    for shape in options.only or SHAPES:
        print(f"measuring {shape}", file=sys.stderr)
        found, said = _measure(shape, options.note, quick=options.quick)
        tables += found
        remarks += said
        failed |= not found
    names = [distribution(it) for it in peers()]
    result = Result(
        date, options.quick, describe_machine(), versions(names), tuple(tables), tuple(remarks)
    )
    print(render(result))
    if options.output is not None:
        options.output.mkdir(parents=True, exist_ok=True)
        write_result(result, options.output / "results.json")
        (options.output / "results.md").write_text(render(result), "utf-8")
    if options.readme and not failed:
        write_result(result, LATEST)
        LATEST.with_suffix(".md").write_text(render(result), "utf-8")
        renew_readme()
    return int(failed)


def _measure(shape: str, note: Path, *, quick: bool) -> tuple[tuple[Table, ...], list[str]]:
    """Measure one shape; a shape that fails is a remark, and the others go on."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "measured.json"
        line = [sys.executable, "-m", "benchmarks.measure", shape, str(note), str(file)]
        done = subprocess.run([*line, *["--quick"] * quick], check=False)
        if done.returncode != 0:
            return (), [f"{shape} could not be measured: it ended with {done.returncode}"]
        data = json.loads(file.read_text("utf-8"))
    return structure_tables(data["tables"]), data["remarks"]


if __name__ == "__main__":
    sys.exit(main())
