"""Hostile packs are refused in one line or do no harm, whatever reads them."""

import pickle
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.hostile.table import BOMBS
from tests.hostile.trial import PROVING, Outcome

Outcomes: TypeAlias = dict[str, Outcome]

ROOT = Path(__file__).resolve().parents[2]
MOST_MIB = 200
NAMES = sorted(BOMBS)
# What a terminal acts on, or takes for the end of a line; a line feed ends one.
ACTED_ON = frozenset(
    letter
    for letter in map(chr, range(0x110000))
    if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
) - {"\n"} | frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    """What came of every bomb, each set off in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    found: Outcomes = pickle.loads(done.stdout)  # noqa: S301 - of our own process
    return found


def test_there_are_bombs_of_every_kind(outcomes: Outcomes) -> None:
    assert outcomes.keys() == BOMBS.keys()
    assert len(BOMBS) > 300
    assert all(outcome.steps for outcome in outcomes.values())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_our_own_errors_is_raised(outcomes: Outcomes, name: str) -> None:
    """Every call ends with 0, 1 or 2, and without a traceback."""
    steps = outcomes[name].steps

    assert [it.crash for it in steps if it.crash] == []
    assert {it.code for it in steps} <= {0, 1, 2}
    assert [it.call for it in steps if "Traceback" in it.stdout + it.stderr] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_error_is_one_line_and_a_code_frame(outcomes: Outcomes, name: str) -> None:
    """The reason stands on one line; below it at most a line of the pack and its carets."""
    failed = [it for it in outcomes[name].steps if it.code == 2]
    lines = [line for it in failed for line in it.stderr.split("\n")]
    reasons = [line for line in lines if line and not line.startswith("    ")]

    # `packs check` shows what is wrong as what it was asked for: on standard output.
    assert all(it.stderr or it.call.startswith("packs check") for it in failed)
    assert max(map(len, reasons), default=0) < 1_300
    # `packs test` has one for each pack that it was given.
    for it in failed:
        if not it.call.startswith(("packs test", "packs check")):
            assert len([line for line in it.stderr.split("\n") if line[:4].strip()]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_refused_for_the_right_reason_or_loads(outcomes: Outcomes, name: str) -> None:
    """What is wrong is said by the command that proves everything; else it lists the rules."""
    bomb = BOMBS[name]
    proving = [it for it in outcomes[name].steps if it.call.startswith(PROVING)]

    assert proving
    for it in proving:
        says = bomb.says
        if "--overlay" in it.call and bomb.overlay_says is not None:
            says = bomb.overlay_says
        if "--overlay" in it.call and "nothing reads" in it.stderr:
            # A named value of an overlay is refused for that before it is looked at.
            assert it.code == 2
            continue
        assert says in it.stderr
        assert it.code == (2 if says else 0)


@pytest.mark.parametrize("name", NAMES)
def test_no_output_holds_what_a_terminal_acts_on(outcomes: Outcomes, name: str) -> None:
    shown = "".join(it.stdout + it.stderr for it in outcomes[name].steps)

    assert ACTED_ON.isdisjoint(shown)


@pytest.mark.parametrize("name", NAMES)
def test_memory_is_bounded(outcomes: Outcomes, name: str) -> None:
    """The whole process, interpreter included, stays below 200 MB."""
    assert outcomes[name].peak < MOST_MIB
