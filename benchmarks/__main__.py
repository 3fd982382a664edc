"""
Measure lightmeter beside its peers: `python -m benchmarks`.

Run it in the root of a checkout, with any Python that lightmeter supports. An environment of its
own is made in `.benchmarks` (and used again), with the peers from the package index and lightmeter
from this checkout; everything runs there. `--quick` takes less than two minutes.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.environment import ROOT, Environment, prepare
from benchmarks.names import SHAPES


def main() -> int:
    """Prepare the environment, and measure in it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.strip())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller files")
    parser.add_argument("--without-peers", action="store_true", help="lightmeter alone")
    parser.add_argument(
        "--only", action="append", choices=SHAPES, metavar="SHAPE", help=f"of {', '.join(SHAPES)}"
    )
    parser.add_argument("--output", type=Path, metavar="DIR", help="write results.md and .json")
    parser.add_argument("--readme", action="store_true", help="keep the result; renew README.md")
    parser.add_argument(
        "--environment", type=Path, default=ROOT / ".benchmarks", help="where it is made"
    )
    options = parser.parse_args()
    if options.readme and (options.only or options.quick):
        parser.error("README.md shows a whole run: --readme goes with neither --only nor --quick")
    environment = prepare(Environment(options.environment.resolve()), options.without_peers)
    line = [str(environment.python), "-m", "benchmarks.run", str(environment.note)]
    line += ["--quick"] * options.quick + ["--readme"] * options.readme
    line += [word for shape in options.only or () for word in ("--only", shape)]
    if options.output is not None:
        line += ["--output", str(options.output.resolve())]
    # Its own environment alone: no packages of whoever calls, and bytecode as users have it.
    return subprocess.run(line, cwd=ROOT, env=environment.variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
