"""
What the hot paths take, beside their limits: `python -m tests.speed`.

`--renew` keeps what is counted now as the measure for this version of Python, and times beside a
yardstick. Do so on purpose: in the change that makes a path slower, with the reason, or in one that
makes it faster.
"""

import argparse
import sys

from tests.speed.limits import HEADROOM, VERSION, complaints, known, renew
from tests.speed.paths import count_all
from tests.speed.timing import least, measures


def main() -> int:
    """Count, show, and renew where it is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    parser.add_argument("--renew", action="store_true", help="keep what is counted now")
    options = parser.parse_args()
    counts = count_all()
    table = known()
    last = table.get(VERSION, {})
    lines = [f"{'instructions, Python ' + VERSION:50}{'now':>10}{'then':>10}{'limit':>10}"]
    for name, count in counts.items():
        then = last.get(name)
        shown = ("", "") if then is None else (f"{then:,}", f"{then * HEADROOM:,.0f}")
        lines.append(f"{name:50}{count:>10,}{shown[0]:>10}{shown[1]:>10}")
    said = [] if options.renew else list(complaints(counts, table))
    sys.stdout.write("\n".join([*lines, *said]) + "\n")
    if options.renew:
        renew(counts, {name: least(measure) for name, measure in measures().items()})
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
