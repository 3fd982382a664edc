import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.diagnostic import Change, Citation, Diagnostic, Fix, Severity
from lightmeter.judge.retirement import describe_retirement
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
Load: TypeAlias = Callable[[str], Program]

DAY = dt.date(2026, 10, 23)
SOURCE = Citation("Video API", read="2026-01-02")


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The program of a model whose table is given."""

    def run(table: str) -> Program:
        put("acme/video", pack_text(models=f"[models.video]\n{table}"))
        return shelf.program("acme/video", "video")

    return run


def only(program: Program, day: dt.date) -> Diagnostic:
    (found,) = describe_retirement(program, day)
    return found


def test_nothing_is_said_of_a_model_that_stays(load: Load) -> None:
    assert describe_retirement(load(""), DAY) == ()


def test_before_the_day_it_is_a_warning(load: Load) -> None:
    program = load('retires = "2026-10-23"\nsuccessor = "video-2"')

    assert only(program, dt.date(2026, 9, 18)) == Diagnostic(
        rule="model-retires",
        severity=Severity.WARNING,
        message="model video retires on 2026-10-23, in 35 days; write video-2, its successor",
        pointer=("model",),
        fix=Fix(
            safe=False,
            description="write video-2",
            changes=(Change(("model",), "set", "video-2"),),
        ),
        pack="acme/video",
        basis="documented",
        citation=SOURCE,
        suggestion="video-2",
    )


def test_from_the_day_on_it_is_an_error(load: Load) -> None:
    program = load('retires = "2026-10-23"\nsuccessor = "video-2"')

    assert only(program, DAY) == Diagnostic(
        rule="model-retired",
        severity=Severity.ERROR,
        message="model video was retired on 2026-10-23; write video-2, its successor",
        pointer=("model",),
        fix=Fix(
            safe=False,
            description="write video-2",
            changes=(Change(("model",), "set", "video-2"),),
        ),
        pack="acme/video",
        basis="documented",
        citation=SOURCE,
        suggestion="video-2",
    )


@pytest.mark.parametrize(
    ("retires", "day", "rule"),
    (
        ("2026-10-23", "2026-10-22", "model-retires"),
        ("2026-10-23", "2026-10-23", "model-retired"),
        ("2026-10-23", "2026-10-24", "model-retired"),
        ("2026-10-23", "1999-12-31", "model-retires"),
        ("2028-02-29", "2028-02-28", "model-retires"),
        ("2028-02-29", "2028-02-29", "model-retired"),
        ("2028-02-29", "2029-02-28", "model-retired"),
        ("2028-03-01", "2028-02-29", "model-retires"),
        ("2027-01-01", "2026-12-31", "model-retires"),
        ("9999-12-31", "9999-12-30", "model-retires"),
        ("0001-01-01", "0001-01-01", "model-retired"),
    ),
)
def test_the_day_itself_is_the_first_on_which_it_is_gone(
    load: Load, retires: str, day: str, rule: str
) -> None:
    found = only(load(f'retires = "{retires}"'), dt.date.fromisoformat(day))

    assert found.rule == rule


@pytest.mark.parametrize(
    ("day", "away"),
    (("2026-10-22", "in 1 day;"), ("2026-10-21", "in 2 days;"), ("2023-10-23", "in 1,096 days;")),
)
def test_the_days_that_are_left_are_counted(load: Load, day: str, away: str) -> None:
    assert away in only(load('retires = "2026-10-23"'), dt.date.fromisoformat(day)).message


def test_days_are_counted_over_a_leap_day(load: Load) -> None:
    program = load('retires = "2028-03-01"')

    assert "in 2 days" in only(program, dt.date(2028, 2, 28)).message


def test_without_a_successor_there_is_no_fix(load: Load) -> None:
    program = load('retires = "2026-10-23"')
    before, after = only(program, dt.date(2026, 10, 22)), only(program, DAY)

    assert (before.fix, before.suggestion, after.fix, after.suggestion) == (None, "", None, "")
    remedy = "; choose another model, for no successor is named"
    assert before.message == f"model video retires on 2026-10-23, in 1 day{remedy}"
    assert after.message == f"model video was retired on 2026-10-23{remedy}"


def test_what_is_inferred_never_blocks(load: Load) -> None:
    program = load('retires = "2026-10-23"\nbasis = "inferred"')
    before, after = only(program, dt.date(2026, 10, 22)), only(program, DAY)

    assert (before.rule, before.severity, before.basis) == (
        "model-retires",
        Severity.WARNING,
        "inferred",
    )
    assert (after.rule, after.severity, after.basis) == (
        "model-retired",
        Severity.WARNING,
        "inferred",
    )
    assert before.message.startswith("model video probably retires on")
    assert after.message.startswith("model video was probably retired on")


def test_what_was_observed_blocks(load: Load) -> None:
    program = load('retires = "2026-10-23"\nbasis = "observed"')

    assert only(program, DAY).severity is Severity.ERROR


def test_a_name_hands_no_controls_to_a_terminal(load: Load) -> None:
    program = load('retires = "2026-10-23"\nsuccessor = "video\\u001b[31m"')

    assert only(program, DAY).message.isprintable()
