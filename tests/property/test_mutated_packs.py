"""A shipped pack with mistakes in it is refused in one line, or judges like any other."""

from collections import Counter

import pytest

from tests.hostile.mutants import Fate, mutants, try_mutant

Fates = list[Fate]

# `python -m benchmarks.hostile --count 20000` tries many more.
COUNT = 400


@pytest.fixture(scope="module")
def fates() -> Fates:
    """What became of each mutant."""
    return [try_mutant(pack, text) for pack, text in mutants(0, COUNT)]


def test_mutants_come_to_every_end(fates: Fates) -> None:
    """Else what is said of them here would be said of nothing."""
    stages = Counter(it.stage for it in fates)

    assert len(fates) == COUNT
    assert stages[""] > COUNT / 10
    assert stages["read"] > COUNT / 10
    assert stages["prove"] > COUNT / 20


def test_nothing_but_our_own_errors_is_raised(fates: Fates) -> None:
    assert [it.crash for it in fates if it.crash] == []


def test_a_mistake_is_one_line_and_a_code_frame(fates: Fates) -> None:
    errors = [it.error for it in fates if it.error]

    assert {error.count("\n") for error in errors} <= {0, 2}
    assert all("\n    " in error for error in errors if error.count("\n"))


def test_what_is_proven_judges_the_same_generated_and_interpreted(fates: Fates) -> None:
    assert [it.unlike for it in fates if it.unlike] == []
