import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from lightmeter.misfit import Misfit, MisfitError, StructureError, show
from lightmeter.structure import as_table, as_text, make_structurer


@attrs.frozen
class Inner:
    """A table in a table."""

    name: str
    count: int = 0


@attrs.frozen
class Outer:
    """One field of every kind."""

    inner: Inner | None = None
    word: str = ""
    flag: bool = False
    either: str | int = ""
    table: Mapping[str, Any] = attrs.field(factory=dict)
    maybe: Mapping[str, Any] | None = None
    many: list[Inner] = attrs.field(factory=list)
    max_size: int = 0


structure = make_structurer(Inner, Outer, renamed={"max_size": "maxSize"})


def misfits(data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(StructureError) as caught:
        structure(data, Outer)
    return [(it.path, it.message) for it in caught.value.misfits]


def test_what_fits_becomes_a_class() -> None:
    assert structure(
        {
            "inner": {"name": "a", "count": 2},
            "word": "b",
            "flag": True,
            "either": 7,
            "table": {"x": [1]},
            "maybe": {},
            "many": [{"name": "c"}],
            "maxSize": 9,
        },
        Outer,
    ) == Outer(Inner("a", 2), "b", True, 7, {"x": [1]}, {}, [Inner("c")], 9)  # noqa: FBT003


def test_what_is_left_out_has_its_default() -> None:
    assert structure({}, Outer) == Outer()


@pytest.mark.parametrize(
    ("data", "path", "message"),
    (
        ({"word": 5}, ("word",), "5 is not a text"),
        ({"word": True}, ("word",), "true is not a text"),
        ({"word": None}, ("word",), "null is not a text"),
        ({"word": ["a"]}, ("word",), "an array is not a text"),
        ({"flag": 1}, ("flag",), "1 is not true or false"),
        ({"flag": "true"}, ("flag",), '"true" is not true or false'),
        ({"maxSize": "5"}, ("maxSize",), '"5" is not a whole number'),
        ({"maxSize": True}, ("maxSize",), "true is not a whole number"),
        ({"maxSize": 5.0}, ("maxSize",), "5.0 is not a whole number"),
        ({"either": True}, ("either",), "true is neither a text nor a whole number"),
        ({"either": 10**18}, ("either",), "the number is too long; write a text"),
        ({"table": []}, ("table",), "an array is not a table"),
        ({"maybe": "x"}, ("maybe",), '"x" is not a table'),
        ({"inner": []}, ("inner",), "an array is not a table"),
        ({"inner": {}}, ("inner",), "the key name is missing"),
        ({"inner": {"name": 5}}, ("inner", "name"), "5 is not a text"),
        ({"many": [{"name": "a"}, {"name": 5}]}, ("many", 1, "name"), "5 is not a text"),
        ({"many": [5]}, ("many", 0), "5 is not a table"),
        ({"many": 5}, ("many",), "an array is expected here"),
        ({"many": None}, ("many",), "an array is expected here"),
    ),
)
def test_what_does_not_fit_is_told_where_it_is(
    data: dict[str, Any], path: tuple[str | int, ...], message: str
) -> None:
    assert misfits(data) == [(path, message)]


@pytest.mark.parametrize(
    "value", ({}, {"name": "a"}, "ab", ""), ids=("none", "one", "text", "empty")
)
def test_what_is_no_array_is_one_misfit(value: Any) -> None:
    assert misfits({"many": value}) == [(("many",), "an array is expected here")]


@pytest.mark.parametrize("data", (None, 5, [], "x", True))
def test_what_is_no_table_at_all_is_one_misfit(data: Any) -> None:
    assert misfits(data) == [((), f"{show(data)} is not a table")]


def test_every_misfit_is_told_at_once() -> None:
    found = misfits({"word": 5, "flag": 1, "many": [{"name": 1}, {"nam": 2}], "size": 3})

    assert {path for path, _ in found} == {
        ("word",),
        ("flag",),
        ("many", 0, "name"),
        ("many", 1),
        ("many", 1, "nam"),
        ("size",),
    }


def test_an_unknown_key_comes_with_the_keys_that_are_known() -> None:
    with pytest.raises(StructureError) as caught:
        structure({"inner": {"name": "a", "conut": 1}, "max_size": 1}, Outer)

    assert set(caught.value.misfits) == {
        Misfit(("inner", "conut"), '"conut" is not known here', "conut", ("name", "count")),
        Misfit(
            ("max_size",),
            '"max_size" is not known here',
            "max_size",
            ("inner", "word", "flag", "either", "table", "maybe", "many", "maxSize"),
        ),
    }


def test_the_error_speaks_for_all_misfits() -> None:
    error = StructureError((Misfit(("a",), "one"), Misfit(("b",), "two")))

    assert str(error) == "one; two"


def test_a_hook_may_refuse_in_its_own_words() -> None:
    def even(value: Any, _: Any) -> int:
        if not isinstance(value, int) or value % 2:
            raise MisfitError("an even number is wanted")
        return value

    custom = make_structurer(Inner, field_hooks={Inner: {"count": even}})

    assert custom({"name": "a", "count": 4}, Inner) == Inner("a", 4)
    with pytest.raises(StructureError) as caught:
        custom({"name": "a", "count": 3}, Inner)
    assert caught.value.misfits == (Misfit(("count",), "an even number is wanted"),)


@pytest.mark.parametrize(
    ("value", "text"), (("a", "a"), ("", ""), (dt.date(2026, 1, 2), "2026-01-02"))
)
def test_a_date_is_a_text(value: Any, text: str) -> None:
    """TOML writes a date without quotes."""
    assert as_text(value, str) == text


@pytest.mark.parametrize(
    "value", (5, None, dt.datetime(2026, 1, 2, tzinfo=dt.UTC), dt.time(10), b"a")
)
def test_nothing_else_is_a_text(value: Any) -> None:
    with pytest.raises(MisfitError, match="is not a text"):
        as_text(value, str)


def test_a_table_is_handed_on_as_it_is() -> None:
    table = {"a": 1}

    assert as_table(table, dict) is table


@pytest.mark.parametrize(
    ("value", "text"),
    (
        (True, "true"),
        (None, "null"),
        (5, "5"),
        ("x", '"x"'),
        ("x" * 100, '"' + "x" * 40 + '"'),
        ({}, "a table"),
        ([], "an array"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        (10**59, "1" + "0" * 59),
        (10**100, "a number of more than 60 digits"),
    ),
)
def test_a_value_is_shown_in_a_few_characters(value: Any, text: str) -> None:
    assert show(value) == text


def test_a_value_that_python_refuses_to_spell_is_shown_all_the_same() -> None:
    assert len(show(10**5000)) < 80


def test_controls_are_escaped_in_what_is_shown() -> None:
    assert show("\x1b[2J\n\u202e").isprintable()
