from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.language.check import check, check_cases
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, FieldDeclaration, LetDeclaration, Scope
from lightmeter.language.truth import constant_truth
from lightmeter.language.typed import Typed
from lightmeter.language.types import IntegerType, ObjectType, StringType, UnionType

Checked: TypeAlias = Callable[..., Typed]


@pytest.mark.parametrize(
    "text",
    (
        "n <= 20",
        "n < 16",
        "n >= 1",
        "n > 0.5",
        "n != 16",
        "n == n",
        "n + 1 <= n + 1",
        "0 < n < 16",
        "quality == quality",
        'quality in ["low", "medium", "high"]',
        "m % 2 in [0, 1]",
        "n not in [0, 16]",
        "n not in [0.5, 2.25]",
        "n < 16 or audio",
        "not n > 15",
        '"a" == "a"',
        "3 == 3",
        "true",
    ),
)
def test_evidently_true(checked: Checked, text: str) -> None:
    assert constant_truth(checked(text)) is True
    assert constant_truth(checked(f"not ({text})")) is False


@pytest.mark.parametrize(
    "text",
    (
        "n <= 14",
        "n < 15",
        "n <= 1",
        "n > 1",
        "n >= 15",
        "n < m",
        "n == 15",
        "n == m",
        "n in [1, 20]",
        "scale > 3",
        "scale == 0.5",
        'quality == "low"',
        'quality in ["low", "high"]',
        'size in ["auto", "1:1", "16:9"]',
        'frame in ["auto", "1:1", "16:9"]',
        "size == frame",
        "has(seed)",
        "audio",
        "n < 16 and audio",
        "1 <= n < m",
    ),
)
def test_open(checked: Checked, text: str) -> None:
    assert constant_truth(checked(text)) is None


def test_an_unbounded_integer_is_open(checked: Checked) -> None:
    assert constant_truth(checked("seed < 20", "has(seed)")) is None
    assert constant_truth(checked("seed > 0", "has(seed)")) is True


def test_cases_that_agree_are_evident(scope: Scope) -> None:
    def truth(*cases: tuple[str | None, str]) -> bool | None:
        read = tuple(
            Case(None if when is None else parse(when), parse(then)) for when, then in cases
        )
        return constant_truth(check_cases(read, scope))

    assert truth(("audio", "n < 16"), (None, "m < 16")) is True
    assert truth(("audio", "n < 16"), (None, "m > 16")) is None
    assert truth(("n > 16", "audio"), (None, "m > 16")) is False
    assert truth(("n < 16", "m > 16"), (None, "audio")) is False


def test_a_narrowed_named_value_is_looked_through(scope: Scope) -> None:
    cases = (Case(parse("audio"), parse("1")), Case(None, parse("2")))
    wider = {**scope, ("count",): LetDeclaration("count", cases)}

    assert constant_truth(check(parse("count < 3"), wider)) is True
    assert constant_truth(check(parse("count in [1, 2]"), wider)) is True
    assert constant_truth(check(parse("count == 2"), wider)) is None


def test_a_list_is_held_against_the_widest_interval_at_once(scope: Scope) -> None:
    """Whether 0.5 is among nine million billion integers is not found out by counting."""
    wide = FieldDeclaration(("wide",), IntegerType(0, SAFE_INTEGER), certain=True)
    wider = {**scope, ("wide",): wide}

    assert constant_truth(check(parse("wide in [0.5, 2.5]"), wider)) is False
    assert constant_truth(check(parse("wide in [0.5, 2.0]"), wider)) is None
    assert constant_truth(check(parse("wide in [0.5, 999999999999999]"), wider)) is None


def test_sets_of_several_values_are_open_even_where_they_are_the_same(checked: Checked) -> None:
    assert constant_truth(checked("tier == resolution", "has(resolution)")) is None


def test_a_member_of_several_forms_is_never_evidently_text(scope: Scope) -> None:
    form = UnionType((StringType(frozenset({"auto"})), ObjectType()))
    wider = {**scope, ("form",): FieldDeclaration(("form",), form, certain=True)}

    assert constant_truth(check(parse('form == "auto"'), wider)) is None
