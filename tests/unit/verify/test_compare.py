from decimal import Decimal
from typing import Any

import pytest

from lightmeter.verify.compare import differences, listed, range_words, same, shown


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    (
        (1, 1, True),
        (1, True, False),
        (5, 5.0, False),
        (5, Decimal(5), False),
        (Decimal("0.10"), Decimal("0.1"), False),
        (Decimal("NaN"), Decimal("NaN"), True),
        (Decimal("sNaN"), Decimal(1), False),
        ({"a": [1]}, {"a": (1,)}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([1], [1, 2], False),
        ("a", "a", True),
        (None, None, True),
        (None, {}, False),
    ),
)
def test_values_are_the_same_to_the_last_type(left: object, right: object, equal: bool) -> None:
    assert same(left, right) is equal
    assert same(right, left) is equal


@pytest.mark.parametrize(
    ("expected", "came", "said"),
    (
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": True}, ["what: expected /a = 1, got true"]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["what: expected /a/b = 1, got 2"]),
        ({"a": {}}, {"a": {"c": 3}}, ["what: /a/c = 3 was not expected"]),
        ({"a": 1}, {}, ["what: expected /a = 1, got none"]),
        ([1], [2], ["what: expected [1], got [2]"]),
        (1, "1", ['what: expected 1, got "1"']),
    ),
)  # fmt: skip
def test_one_line_says_each_difference(expected: Any, came: Any, said: list[str]) -> None:
    assert list(differences("what", expected, came)) == said


@pytest.mark.parametrize(
    ("value", "text"),
    (
        ({"a": 1, "b": ["x", True]}, '{ a = 1, b = ["x", true] }'),
        ({}, "{}"),
        ([], "[]"),
        (Decimal("0.50"), "0.50"),
    ),
)
def test_a_value_is_shown_as_toml_writes_it(value: Any, text: str) -> None:
    assert shown(value) == text


def test_ranges_and_lists_in_words() -> None:
    assert range_words(Decimal("0.50"), Decimal("0.5")) == "0.5"
    assert range_words(Decimal(1), Decimal("2.5")) == "1 to 2.5"
    assert listed(["a", "b"]) == "a, b"
    assert listed([]) == "none"
