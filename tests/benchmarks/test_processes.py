"""What is measured of a process is its own."""

import sys
from pathlib import Path

import pytest

from benchmarks.contest import run_command

_MB = 10**6


def test_memory_is_that_of_the_command_and_not_of_whoever_starts_it() -> None:
    # Whoever starts a process lends it the memory of the moment.
    ballast = bytearray(200 * _MB)

    small = run_command([sys.executable, "-c", "pass"])
    large = run_command([sys.executable, "-c", "bytearray(b'x') * 100_000_000"])

    assert len(ballast) == 200 * _MB
    assert small.peak < 60 * _MB
    assert 100 * _MB < large.peak < 190 * _MB


def test_an_exit_code_that_nobody_expects_is_a_mistake() -> None:
    line = [sys.executable, "-c", "raise SystemExit(3)"]

    assert run_command(line, codes=(3,)).code == 3
    with pytest.raises(RuntimeError, match="ended with 3"):
        run_command(line)


def test_the_time_of_the_processor_is_counted() -> None:
    outcome = run_command([sys.executable, "-c", "sum(range(10**7))"])

    assert outcome.busy > 0
    assert outcome.busy < outcome.seconds * 4


def test_a_command_runs_where_it_is_told_to(tmp_path: Path) -> None:
    line = [sys.executable, "-c", "import os; os.rename('there', 'gone')"]
    (tmp_path / "there").touch()

    run_command(line, where=tmp_path)

    assert [it.name for it in tmp_path.iterdir()] == ["gone"]
