"""Measure one shape in a process of its own: `python -m benchmarks.measure SHAPE NOTE FILE`."""

import argparse
import json
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.names import SHAPES
from benchmarks.peers.table import Missing
from benchmarks.result import unstructure
from benchmarks.setting import Measured, Setting


def main() -> None:
    """Measure, and write tables and remarks as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure")
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("note", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    module = import_module(f"benchmarks.shapes.{options.shape}")
    with tempfile.TemporaryDirectory() as directory:
        setting = Setting(options.quick, Missing(options.note), Path(directory))
        measured: Measured = module.measure(setting)
    data = {"tables": unstructure(measured.tables), "remarks": measured.remarks}
    options.file.write_text(json.dumps(data), "utf-8")


if __name__ == "__main__":
    main()
