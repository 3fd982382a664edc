"""What is tried in place of a value: what the pack names, and nothing that anybody invents."""

from typing import Any

import pytest

from lightmeter.advice.choices import choices, is_setting, is_shape, lattice
from lightmeter.language.absent import ABSENT
from lightmeter.packs.field import Field
from lightmeter.packs.hints import Hints
from lightmeter.packs.member import Member


def member(**keywords: Any) -> Member:
    return Member(
        field=Field(**keywords),
        name="x",
        pointer=("input", "x"),
        path=("x",),
        bit=2,
        unknown_bit=2,
        checks={},
    )


def tried(value: Any, hints: Hints | None = None, **keywords: Any) -> list[Any]:
    return list(choices(member(**keywords), value, hints or Hints()))


@pytest.mark.parametrize(
    ("value", "keywords", "expected"),
    (
        ("a", {"type": ("string",), "enum": ("a", "b")}, ["b", ABSENT]),
        ("a", {"type": ("string",), "enum": ("a", "b"), "required": True}, ["b"]),
        (ABSENT, {"type": ("string",), "enum": ("a", "b")}, ["a", "b"]),
        (True, {"type": ("boolean",)}, [False, ABSENT]),
        (2, {"type": ("integer",), "minimum": 1, "maximum": 3}, [1, 3, ABSENT]),
        (
            4,
            {"type": ("integer",), "minimum": 1, "maximum": 9, "multiple_of": 4},
            [8, ABSENT],
        ),
        (5, {"type": ("integer",), "enum": (5, 10), "required": True}, [10]),
        # 1 is not true.
        (1, {"type": ("integer", "boolean"), "enum": (1,), "required": True}, [True, False]),
    ),
)
def test_every_choice_but_the_value_itself(
    value: Any, keywords: dict[str, Any], expected: list[Any]
) -> None:
    assert tried(value, **keywords) == expected


def test_of_many_numbers_those_that_make_a_difference() -> None:
    """The bounds, one more and one less, and what the pack compares the number with."""
    hints = Hints({("x",): frozenset({500})})
    found = tried(70, hints, type=("integer",), minimum=1, maximum=1000, required=True)

    assert sorted(found) == [1, 69, 71, 499, 500, 501, 1000]


def test_numbers_without_bounds_are_tried_beside_the_value() -> None:
    assert tried(7, type=("integer",), required=True) == [6, 8]


@pytest.mark.parametrize(
    ("keywords", "expected"),
    (
        ({"type": ("string",), "enum": ("a",)}, True),
        ({"type": ("boolean",)}, True),
        ({"type": ("number",)}, True),
        ({"type": ("string",)}, False),
        ({"type": ("array",)}, False),
        ({"type": ("object",)}, False),
        ({"type": ("boolean",), "unsupported": "not here"}, False),
    ),
)
def test_what_is_a_setting(keywords: dict[str, Any], expected: bool) -> None:
    assert is_setting(member(**keywords)) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    (("16:9", True), ("2304 x 1728", True), ("512*512", True), ("2K", False), (3, False)),
)
def test_a_ratio_is_a_shape(value: Any, expected: bool) -> None:
    assert is_shape(member(type=("string",), enum=("a",)), value) is expected


def test_the_numbers_of_a_step() -> None:
    assert list(lattice(member(type=("integer",), multiple_of=5), 3, 16)) == [5, 10, 15]
