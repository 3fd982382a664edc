from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.report.json_text import Shared, write_json


class Odd(dict[str, Any]):
    """No plain dict, so that the careful writer writes it."""


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.text('\x00\x1f\x7f\x85\u061c\u2028\ud800"\\/é猫', max_size=5)
    | st.decimals()
    | st.floats()
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.dictionaries(st.text(), inner).map(Odd)
    ),
    max_leaves=20,
)


def careful(value: Any) -> Any:
    """The same value, but nowhere plain."""
    if isinstance(value, dict):
        return Odd({key: careful(it) for key, it in value.items()})
    if isinstance(value, list | tuple):
        # A list is as plain as what is in it.
        return [careful(it) for it in value]
    return value


@given(_VALUES, st.sampled_from([None, 0, 2]), st.sampled_from(["", "  ", '    "key": ']))
def test_plain_data_is_written_as_with_care(value: Any, indent: int | None, before: str) -> None:
    """There are two writers, and one text."""
    expected = write_json(Odd({"": careful(value)}), indent=indent, before=before)

    assert write_json({"": value}, indent=indent, before=before) == expected


@given(_VALUES, st.sampled_from([2, 20, 40, 100]), st.sampled_from(["", "  ", '    "key": ']))
def test_lines_of_a_width_are_the_same_too(value: Any, width: int, before: str) -> None:
    expected = write_json(Odd({"": careful(value)}), indent=2, width=width, before=before)

    assert write_json({"": value}, indent=2, width=width, before=before) == expected


@pytest.mark.parametrize("indent", (None, 2))
@pytest.mark.parametrize("width", (0, 12, 60))
@pytest.mark.parametrize("around", (dict, Odd))
def test_a_shared_object_is_written_as_any_other(
    indent: int | None, width: int, around: type[dict[str, Any]]
) -> None:
    """Wherever it stands, and though it is written once for each way in which it stands."""
    members = {"a": 1, "b": {"c": [Decimal("2.50"), "é"]}}
    shared = Shared(members)

    written, expected = (
        write_json(
            around({"x": it, "longer": [it, {"z": it, "y": it}]}), indent=indent, width=width
        )
        for it in (shared, members)
    )
    assert written == expected


def test_what_stands_before_a_value_moves_its_lines() -> None:
    """It counts for the width, and is not written."""
    assert write_json({"b": 1}, indent=2, before='  "a": ') == '{\n    "b": 1\n  }'
    assert write_json({"b": 1}, indent=2, width=16, before='  "a": ') == '{"b": 1}'
    assert write_json({"b": 1}, indent=2, width=15, before='  "a": ') == '{\n    "b": 1\n  }'
