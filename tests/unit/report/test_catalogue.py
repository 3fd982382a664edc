from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.report.catalogue import list_entries

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

BODY = """\
[request]
input = "{input}"
[request.headers.Authorization]
type = "string"
[request.body.callback]
type   = "string"
format = "uri"
[fields.images]
type  = "array"
items = {{ type = "string", format = "uri" }}
[fields.size]
type             = "object"
properties.width = {{ type = "integer" }}
[rules.some]
when    = "has(images)"
message = "m"
"""


@pytest.mark.parametrize("pointer", ("", "/input"))
def test_an_entry_knows_where_it_is_declared(
    put: Put, shelf: Shelf, pack_text: PackText, pointer: str
) -> None:
    """In the merged data, wherever the fields lie in the body."""
    put("acme/video", pack_text(BODY.format(input=pointer)))

    paths = {
        (it.check.rule, it.check.member): it.path for it in list_entries(shelf, ["acme/video"])
    }

    assert paths["type", "images"] == ("fields", "images")
    assert paths["format", "an item of images"] == ("fields", "images", "items")
    assert paths["type", "width"] == ("fields", "size", "properties", "width")
    assert paths["format", "callback"] == ("request", "body", "callback")
    assert paths["type", "Authorization"] == ("request", "headers", "Authorization")
    assert paths["some", ""] == ("rules", "some")
    assert paths["required", "model"] == ()


def test_the_entries_of_an_envelope_are_of_no_model(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    put("acme/provider", pack_text("[fields.n]\ntype = 'integer'", pack="acme/provider", models=""))
    put("acme/base", pack_text(pack="acme/base", models=""))

    (entry,) = (
        it
        for it in list_entries(shelf, ["acme/provider"])
        if it.check.rule == "type" and it.check.member == "n"
    )

    assert (entry.name, entry.models, entry.everywhere) == ("acme/provider/type", (), True)
    assert list(list_entries(shelf, ["acme/base"])) == []


def test_the_end_of_a_model_is_listed_with_the_models_it_is_of(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    models = "[models.a]\nretires = 2026-10-23\n[models.b]\n[models.c]\nretires = 2026-10-23"
    put("acme/video", pack_text(models=models))
    entries = [
        it for it in list_entries(shelf, ["acme/video"]) if it.check.rule.startswith("model-")
    ]

    assert [(it.name, it.row, it.path) for it in entries] == [
        (
            "acme/video/model-retires",
            ("warning", "model", "retires on 2026-10-23 (a, c)"),
            ("models", "a"),
        ),
        (
            "acme/video/model-retired",
            ("error", "model", "refused from 2026-10-23 on (a, c)"),
            ("models", "a"),
        ),
    ]
