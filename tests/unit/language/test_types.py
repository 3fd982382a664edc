import re

import pytest

from lightmeter.language.types import (
    ANY_STRING,
    BOOLEAN,
    NUMBER,
    IntegerType,
    ObjectType,
    StringType,
    Type,
    UnionType,
    bounds,
    describe,
    describe_values,
    join,
    kinds,
    possible,
)

_PATTERN = re.compile("[0-9]+")
_OTHER = re.compile("[a-z]+")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    (
        (IntegerType(1, 3), IntegerType(-5, 2), IntegerType(-5, 3)),
        (IntegerType(1, None), IntegerType(-5, 2), IntegerType(-5, None)),
        (IntegerType(None, 3), IntegerType(1, 2), IntegerType(None, 3)),
        (IntegerType(1, 3), NUMBER, NUMBER),
        (BOOLEAN, BOOLEAN, BOOLEAN),
        (BOOLEAN, IntegerType(), None),
        (ANY_STRING, IntegerType(), None),
        (
            StringType(frozenset("a")),
            StringType(frozenset("b"), _PATTERN),
            StringType(frozenset("ab"), _PATTERN),
        ),
        (
            StringType(None, _PATTERN),
            StringType(frozenset("b")),
            StringType(frozenset("b"), _PATTERN),
        ),
        (StringType(None, _PATTERN), StringType(None, _OTHER), ANY_STRING),
        (StringType(frozenset("a")), ANY_STRING, ANY_STRING),
    ),
)
def test_joined_types_hold_the_values_of_both(
    left: Type, right: Type, expected: Type | None
) -> None:
    assert join(left, right) == expected
    assert join(right, left) == expected


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    (
        (ANY_STRING, "x", True),
        (StringType(frozenset({"a"})), "a", True),
        (StringType(frozenset({"a"})), "1", False),
        (StringType(frozenset({"a"}), _PATTERN), "1", True),
        (StringType(frozenset({"a"}), _PATTERN), "1a", False),
        (StringType(None, _PATTERN), "1", True),
        (StringType(None, _PATTERN), "a", False),
    ),
)
def test_a_string_is_possible_by_set_or_by_pattern(
    type_: StringType, text: str, *, expected: bool
) -> None:
    assert possible(type_, text) is expected


def test_bounds_are_never_beyond_exact_integers() -> None:
    assert bounds(IntegerType()) == (-(2**53) + 1, 2**53 - 1)
    assert bounds(IntegerType(-(2**60), 5)) == (-(2**53) + 1, 5)


def test_a_union_has_all_the_kinds_of_its_members() -> None:
    union = UnionType((ANY_STRING, ObjectType()))

    assert kinds(union) == {"string", "object"}
    assert describe(union) == "a string or an object"


def test_many_values_are_cut_short() -> None:
    assert describe_values(["b", "a"]) == "a, b"
    assert describe_values(str(number) for number in range(10, 30)).endswith("20, 21, …")
