"""MindVideo prints its JSON Schema: what it accepts is what lightmeter accepts."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from tests.property.strategies import PROMISE, json_values, near_valid

SCHEMA = json.loads(
    (Path(__file__).parent / "mindvideo-input.schema.json").read_text(encoding="utf-8")
)
ORACLE = Draft202012Validator(SCHEMA)
MODEL = "doubao-seedream-5-0-lite"
PROGRAM = Shelf().program(f"mindvideo/{MODEL}", MODEL)
JUDGE = generate_judge(PROGRAM)


def plain(value: Any) -> Any:
    """As `json` would read it: floats for decimals, lists for tuples."""
    return json.loads(json.dumps(value, default=lambda it: float(it) if it.is_finite() else None))


def accepted(value: Any) -> bool:
    return not JUDGE({"model": MODEL, "input": value}, None).rejected


def allowed(value: Any) -> bool:
    """By the schema, and by the sum that stands in one of its descriptions."""
    if not ORACLE.is_valid(value):
        return False
    references = len(value.get("image_urls", ()))
    return bool(references + value.get("n", 1) <= 15)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@PROMISE
@given(near_valid(PROGRAM))
def test_near_valid_inputs_are_accepted_as_the_schema_does(body: dict[str, Any]) -> None:
    value = plain(body.get("input"))

    assert accepted(value) is allowed(value)


@PROMISE
@given(json_values().map(plain))
def test_any_json_is_accepted_as_the_schema_does(value: Any) -> None:
    assert accepted(value) is allowed(value)


@PROMISE
@given(st.dictionaries(st.sampled_from([*SCHEMA["properties"], "N", "model"]), json_values()))
def test_any_values_of_known_members_are_accepted_as_the_schema_does(
    members: dict[str, Any],
) -> None:
    value = plain({"prompt": "x", **members})

    assert accepted(value) is allowed(value)


@pytest.mark.parametrize("references", range(16))
@pytest.mark.parametrize("n", (None, *range(1, 16)))
def test_references_and_images_are_fifteen_together(references: int, n: int | None) -> None:
    value: dict[str, Any] = {"prompt": "x"}
    if references:
        value["image_urls"] = ["https://example.com/a.png"] * references
    if n is not None:
        value["n"] = n

    assert accepted(value) is allowed(value)


@pytest.mark.parametrize(
    ("n", "fine"),
    ((1.0, True), (15.0, True), (0.0, False), (1.5, False), (2**53, False), (-(2**53), False)),
)
def test_an_integral_float_is_an_integer_to_both(n: float, fine: bool) -> None:
    value = {"prompt": "x", "n": n}

    assert accepted(value) is fine
    assert allowed(value) is fine
