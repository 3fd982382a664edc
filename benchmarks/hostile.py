"""
What hostile packs cost: time and memory of every bomb, and of thousands of damaged packs.

Run it as `python -m benchmarks.hostile --count 20000`. Each bomb is laid out in a directory of its
own and read by every command that takes packs, in a process of its own; of the time only that of
the processor is counted, of the memory everything, interpreter and libraries included. Mutants are
shipped packs with mistakes in them: read, proven, judged by both judges, their examples tried.

Exits with 1 where anything takes more than a second or 200 MB, ends in a traceback, or is judged
differently by the two judges.
"""

import argparse
import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from tests.hostile.mutants import Fate, mutants, try_mutant
from tests.hostile.table import BOMBS
from tests.hostile.trial import apart, set_off

MOST_SECONDS, MOST_MIB = 1.0, 200.0
# Mutants that share a process, and so its memory.
BATCH = 50


@attrs.frozen
class Row:
    """
    What one bomb or mutant has cost.

    Attributes:
        name: Of the bomb; a mutant's number.
        seconds: Of its slowest call.
        peak: Most memory of its process, in MiB.
        note: Which call was the slowest.
        wrong: What must not be, or "".
    """

    name: str
    seconds: float
    peak: float
    note: str = ""
    wrong: str = ""


def bombs() -> Iterator[Row]:
    """Set off every bomb."""
    for name in BOMBS:
        outcome = set_off(name, thoroughly=True)
        slowest = max(outcome.steps, key=lambda it: it.seconds)
        crashes = [f"{it.call}: {it.crash}" for it in outcome.steps if it.crash]
        yield Row(name, slowest.seconds, outcome.peak, slowest.call, "\n".join(crashes))


def damaged(seed: int, count: int, ends: Counter[str]) -> Iterator[Row]:
    """Try mutants, some in a process; `ends` counts how far they came."""
    numbered = enumerate(mutants(seed, count))
    while batch := list(itertools.islice(numbered, BATCH)):

        def work(batch: Sequence[tuple[int, tuple[str, str]]] = batch) -> list[tuple[Fate, float]]:
            return [timed(*mutant) for _, mutant in batch]

        fates, peak = apart(work)
        for (number, (pack, _)), (fate, seconds) in zip(batch, fates, strict=True):
            ends[fate.stage] += 1
            wrong = fate.crash or ("judged differently" if fate.unlike else "")
            yield Row(
                f"{seed}/{number} {pack}", seconds, peak, fate.error.partition("\n")[0], wrong
            )


def timed(pack: str, text: str) -> tuple[Fate, float]:
    """Try one mutant."""
    start = time.process_time()
    fate = try_mutant(pack, text)
    return fate, time.process_time() - start


def show(title: str, rows: Sequence[Row], most: int) -> bool:
    """Print the slowest rows and how all of them are spread; whether all keep the limits."""
    times = sorted(it.seconds for it in rows)
    peak = max(it.peak for it in rows)
    wrong = [it for it in rows if it.wrong]
    print(f"\n{title}: {len(rows):,}")
    print(f"  seconds  median {times[len(times) // 2]:.3f}", end="")
    print(f"  p99 {times[len(times) * 99 // 100]:.3f}  max {times[-1]:.3f}")
    print(f"  MiB      max {peak:.0f}")
    print(f"  wrong    {len(wrong)}\n")
    for row in sorted(rows, key=lambda it: -it.seconds)[:most]:
        print(f"  {row.seconds:6.3f} s {row.peak:5.0f} MiB  {row.name:50}  {row.note[:90]}")
    for row in wrong:
        print(f"\nWRONG {row.name}: {row.wrong}")
    return not wrong and times[-1] <= MOST_SECONDS and peak <= MOST_MIB


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--count", type=int, default=2_000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same mutants")
    parser.add_argument("--all", action="store_true", help="print every bomb, not the slowest ten")
    arguments = parser.parse_args()
    fine = show("bombs", list(bombs()), len(BOMBS) if arguments.all else 10)
    if arguments.count:
        ends: Counter[str] = Counter()
        rows = list(damaged(arguments.seed, arguments.count, ends))
        fine &= show("mutants", rows, 10)
        refused = ", ".join(f"{count:,} in {name}" for name, count in ends.items() if name)
        print(f"\n  {ends['']:,} went through; refused: {refused}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
