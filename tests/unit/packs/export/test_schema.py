from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

from lightmeter.packs.export.schema import input_schema, payload_schema, request_file_schema
from lightmeter.packs.export.subject import Subject, find_subject
from lightmeter.packs.load import Shelf

Load: TypeAlias = Callable[..., list[Subject]]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
PROMPT = '[fields.prompt]\ntype = "string"\nrequired = true'


def accepts(schema: dict[str, Any], value: Any) -> bool:
    return bool(Draft202012Validator(schema).is_valid(value))


def test_a_schema_says_what_it_is(load: Load) -> None:
    subjects = load(PROMPT, top='source = "docs"\ntitle = "Acme Video"\nedition = "2026-01-01"')

    schema = payload_schema(subjects, only=False)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:lightmeter:acme/video:payload"
    assert schema["title"] == "Acme Video"
    assert schema["description"] == (
        "The body of requests for video, after the pack acme/video, edition 2026-01-01. How members"
        " depend on one another is checked by lightmeter alone."
    )


@pytest.mark.parametrize(
    ("schema", "name"),
    (
        (lambda it: payload_schema(it, only=True), "payload:video"),
        (lambda it: request_file_schema(it, only=False), "request-file"),
        (lambda it: request_file_schema(it, only=True), "request-file:video"),
        (lambda it: input_schema(it[0]), "input:video"),
    ),
)
def test_every_schema_has_a_name_of_its_own(
    load: Load, schema: Callable[[list[Subject]], dict[str, Any]], name: str
) -> None:
    assert schema(load(PROMPT))["$id"] == f"urn:lightmeter:acme/video:{name}"


def test_active_overlays_are_named(pack_text: PackText, put: Put) -> None:
    base = put("acme/video", pack_text(PROMPT))
    overlay = put(
        "shop",
        pack_text(
            "[fields.prompt]\nmaxLength = 3",
            pack="shop/limits",
            top='amends = "acme/video"\nsource = "docs"',
            models="",
        ),
    )

    shelf = Shelf([base], [overlay])
    schema = payload_schema([find_subject(shelf, "acme/video", "video")], only=True)
    assert "after the pack acme/video, amended by shop/limits." in schema["description"]
    assert not accepts(schema, {"model": "video", "input": {"prompt": "long"}})


def test_a_model_that_is_not_in_the_schema_passes(load: Load) -> None:
    schema = payload_schema(load(PROMPT), only=False)

    assert accepts(schema, {"model": "other"})
    assert not accepts(schema, {"model": "video"})
    assert not accepts(schema, {"model": " "})
    assert not accepts(schema, {"input": {"prompt": "x"}})


def test_the_schema_of_one_model_has_no_other(load: Load) -> None:
    schema = payload_schema(load(PROMPT), only=True)

    assert "$defs" not in schema
    assert not accepts(schema, {"model": "other", "input": {"prompt": "x"}})
    assert accepts(schema, {"model": "video", "input": {"prompt": "x"}})


def test_own_members_are_for_request_files(load: Load) -> None:
    top = 'source = "docs"\nadditionalProperties = false'
    subjects = load(f'[request]\ninput = ""\n{PROMPT}', top=top)
    body = {"model": "video", "prompt": "x"}
    own = {"$schema": "a", "provider": "acme", "id": 1, "headers": {}}

    assert accepts(payload_schema(subjects, only=False), body)
    assert not accepts(payload_schema(subjects, only=False), {**own, **body})
    assert accepts(request_file_schema(subjects, only=False), {**own, **body})
    assert not accepts(request_file_schema(subjects, only=False), {"more": 1, **body})


@pytest.mark.parametrize(
    ("own", "fits"),
    (
        ({"provider": "acme"}, True),
        ({"provider": ""}, False),
        ({"provider": 5}, False),
        ({"id": "a"}, True),
        ({"id": 7}, True),
        ({"id": 10**18}, False),
        ({"id": None}, False),
        ({"headers": {"A": "b"}}, True),
        ({"headers": []}, False),
        ({"$schema": "./a.json"}, True),
        ({"$schema": {}}, False),
    ),
)
def test_own_members_are_held_to_what_they_are(
    load: Load, own: dict[str, Any], *, fits: bool
) -> None:
    schema = request_file_schema(load(PROMPT), only=False)
    body = {"model": "video", "input": {"prompt": "x"}}

    assert accepts(schema, {**own, **body}) is fits
    assert accepts(schema, [{**own, **body}]) is fits
    assert accepts(schema, {"requests": [{**own, **body}]}) is fits
    assert accepts(schema, {"requests": [body], "defaults": own}) is fits


@pytest.mark.parametrize("name", ("Key", "KEY", "key"))
def test_a_header_is_a_text_in_either_case(load: Load, name: str) -> None:
    subjects = load(f'[request.headers.Key]\ntype = "string"\n{PROMPT}')
    schema = request_file_schema(subjects, only=False)
    body = {"model": "video", "input": {"prompt": "x"}}

    assert accepts(schema, {"headers": {name: "a", "Other": 5}, **body})
    assert not accepts(schema, {"headers": {name: 5}, **body})


GOOD = {"model": "video", "input": {"prompt": "x"}}


@pytest.mark.parametrize(
    ("batch", "fits"),
    (
        ({"requests": [GOOD]}, True),
        ({"requests": [{}], "defaults": GOOD}, True),
        ({"requests": [{"input": {"prompt": "x"}}], "defaults": {"model": "video"}}, True),
        ({"requests": [{"model": "video", "input": {}}], "defaults": GOOD}, True),
        ({"requests": [{"model": "video"}]}, False),
        ({"requests": [{"input": {}}], "defaults": {"model": "video"}}, False),
        ({"requests": [{"model": "video", "input": {}}], "defaults": {"input": {}}}, False),
        ({"requests": [{"input": {"prompt": 5}}], "defaults": GOOD}, False),
        ({"requests": [{}], "defaults": {"model": "video", "input": {"prompt": 5}}}, False),
        ({"requests": [GOOD], "defaults": {"model": "video", "input": {"prompt": 5}}}, True),
        ({"requests": [{"model": "other"}], "defaults": {"model": "video"}}, True),
        ({"requests": [GOOD, {"input": {}}], "defaults": {"model": "other"}}, True),
        ({"requests": [{"model": "video"}], "defaults": {"model": "other"}}, False),
        ({"requests": [{"input": {"prompt": "x"}}]}, False),
        ({"requests": [GOOD], "default": {}}, False),
        ({"requests": [GOOD], "provider": ""}, False),
        ({"requests": [{**GOOD, "provider": "acme"}], "provider": ""}, True),
        ({"requests": [{"model": "video"}], "provider": "other"}, True),
        ({"requests": {}}, False),
        ({"requests": [5]}, False),
    ),
)
def test_a_batch_is_held_with_its_defaults(
    load: Load, batch: dict[str, Any], *, fits: bool
) -> None:
    assert accepts(request_file_schema(load(PROMPT), only=False), batch) is fits


def test_nothing_stands_beside_a_reference(load: Load) -> None:
    """An older draft would not see it."""
    pending: list[Any] = [request_file_schema(load(PROMPT), only=False)]
    references = 0
    while pending:
        here = pending.pop()
        if isinstance(here, dict):
            if isinstance(here.get("$ref"), str):
                references += 1
                assert list(here) == ["$ref"]
            pending += here.values()
        elif isinstance(here, list):
            pending += here
    assert references > 20
