"""Whatever is damaged and whatever is asked, a command ends as promised."""

from collections import Counter

import pytest

from tests.fuzz.judging import run_trial
from tests.fuzz.lines import commands
from tests.fuzz.seeds import KINDS
from tests.fuzz.shrink import shrink
from tests.fuzz.trial import Outcome, Trial, draw_trial

# `python -m tests.fuzz --count 20000 --seed 1` tries many more.
SEED, COUNT = 20_261_127, 300


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    """What is damaged, and the command that reads it."""
    return [draw_trial(SEED, number) for number in range(COUNT)]


@pytest.fixture(scope="module")
def outcomes(trials: list[Trial]) -> list[Outcome]:
    """What came of each."""
    return [run_trial(it) for it in trials]


def test_trials_are_of_every_kind(trials: list[Trial], outcomes: list[Outcome]) -> None:
    """Else what is said of them here would be said of little."""
    codes = Counter(it.code for it in outcomes)
    rare = [code for code in range(3) if codes[code] < COUNT / 20]

    assert {it.kind for it in trials} == set(KINDS)
    assert len({it.command for it in outcomes}) > len(commands()) / 2
    assert rare == []
    assert {"text", "json", "sarif"} <= {it.form for it in outcomes}


def test_a_seed_says_everything() -> None:
    """What was found once can be found again."""
    assert [draw_trial(SEED, it) for it in range(40)] == [draw_trial(SEED, it) for it in range(40)]


def test_every_promise_is_kept(trials: list[Trial], outcomes: list[Outcome]) -> None:
    """Exit codes, reports that can be read back, files that are whole, and never a traceback."""
    broken = [
        (it, outcome.flaw) for it, outcome in zip(trials, outcomes, strict=True) if outcome.flaw
    ]

    # `python -m tests.fuzz --seed SEED --only NUMBER` shows one of them, made smaller.
    assert broken == []


@pytest.mark.parametrize("broken", ("", "{}", "[", "crash", "\x1b[31m"))
def test_a_broken_promise_is_noticed(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """What finds nothing above would find something, and the input is made smaller with it."""

    def pieces(*_: object) -> list[str]:
        if broken == "crash":
            raise KeyError(broken)
        return [broken]

    trial = Trial(
        0, 0, "request", "a.json", b'{"model": }', ("check", "a.json", "--format", "json")
    )
    whole = run_trial(trial)
    monkeypatch.setattr("lightmeter.report.json_v1.pieces", pieces)
    outcome = run_trial(trial)

    assert whole.flaw == ""
    assert outcome.flaw != ""
    assert len(shrink(trial, outcome).data) < len(trial.data)
