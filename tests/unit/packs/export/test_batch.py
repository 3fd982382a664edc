from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lightmeter.packs.export.batch import escape_step, inherited, required

NUMBER = {"type": "integer"}


def accepts(schema: dict[str, Any], defaults: Any, *requests: Any) -> bool:
    batch = {"requests": list(requests)}
    if defaults is not None:
        batch["defaults"] = defaults
    return bool(Draft202012Validator(schema).is_valid(batch))


def test_a_default_counts_where_a_request_is_without_it() -> None:
    schema = inherited(("n",), {}, NUMBER)

    assert accepts(schema, {"n": 1}, {})
    assert not accepts(schema, {"n": "x"}, {})
    assert not accepts(schema, {"n": "x"}, {"n": 1}, {})


def test_a_default_that_every_request_replaces_harms_nobody() -> None:
    schema = inherited(("n",), {}, NUMBER)

    assert accepts(schema, {"n": "x"}, {"n": 1}, {"n": 2})
    assert accepts(schema, {"n": "x"})


def test_what_is_no_default_cannot_be_wrong() -> None:
    schema = inherited(("n",), {}, NUMBER)

    assert accepts(schema, None, {})
    assert accepts(schema, {}, {})


@pytest.mark.parametrize(
    ("request_", "sent"),
    (
        ({"input": {"size": {}}}, True),
        ({"input": {"size": {"w": 1}}}, False),
        ({"input": {"size": "1x1"}}, False),
        ({"input": {}}, False),
        ({}, False),
    ),
)
def test_tables_merge_at_every_depth_where_both_have_one(
    request_: dict[str, Any], *, sent: bool
) -> None:
    """Where the request has no such table the whole one is inherited, which is another demand."""
    schema = inherited(("input", "size", "w"), {}, NUMBER)

    assert accepts(schema, {"input": {"size": {"w": "x"}}}, request_) is not sent


def test_only_requests_of_a_kind_are_meant() -> None:
    of = {"properties": {"model": {"const": "a"}}, "required": ["model"]}
    schema = inherited(("n",), of, NUMBER)

    assert accepts(schema, {"n": "x"}, {"model": "b"}, {})
    assert not accepts(schema, {"n": "x"}, {"model": "b"}, {"model": "a"})


def test_what_is_required_stands_in_the_defaults_or_in_each_request() -> None:
    schema = required(("input", "prompt"), {})

    assert accepts(schema, {"input": {"prompt": "x"}}, {"input": {}}, {})
    assert accepts(schema, {"input": {}}, {"input": {"prompt": "x"}})
    assert not accepts(schema, {"input": {}}, {"input": {"prompt": "x"}}, {"input": {}})
    assert not accepts(schema, None, {"input": {}})


def test_a_default_that_is_no_table_brings_nothing() -> None:
    schema = required(("input", "prompt"), {})

    assert not accepts(schema, {"input": "prompt"}, {"input": {}})
    assert not accepts(schema, "defaults", {"input": {}})


def test_nothing_is_required_within_a_table_that_is_not_sent() -> None:
    assert accepts(required(("input", "size", "w"), {}), None, {"input": {}}, {})


def test_only_requests_of_a_kind_need_what_they_require() -> None:
    of = {"properties": {"model": {"const": "a"}}, "required": ["model"]}
    schema = required(("input",), of)

    assert accepts(schema, None, {"model": "b"})
    assert not accepts(schema, None, {"model": "a"})


@pytest.mark.parametrize(
    ("name", "step"),
    (("prompt", "prompt"), ("$schema", "$schema"), ("a/b~c", "a~1b~0c"), ("a b%", "a%20b%25"),
     ("犬", "%E7%8A%AC"), ('"', "%22")),
)  # fmt: skip
def test_a_reference_can_name_any_member(name: str, step: str) -> None:
    assert escape_step(name) == step
    schema = {"properties": {name: NUMBER, "x": {"$ref": f"#/properties/{step}"}}}
    assert not Draft202012Validator(schema).is_valid({"x": "a"})
