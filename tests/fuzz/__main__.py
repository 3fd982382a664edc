"""
The whole campaign: `python -m tests.fuzz --count 20000 --seed 1`.

Requests, settings, baselines and packs are damaged, and commands at random read them. Exits with 1
where one ended with a traceback or another code than 0, 1 and 2, wrote a report that is none of its
format, or left a file behind that cannot be read any more. `--only NUMBER` repeats a single trial
and shows its files.
"""

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from tests.fuzz.judging import attempt, run_trial
from tests.fuzz.shrink import shrink
from tests.fuzz.trial import Outcome, Trial, draw_trial

# What a worker does between two words to its caller.
_CHUNK = 25
_MOST_SHOWN = 10


def describe(trial: Trial, outcome: Outcome) -> str:
    """Show a trial that broke a promise, small enough to look at."""
    small = shrink(trial, outcome)
    return (
        f"seed {trial.seed}, number {trial.number}: lightmeter {' '.join(map(repr, small.line))}\n"
        f"  {small.name} ({small.kind}), {len(small.data)} bytes: {small.data!r}\n"
        f"  {outcome.flaw}"
    )


def main() -> int:
    """Run the campaign that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=20_000, help="how many inputs are damaged")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same inputs")
    parser.add_argument("--first", type=int, default=0, help="number of the first one")
    parser.add_argument("--only", type=int, help="number of a single one")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if options.only is not None:
        trial = draw_trial(options.seed, options.only)
        print(describe(trial, run_trial(trial)))  # noqa: T201 - this is a command
        return 0
    numbers = range(options.first, options.first + options.count)
    with ProcessPoolExecutor(options.workers, get_context("spawn")) as pool:
        found = pool.map(partial(attempt, options.seed), numbers, chunksize=_CHUNK)
        outcomes = dict(zip(numbers, found, strict=True))
    report(options.seed, outcomes)
    return int(any(it.flaw for it in outcomes.values()))


def report(seed: int, outcomes: dict[int, Outcome]) -> None:
    """Show what came of a campaign."""
    say = partial(print, file=sys.stdout)
    for title, counted in (
        ("exit codes", Counter(it.code for it in outcomes.values())),
        ("commands", Counter(it.command for it in outcomes.values())),
        ("reports read back", Counter(it.form for it in outcomes.values() if it.form)),
    ):
        say(f"{title}: {', '.join(f'{name} {n:,}' for name, n in counted.most_common())}")
    broken = {number: it for number, it in outcomes.items() if it.flaw}
    kinds = Counter(it.flaw.strip().rpartition("\n")[2][:150] for it in broken.values())
    for flaw, count in kinds.most_common():
        say(f"{count:,} times: {flaw}")
    shown: set[str] = set()
    for number, it in broken.items():
        last = it.flaw.strip().rpartition("\n")[2][:60]
        if last not in shown and len(shown) < _MOST_SHOWN:
            shown.add(last)
            say(describe(draw_trial(seed, number), it))
    say(f"{len(outcomes):,} inputs with seed {seed}: {len(broken):,} broke a promise")


if __name__ == "__main__":
    sys.exit(main())
