"""Whole processes in turn: their time, and the most memory each had."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import attrs

from benchmarks.contest import Outcome, interleave, run_command, sample_of
from benchmarks.result import Row

__all__ = ["Process", "race_processes"]


@attrs.frozen
class Process:
    """
    A command that is measured.

    Attributes:
        name: Of its row.
        does: What of the work.
        command: Its words.
        codes: That it may end with.
        count: Of what it works on, or None.
    """

    name: str
    does: str
    command: Sequence[str | Path]
    codes: Collection[int] = (0,)
    count: int | None = None


def race_processes(
    processes: Sequence[Process], rounds: int, where: Path | None = None
) -> list[Row]:
    """
    Run each once a round; the first is what the others are compared with.

    Args:
        processes: Commands.
        rounds: How often each is run.
        where: Directory to run them in; None for the current one.
    """
    outcomes: dict[str, list[Outcome]] = {process.name: [] for process in processes}

    def run(process: Process) -> float:
        outcome = run_command(process.command, process.codes, where)
        outcomes[process.name].append(outcome)
        return outcome.seconds

    times = interleave({it.name: partial(run, it) for it in processes}, rounds)
    base = times[processes[0].name]
    return [
        Row(
            it.name,
            it.does,
            sample_of(times[it.name], base),
            peak=max(outcome.peak for outcome in outcomes[it.name]),
            count=it.count,
        )
        for it in processes
    ]
