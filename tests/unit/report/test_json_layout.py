from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.report.json_layout import Items, Members, lay_out
from lightmeter.report.json_text import write_json


def text(value: Any, width: int, before: str = "") -> str:
    return "".join(lay_out(value, width, before))


@given(st.lists(st.text(max_size=6) | st.lists(st.integers(0, 99))), st.integers(1, 40))
def test_items_are_laid_out_as_a_list(items: list[Any], width: int) -> None:
    """Whether they fit into a line or not."""
    assert text(Items(iter(items)), width) == write_json(items, indent=2, width=width)


def test_members_are_laid_out_as_an_object_that_fits_nowhere() -> None:
    value = Members(
        [("a", 1), ("b", Items(iter([[1, 2], "xxxxxxxxxxxxxxxxxx"]))), ("c", Items([Members([])]))]
    )

    assert text(value, 20) == (
        "{\n"
        '  "a": 1,\n'
        '  "b": [\n'
        "    [1, 2],\n"
        '    "xxxxxxxxxxxxxxxxxx"\n'
        "  ],\n"
        '  "c": [\n'
        "    {}\n"
        "  ]\n"
        "}"
    )


@pytest.mark.parametrize(("width", "taken"), ((20, 8), (8, 4)))
def test_no_more_items_are_held_than_a_line_has(width: int, taken: int) -> None:
    """An item is asked for once those before it are written."""
    asked = 0

    def items() -> Iterator[int]:
        nonlocal asked
        for asked in range(1, 1000):  # noqa: B007 - it is what is looked at
            yield 12345

    pieces = lay_out(Items(items()), width)
    next(pieces)
    assert asked <= taken
