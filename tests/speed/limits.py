"""What was counted when somebody last looked, and how much more is still the same."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.speed.paths import YARDSTICK

__all__ = ["HEADROOM", "RENEW", "VERSION", "complaints", "known", "known_ratios", "renew"]

_COUNTS = Path(__file__).with_name("counts.json")
_RATIOS = Path(__file__).with_name("ratios.json")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
# Of instructions, which are the same on every machine; patch releases differ by a few.
HEADROOM = 1.15
# On a Python that nobody has counted on: by the yardstick, which another interpreter counts in much
# the same way.
_ELSEWHERE = 1.6
RENEW = "python -m tests.speed --renew"


def known() -> dict[str, dict[str, int]]:
    """Give the counts by version of Python and path."""
    counts: dict[str, dict[str, int]] = json.loads(_COUNTS.read_text("utf-8"))
    return counts


def known_ratios() -> dict[str, float]:
    """Give the times by path, in times of its yardstick; on whatever Python they were taken."""
    ratios: dict[str, float] = json.loads(_RATIOS.read_text("utf-8"))
    return ratios


def renew(counts: Mapping[str, int], ratios: Mapping[str, float]) -> None:
    """Keep what was counted on this Python, and the ratios; counts of other versions stay."""
    every = {**known(), VERSION: dict(counts)}
    ordered = {version: every[version] for version in sorted(every, key=_numbers)}
    _COUNTS.write_text(json.dumps(ordered, indent=2) + "\n", "utf-8")
    rounded = {name: float(f"{ratio:.2g}") for name, ratio in ratios.items()}
    _RATIOS.write_text(json.dumps(rounded, indent=2) + "\n", "utf-8")


def complaints(
    counts: Mapping[str, int], table: Mapping[str, Mapping[str, int]], version: str = VERSION
) -> Iterator[str]:
    """Say of each path that takes more than its limit by how much, and of each that has none."""
    at_home = version in table
    # The newest one that is known is the nearest to a Python to come.
    last = table[version] if at_home else table[max(table, key=_numbers)]
    scale = 1.0 if at_home else counts[YARDSTICK] / last[YARDSTICK]
    headroom = HEADROOM if at_home else _ELSEWHERE
    for name, count in counts.items():
        if name not in last:
            yield f"{name}: {count:,} instructions; it has no limit yet"
        elif count > last[name] * scale * headroom:
            before = last[name] * scale
            yield (
                f"{name}: {count:,} instructions, {before:,.0f} when last counted: "
                f"{count / before - 1:+.0%}, {headroom - 1:+.0%} is allowed"
            )
    yield from (f"{name}: is not counted any more" for name in last if name not in counts)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
