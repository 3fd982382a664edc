"""A trial that broke a promise made smaller, as long as it breaks the same one."""

import attrs

from tests.fuzz.judging import run_trial
from tests.fuzz.trial import Outcome, Trial

__all__ = ["shrink"]

# Runs that may be spent on one trial.
_MOST_RUNS = 150


def shrink(trial: Trial, outcome: Outcome) -> Trial:
    """
    Leave out stretches of the damaged text, from large ones to single bytes.

    Args:
        trial: To make smaller.
        outcome: What came of it; one without a flaw is not looked into.
    """
    if not outcome.flaw:
        return trial
    runs = 0
    size = max(1, len(trial.data) // 2)
    while True:
        start = 0
        while start < len(trial.data):
            smaller = attrs.evolve(trial, data=trial.data[:start] + trial.data[start + size :])
            runs += 1
            if _essence(run_trial(smaller).flaw) == _essence(outcome.flaw):
                trial = smaller
            else:
                start += size
            if runs >= _MOST_RUNS:
                return trial
        if size == 1:
            return trial
        size //= 2


def _essence(flaw: str) -> str:
    """What tells one flaw from another: of a traceback its last line, without its values."""
    return flaw.strip().rpartition("\n")[2][:60]
