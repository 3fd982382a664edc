from typing import Any

import pytest

from lightmeter.entries import Entry, entries
from lightmeter.misfit import Misfit


def data_of(value: Any) -> list[Any]:
    """The data of every entry, and the paths of misfits."""
    return [it.data if isinstance(it, Entry) else it.path for it in entries(value)]


def test_a_document_of_one_request_is_one_entry() -> None:
    assert list(entries({"model": "m"})) == [Entry({"model": "m"})]
    assert list(entries({})) == [Entry({})]


def test_an_array_holds_requests() -> None:
    found = list(entries([{"model": "a"}, {}, 5, [{"model": "b"}]]))

    assert found == [
        Entry({"model": "a"}, (0,)),
        Entry({}, (1,)),
        Misfit((2,), "a request is an object; this is none"),
        Misfit((3,), "a request is an object; this is none"),
    ]
    assert list(entries([])) == []


@pytest.mark.parametrize("value", (None, 5, "x", True, 1.5))
def test_anything_else_is_no_request(value: Any) -> None:
    assert list(entries(value)) == [Misfit((), "a request is an object or a table; this is none")]


def test_a_batch_lends_its_provider_and_defaults_to_each_request() -> None:
    batch = {
        "provider": "p",
        "defaults": {"model": "m", "input": {"a": 1, "deep": {"x": 1, "y": [1]}}},
        "requests": [
            {},
            {"model": "other", "input": {"a": 2, "b": 3, "deep": {"y": [2]}}},
            {"provider": "q", "input": "text"},
            {"input": {"deep": None}},
        ],
    }
    outer = (("defaults",), ())

    assert list(entries(batch)) == [
        Entry(
            {"provider": "p", "model": "m", "input": {"a": 1, "deep": {"x": 1, "y": [1]}}},
            ("requests", 0),
            outer,
        ),
        Entry(
            {
                "provider": "p",
                "model": "other",
                "input": {"a": 2, "b": 3, "deep": {"x": 1, "y": [2]}},
            },
            ("requests", 1),
            outer,
        ),
        Entry({"provider": "q", "model": "m", "input": "text"}, ("requests", 2), outer),
        Entry(
            {"provider": "p", "model": "m", "input": {"a": 1, "deep": None}},
            ("requests", 3),
            outer,
        ),
    ]


def test_a_table_never_merges_with_anything_else() -> None:
    batch = {"defaults": {"input": [1]}, "requests": [{"input": {"a": 1}}, {"input": []}]}

    assert data_of(batch) == [{"input": {"a": 1}}, {"input": []}]


def test_the_defaults_own_provider_is_nearer_than_the_batchs() -> None:
    batch = {"provider": "far", "defaults": {"provider": "near"}, "requests": [{}]}

    assert data_of(batch) == [{"provider": "near"}]


def test_merging_leaves_the_defaults_as_they_are() -> None:
    defaults = {"input": {"a": {"b": 1}}}
    batch = {"defaults": defaults, "requests": [{"input": {"a": {"c": 2}}}, {}]}

    assert data_of(batch)[0] == {"input": {"a": {"b": 1, "c": 2}}}
    assert data_of(batch)[1] == {"input": {"a": {"b": 1}}}
    assert defaults == {"input": {"a": {"b": 1}}}


@pytest.mark.parametrize(
    ("batch", "found"),
    (
        ({"requests": None}, [("requests",)]),
        ({"requests": 5}, [("requests",)]),
        ({"requests": []}, []),
        ({"requests": [5, {"a": 1}]}, [("requests", 0), {"a": 1}]),
        ({"requests": [{"a": 1}], "defaults": 5}, [("defaults",), {"a": 1}]),
        ({"requests": [{"a": 1}], "provider": 5}, [("provider",), {"a": 1}]),
        ({"requests": [{"a": 1}], "default": {"b": 2}}, [("default",), {"a": 1}]),
        ({"requests": [{"a": 1}], "model": "m"}, [("model",), {"a": 1}]),
    ),
)
def test_what_is_wrong_with_a_batch_keeps_no_good_request_from_being_checked(
    batch: dict[str, Any], found: list[Any]
) -> None:
    assert data_of(batch) == found


@pytest.mark.parametrize(
    "requests",
    ({}, {"model": "m", "input": {}}, "x", "some text"),
    ids=("none", "one", "x", "text"),
)
def test_requests_that_are_no_array_are_told_as_one_mistake(requests: Any) -> None:
    """`[requests]` for `[[requests]]` is easily written."""
    assert data_of({"requests": requests}) == [("requests",)]


def test_an_unknown_member_of_a_batch_is_told_with_those_that_are_known() -> None:
    misfit, _ = entries({"requests": [{}], "default": {}})

    assert misfit == Misfit(
        ("default",),
        '"default" is not known here',
        unknown="default",
        accepted=("provider", "defaults", "requests", "$schema"),
    )


def test_a_batch_may_name_its_schema_and_its_requests_are_without_it() -> None:
    (entry,) = entries({"$schema": "./m.schema.json", "requests": [{"model": "m"}]})

    assert isinstance(entry, Entry)
    assert entry.data == {"model": "m"}


def test_a_schema_that_a_batch_does_not_name_by_a_text_is_a_misfit() -> None:
    misfit, _ = entries({"$schema": {}, "requests": [{"model": "m"}]})

    assert misfit == Misfit(("$schema",), "a table is not a text")
