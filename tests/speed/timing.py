"""Times beside a yardstick in the same process; the best of many short turns, taken in turn."""

import gc
import json
import time
from collections.abc import Callable
from functools import partial

from tests.speed.paths import Call, calls, lines_of, read, yardstick

__all__ = ["best", "least", "measures"]

_TURNS, _TRIES, _CALLS = 15, 4, 20
# A turn that takes as long as the system lets a process run is never undisturbed.
_LINES = 20
# What this thread has used of the processor; others that run meanwhile do not count.
_clock = (
    time.thread_time if time.get_clock_info("thread_time").resolution < 1e-5 else time.perf_counter
)
_TIMED = (
    "check, mindvideo/doubao-seedream-5-0-lite",
    "check, vidgo/gpt-image-2, custom size",
    "check, vidgo/seedance-2",
    "everything, mindvideo/doubao-seedream-5-0-lite",
    "everything, vidgo/gpt-image-2, custom size",
    "all in words, six faults",
)


def best(*runs: Call, turns: int = _TURNS, each: int = 1) -> list[float]:
    """Give the shortest time of each, who have their turns one after the other."""
    shortest = [float("inf")] * len(runs)
    gc.collect()
    for _ in range(turns):
        for number, run in enumerate(runs):
            start = _clock()
            for _ in range(each):
                run()
            shortest[number] = min(shortest[number], _clock() - start)
    return shortest


def least(measure: Callable[[], float], limit: float = 0.0) -> float:
    """Give the least of a few tries, since noise can only make a ratio of best times too large."""
    found = float("inf")
    for _ in range(_TRIES):
        found = min(found, measure())
        if found <= limit:
            break
    return found


def measures() -> dict[str, Callable[[], float]]:
    """Give what measures each path: times of the yardstick, or of reading the JSON alone."""
    paths = calls()
    text = lines_of(_LINES)
    lines = text.splitlines()
    return {
        **{name: partial(_ratio, paths[name], yardstick, _TURNS, _CALLS) for name in _TIMED},
        "a line of JSONL": partial(
            _ratio, read(text, "jsonl"), lambda: list(map(json.loads, lines)), _TURNS, 1
        ),
    }


def _ratio(path: Call, unit: Call, turns: int, each: int) -> float:
    taken, size = best(path, unit, turns=turns, each=each)
    return taken / size
