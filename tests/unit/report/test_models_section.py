from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.report.models_section import models_section

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
Section: TypeAlias = Callable[[str], list[str]]


@pytest.fixture
def section(put: Put, shelf: Shelf, pack_text: PackText) -> Section:
    """The section of a pack with these models."""

    def run(models: str) -> list[str]:
        put("acme/video", pack_text("[fields.n]\ntype = 'integer'", models=models))
        merged = [shelf.merged("acme/video", it) for it in shelf.models_in("acme/video")]
        return list(models_section(merged, "acme/video"))

    return run


@pytest.mark.parametrize(
    ("models", "line"),
    (
        ("[models.a]", "`a`"),
        ("[models.a]\n[models.b]", "`a`, `b`: the pack says the same of each."),
    ),
)
def test_models_of_which_there_is_nothing_to_say_are_listed(
    section: Section, models: str, line: str
) -> None:
    assert section(models) == [line]


def test_what_differs_is_told_in_words(section: Section) -> None:
    models = (
        "[models.a]\nfields.n.required = true\n[models.b]\nfields.n.unsupported = 'not there'\n"
        "[models.c]\nfields.n.maximum = 4"
    )

    assert section(models) == [
        "| model | what differs |",
        "| --- | --- |",
        "| `a` | `n` must be given |",
        "| `b` | `n` must not be sent: not there |",
        "| `c` | `fields.n.maximum` is `4` |",
    ]


def test_an_end_is_told_with_its_successor_and_where_it_stands(section: Section) -> None:
    models = (
        "[models.a]\nretires = 2026-10-23\nsuccessor = 'b'\nsource = 'docs#ends'\n"
        "[models.b]\n[models.c]\nretires = '2027-01-01'\nbasis = 'inferred'\n"
        "fields.n.maximum = 4"
    )

    assert section(models) == [
        "| model | end | what differs |",
        "| --- | --- | --- |",
        "| `a` | retires on 2026-10-23, succeeded by `b` (`docs#ends`, documented) |  |",
        "| `b` |  |  |",
        "| `c` | retires on 2027-01-01 (`docs`, inferred) | `fields.n.maximum` is `4` |",
        "",
        (
            "From the day on which a model retires, requests for it are refused (error"
            " `model-retired`); until then they are warned"
        ),
        ("of (warning `model-retires`). A day that is inferred is warned of, before and after."),
    ]


def test_an_end_alone_needs_no_empty_column(section: Section) -> None:
    assert section("[models.a]\nretires = 2026-10-23")[:3] == [
        "| model | end |",
        "| --- | --- |",
        "| `a` | retires on 2026-10-23 (`docs`, documented) |",
    ]
