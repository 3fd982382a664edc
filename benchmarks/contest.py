"""Rounds in turn: everyone runs once, then everyone again, so that drift hits all alike."""

import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import timeit
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs

from benchmarks.result import Sample

__all__ = ["Outcome", "interleave", "race", "run_command", "sample_of"]

_SPAWN = Path(__file__).with_name("spawn.py")


@attrs.frozen
class Outcome:
    """
    What one run of a command came to.

    Attributes:
        seconds: From start to end.
        busy: Of the processor's time, all its processes together.
        peak: Most memory, in bytes, of its largest process.
        code: It ended with.
    """

    seconds: float
    busy: float
    peak: int
    code: int


def interleave(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let each run say its seconds once a round; by name, one number a round."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    # Who stands behind whom changes, since a neighbour warms caches or throws them away; it is the
    # same in every run of the benchmarks.
    chance = random.Random(0)
    names = list(runs)
    for _ in range(rounds):
        chance.shuffle(names)
        for name in names:
            times[name].append(runs[name]())
    return times


def race(
    calls: Mapping[str, Callable[[], object]], rounds: int, least: float
) -> dict[str, list[float]]:
    """
    Time calls inside this process; seconds per call, one number a round.

    Args:
        calls: By name; each is called once before anything is timed.
        rounds: How often each has its turn.
        least: Seconds that a turn takes, at least.
    """
    runs: dict[str, Callable[[], float]] = {}
    for name, call in calls.items():
        call()
        timer = timeit.Timer(call)
        loops = 1
        while (taken := timer.timeit(loops)) < least:
            loops = max(loops + 1, min(loops * 10, int(loops * least / max(taken, 1e-9)) + 1))
        runs[name] = partial(_turn, timer, loops)
    gc.collect()
    return interleave(runs, rounds)


def _turn(timer: timeit.Timer, loops: int) -> float:
    return timer.timeit(loops) / loops


def run_command(
    command: Sequence[str | Path], codes: Collection[int] = (0,), where: Path | None = None
) -> Outcome:
    """
    Run a command in a process of its own and measure it.

    Args:
        command: Its words.
        codes: That it may end with: another one is a mistake of the benchmark.
        where: Directory to run it in; None for the current one.
    """
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "outcome"
        line = [sys.executable, "-I", "-S", str(_SPAWN), str(file), *map(str, command)]
        subprocess.run(line, cwd=where, check=True)
        outcome = Outcome(**json.loads(file.read_text("utf-8")))
    if outcome.code not in codes:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {outcome.code}")
    return outcome


def sample_of(seconds: Sequence[float], base: Sequence[float]) -> Sample:
    """
    Put the rounds of one into few numbers.

    Args:
        seconds: One a round.
        base: Of what it is compared with, in the same rounds.
    """
    quarters = statistics.quantiles(seconds, method="inclusive") if len(seconds) > 1 else None
    lower, median, upper = quarters or (seconds[0],) * 3
    # Round by round, so that what slowed a whole round down is in both.
    ratio = statistics.median(one / other for one, other in zip(seconds, base, strict=True))
    return Sample(len(seconds), min(seconds), lower, median, upper, ratio)
