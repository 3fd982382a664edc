import json
from typing import Any

import pytest

from lightmeter.document.nesting import MAX_NESTING, brackets_too_deep, value_too_deep


def nest(levels: int) -> str:
    return (
        '[{"a":' * (levels // 2)
        + "[]" * (levels % 2)
        + "1" * (1 - levels % 2)
        + "}]" * (levels // 2)
    )


@pytest.mark.parametrize("levels", (1, 2, 99, 100, 101, 102, 300))
def test_a_hundred_levels_are_allowed(levels: int) -> None:
    text = nest(levels)
    value: Any = json.loads(text)

    assert brackets_too_deep(text) == (levels > MAX_NESTING)
    assert value_too_deep(value) == (levels > MAX_NESTING)


@pytest.mark.parametrize(
    "string", ("[" * 200, '\\"' + "[" * 200, "\\\\\\\\", '\\\\\\"' + "{" * 200, "é\\u005b[[")
)
def test_brackets_in_strings_count_for_nothing(string: str) -> None:
    text = f'[["{string}"], ' + ", ".join(["[]"] * 200) + f', "{string}"]'
    assert json.loads(text)

    assert not brackets_too_deep(text)


def test_brackets_after_a_string_with_escapes_count() -> None:
    assert brackets_too_deep('["\\\\", "\\"", "[", ' + "[" * 100)


def test_many_containers_side_by_side_are_not_deep() -> None:
    text = "[" + ",".join(["{}"] * 1000) + "]"

    assert not brackets_too_deep(text)
    assert not value_too_deep(json.loads(text))


@pytest.mark.parametrize("value", (None, 1, "text", [], {}))
def test_a_flat_value_is_not_deep(value: Any) -> None:
    assert not value_too_deep([value])
