import copy
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.diagnostic import Change
from lightmeter.fix.data import MISSING, ChangeError, changed, find_value, same

VALUE = {"a": {"b": [1, {"c": None}]}, "d": "x"}


@pytest.mark.parametrize(
    ("pointer", "value"),
    (
        ((), VALUE),
        (("a", "b", 1, "c"), None),
        (("a", "x"), MISSING),
        (("a", "b", 2), MISSING),
        (("a", "b", -1), MISSING),
        (("a", "b", "0"), MISSING),
        (("a", 0), MISSING),
        (("d", 0), MISSING),
    ),
)
def test_a_value_is_found_at_its_pointer(pointer: tuple[str | int, ...], value: Any) -> None:
    assert find_value(VALUE, pointer) is value


@pytest.mark.parametrize(
    ("changes", "value"),
    (
        ((Change(("d",), "set", 1),), {"a": {"b": [1, {"c": None}]}, "d": 1}),
        ((Change(("a", "b", 0), "set", 2),), {"a": {"b": [2, {"c": None}]}, "d": "x"}),
        ((Change(("e", "f"), "set", 1),), {**VALUE, "e": {"f": 1}}),
        ((Change(("a", "b", 0), "remove"),), {"a": {"b": [{"c": None}]}, "d": "x"}),
        ((Change(("a",), "remove"),), {"d": "x"}),
        ((Change(("e",), "remove"), Change(("a", "e", "f"), "remove")), VALUE),
        ((Change(("d",), "rename", "e"),), {"a": {"b": [1, {"c": None}]}, "e": "x"}),
        # One after the other.
        ((Change(("d",), "rename", "e"), Change(("e",), "set", 2)), {"a": VALUE["a"], "e": 2}),
    ),
)
def test_changes_make_a_new_value(changes: tuple[Change, ...], value: Any) -> None:
    before = copy.deepcopy(VALUE)

    assert changed(VALUE, changes) == value
    assert before == VALUE


@pytest.mark.parametrize(
    "change",
    (
        Change((), "set", 1),
        Change(("d", "x"), "set", 1),
        Change(("a", "b", 2), "set", 1),
        Change(("a", "b", 5, "c"), "set", 1),
        Change(("e",), "rename", "f"),
        Change(("d",), "rename", "a"),
        Change(("a", "b", 0), "rename", "f"),
        Change(("d",), "swap", 1),
    ),
)
def test_what_cannot_be_changed_is_refused(change: Change) -> None:
    with pytest.raises(ChangeError):
        changed(VALUE, [change])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    (
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ([1, 2], [2, 1], False),
        ([1], [1, 1], False),
        ({"a": 1}, {"b": 1}, False),
        (1, True, False),
        (5, Decimal(5), False),
        (Decimal("5.0"), Decimal("5.00"), True),
        (Decimal("NaN"), Decimal("NaN"), True),
        (Decimal(1), Decimal(2), False),
        (None, None, True),
        ({"a": [{"b": 1}]}, {"a": [{"b": Decimal(1)}]}, False),
    ),
)
def test_values_are_the_same_to_the_last_type(left: Any, right: Any, expected: bool) -> None:
    assert same(left, right) is expected
