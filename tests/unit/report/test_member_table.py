from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.report.member_table import besides, member_table, show_source

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


def row(put: Put, shelf: Shelf, text: str) -> str:
    """The row of the member n."""
    put("acme/video", text)
    programs = [shelf.program("acme/video", model) for model in shelf.models_in("acme/video")]
    members = [{"n": it.inputs["n",]} for it in programs]
    return list(member_table(programs, members, "acme/video"))[-1]


@pytest.mark.parametrize(
    ("field", "cells"),
    (
        ("type = 'integer'", "n | integer"),
        ("type = 'integer'\nminimum = 4", "n | integer | at least 4"),
        ("type = 'integer'\nmaximum = 4\nminimum = 4", "n | integer | 4"),
        ("type = 'integer'\nmultipleOf = 16", "n | integer | a multiple of 16"),
        ("type = 'string'\nmaxLength = 1", "n | text | at most 1 character"),
        ("type = 'array'\nminItems = 2\nmaxItems = 3", "n | list | 2 to 3 items"),
        ("type = 'string'\nenum = ['a|b']", "n | text | `a\\|b`"),
        ("type = 'string'\ntemplate = '{w:int}x{h:int}'", "n | text | WxH"),
        (
            "type = ['string', 'object']\nadditionalProperties = false",
            "n | text or object | no other members than those below",
        ),
        ("unsupported = 'because'", "n | must not be sent: because"),
        ("type = 'boolean'\ndefault = true", "n | true or false | `true`"),
    ),
)
def test_a_row_says_what_is_accepted(
    put: Put, shelf: Shelf, pack_text: PackText, field: str, cells: str
) -> None:
    """Columns that no member fills are left out."""
    shown = row(put, shelf, pack_text(f"[fields.n]\n{field}"))

    assert shown == f"| {cells} | `docs`, documented |"


def test_a_row_names_what_is_inferred(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    shown = row(
        put,
        shelf,
        pack_text("[fields.n]\ntype = 'string'\nminLength = 1\ninferred = ['minLength']"),
    )

    assert shown == "| n | text | at least 1 character | `docs`, documented; `minLength` inferred |"


def test_models_that_differ_are_told_apart(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    models = "[models.a]\n[models.b]\nfields.n.maximum = 2\n[models.c]\nfields.n.required = true"

    shown = row(put, shelf, pack_text("[fields.n]\ntype = 'integer'\nmaximum = 4", models=models))

    assert shown == (
        "| n | integer | `c`: yes | `a`, `c`: at most 4<br>`b`: at most 2 | `docs`, documented |"
    )


def test_what_is_said_besides_names_the_members_it_is_said_of(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    media = "items = { type = 'string', media = { data_uri = 'info' } }\ntype = 'array'"
    models = "[models.a]\n[models.b]\nfields.y.unsupported = 'no'"
    put(
        "acme/video",
        pack_text(
            f"[fields.x]\n{media}\n[fields.y]\n{media}\n"
            "[fields.z]\ntype = 'string'\nrecommended = 'it helps'",
            models=models,
        ),
    )
    programs = [shelf.program("acme/video", model) for model in ("a", "b")]

    assert list(besides(programs)) == [
        "`x[]`, `y[]`: better the URL of a hosted file (note `data-uri`)",
        "`x[]`, `y[]`: the URL of a hosted file (warning `not-a-url`)",
        "`z`: it helps (note `recommended`)",
    ]


@pytest.mark.parametrize(
    ("key", "basis", "text"),
    (
        ("acme/video|docs#a", "inferred", "`docs#a`, inferred"),
        ("acme/base|docs", "documented", "`docs` of `acme/base`, documented"),
        ("", "documented", "documented"),
    ),
)
def test_a_source_says_whose_it_is(key: str, basis: str, text: str) -> None:
    assert show_source(key, basis, "acme/video") == text


def test_tolerated_spellings_are_told_where_there_are_some(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    put(
        "acme/video",
        pack_text(
            "[fields.a]\ntype = 'string'\ntemplate = '{w:int}x{h:int}'\n"
            "tolerates = ['upper-case', 'blanks']\n"
            "[fields.b]\ntype = 'string'\ntemplate = '{w:int:4-4}x{h:int:4-4}'\n"
            "[fields.c]\ntype = 'string'\ntemplate = '{w:int:4-4}P'\ntolerates = 'upper-case'"
        ),
    )

    assert list(besides([shelf.program("acme/video", "video")])) == [
        "`a`: accepted and mended: leading zeros, blanks around numbers (warning `spelling`)",
        "`a`: accepted and mended: X for x (note `spelling`)",
        "`c`: accepted and mended: p for P (warning `spelling`)",
    ]


def test_headers_say_what_is_asked_of_keys(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    put(
        "acme/video",
        pack_text(
            "[request.headers.Authorization]\ntype = 'string'\nscheme = 'Bearer'\n"
            "[request.headers.Key]\ntype = 'string'\nidempotency = true"
        ),
    )
    program = shelf.program("acme/video", "video")
    authorization, key = list(member_table([program], [program.headers.properties], "acme/video"))[
        2:
    ]

    assert "| by the provider | put in when the request is sent, so not demanded" in authorization
    assert "(error `idempotency-key-from-clock`)" in key
    assert "(error `idempotency-key-reused`)" in key
    besides_key = [it for it in besides([program]) if it.startswith("`Key`")]
    assert [it.rpartition("(")[2] for it in besides_key] == [
        "warning `idempotency-key-from-clock`)",
        "note `idempotency-key-repeated`)",
    ]
