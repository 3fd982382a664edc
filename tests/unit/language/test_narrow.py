"""What is left of an expression; that it means the same is tried in tests/property."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from lightmeter.language.check import check_cases
from lightmeter.language.narrow import Known, narrow
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, Scope
from lightmeter.language.truth import constant_truth
from lightmeter.language.typed import Conditional, Constant, FieldValue, Node, Typed
from lightmeter.language.types import IntegerType, StringType

Checked: TypeAlias = Callable[..., Typed]

N = ("n",)
QUALITY = ("quality",)


def truth(node: Node) -> bool | None:
    return constant_truth(Typed(node))


def test_nothing_known_changes_nothing(checked: Checked) -> None:
    for text in ("n + m > 3 and audio", "credits[quality][tier] * n", "min(n, m, 4) == 4"):
        node = checked(text, "has(resolution)").node
        assert narrow(node, Known()) == node


@pytest.mark.parametrize(
    ("text", "value"),
    (
        ("n", 7),
        ("n + 1", 8),
        ("n - 8", -1),
        ("-n", -7),
        ("n * n", 49),
        ("n % 4", 3),
        ("n // 4", 1),
        ("min(n, 3)", 3),
        ("max(n, 3, 9)", 9),
        ("round_to(n, 4)", 8),
        ("n + 0.5", Decimal("7.5")),
        ("n > 6", True),
        ("3 < n < 7", False),
        ("n in [6, 7]", True),
        ("n not in [6, 7]", False),
        ("quality", "low"),
        ("len(quality)", 3),
        ('quality == "low"', True),
        ('quality in ["medium", "high"]', False),
        ('credits[quality]["2K"]', 4),
        ("not has(resolution)", True),
        ("tier", "1K"),
        ("credits[quality][tier]", 2),
        ("len(image_urls)", 0),
        ("not audio", False),
        ("audio and n > 6", True),
        ("n > 7 or audio", True),
    ),
)
def test_what_is_known_is_worked_out(checked: Checked, text: str, value: Any) -> None:
    known = Known(
        {N: 7, QUALITY: "low", ("audio",): True},
        {("resolution",): False, ("image_urls",): False},
    )

    assert narrow(checked(text).node, known) == Constant(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("n > 3", True),
        ("n > 4", None),
        ("n > 7", False),
        ("n + 1 > 4", True),
        ("n - 8 < 0", True),
        ("-n >= -7", True),
        ("n * 2 > 14", False),
        ("n % 8 >= 4", True),
        ("n % 5 < 5", True),
        ("n % 5 == 4", None),
        ("n // 4 == 1", True),
        ("min(n, 3) == 3", True),
        ("max(n, 9) == 9", True),
        ("min(n, 5) < 4", False),
        ("round_to(n, 4) in [4, 8]", None),
        ("round_to(n, 4) < 4", False),
        ("round_to(n, 16) == 16", True),
        ("n in [1, 2, 3]", False),
        ("n not in [8, 9]", True),
        ("n in [4, 5, 6, 7]", True),
        ("n == m", None),
    ),
)
def test_a_stretch_is_carried_through(checked: Checked, text: str, expected: bool | None) -> None:
    known = Known({N: IntegerType(4, 7)})

    assert truth(narrow(checked(text).node, known)) is expected


def test_an_array_is_known_by_its_length(checked: Checked) -> None:
    node = checked("len(image_urls) > 3").node
    path = ("image_urls",)

    assert truth(narrow(node, Known({path: IntegerType(4, 14)}, {path: True}))) is True
    assert truth(narrow(node, Known({path: IntegerType(0, 3)}, {path: True}))) is False
    assert truth(narrow(node, Known({}, {path: True}))) is None
    assert truth(narrow(node, Known({}, {path: False}))) is False
    assert narrow(checked("len(image_urls)").node, Known({path: IntegerType(2, 2)})) == Constant(2)


def test_a_text_is_known_by_its_shape(checked: Checked) -> None:
    shape = StringType(frozenset({"low", "high"}))
    node = narrow(checked('quality == "medium"').node, Known({QUALITY: shape}))

    assert truth(node) is False
    assert narrow(checked("quality").node, Known({QUALITY: shape})) == FieldValue(QUALITY, shape)


def test_what_was_sent_is_known_apart_from_its_value(checked: Checked) -> None:
    has = checked("has(resolution)").node

    assert narrow(has, Known({}, {("resolution",): True})) == Constant(value=True)
    assert narrow(has, Known({("resolution",): "1K"})) == has


class TestCases:
    """Ordered cases lose those that cannot apply, and end with one that must."""

    @pytest.fixture
    def node(self, scope: Scope) -> Conditional:
        """Three cases and what is left."""
        pairs = (("n > 12", "1"), ("n > 8", "2"), ("audio", "3"), (None, "4"))
        cases = tuple(Case(parse(when) if when else None, parse(then)) for when, then in pairs)
        node = check_cases(cases, scope).node
        assert isinstance(node, Conditional)
        return node

    def test_that_cannot_apply_are_left_out(self, node: Conditional) -> None:
        """Of all that n decides nothing remains."""
        left = narrow(node, Known({N: IntegerType(1, 8)}))

        assert isinstance(left, Conditional)
        assert [then for _, then in left.cases] == [Constant(3)]
        assert left.otherwise == Constant(4)

    def test_that_must_apply_end_the_list(self, node: Conditional) -> None:
        """What stands below is never looked at."""
        left = narrow(node, Known({N: IntegerType(9, 15)}))

        assert isinstance(left, Conditional)
        assert [then for _, then in left.cases] == [Constant(1)]
        assert left.otherwise == Constant(2)

    def test_of_which_one_is_left_are_its_value(self, node: Conditional) -> None:
        """A single value needs no condition."""
        assert narrow(node, Known({N: 13})) == Constant(1)
        assert narrow(node, Known({N: 1, ("audio",): False})) == Constant(4)

    def test_that_are_open_stay_open(self, scope: Scope) -> None:
        """Where none applies there is no value, and nothing is made up."""
        cases = (Case(parse("n > 12"), parse("1")),)
        node = check_cases(cases, scope, open=True).node
        left = narrow(node, Known({N: 1}))

        assert isinstance(left, Conditional)
        assert (left.cases, left.otherwise) == ((), None)
