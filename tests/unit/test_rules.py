"""The shipped packs themselves: their examples hold, their facts say where they come from."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lightmeter.packs.examples import examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.packs.program import Check, Program
from lightmeter.verify.pack import verify_pack

SHELF = Shelf()
MODELS = SHELF.models()
CONCRETE = tuple(dict.fromkeys(pack for pack, _ in MODELS))
# The providers' own documents are not part of the repository; where they lie beside it, they count.
SOURCES = Path(__file__).parents[3] / "shared" / "sources"


def test_there_are_packs_to_look_at() -> None:
    """A walk that finds nothing proves nothing."""
    assert len(CONCRETE) >= 5
    assert len(MODELS) >= 9
    assert set(SHELF.ids) > set(CONCRETE)


@pytest.mark.parametrize("pack", SHELF.ids)
def test_every_example_holds(pack: str) -> None:
    result = verify_pack(SHELF, pack)

    assert [(it.file, it.line, it.name, it.problems) for it in result.failures] == []
    assert len(result.cases) >= (50 if pack in CONCRETE else 0)


@pytest.mark.parametrize("pack", SHELF.ids)
def test_every_rule_has_an_example_that_fires_and_one_that_does_not(pack: str) -> None:
    coverage = verify_pack(SHELF, pack).coverage

    assert coverage.silent == ()
    assert coverage.constant == ()


@pytest.mark.parametrize("pack", SHELF.ids)
def test_every_value_and_every_cell_is_reached(pack: str) -> None:
    coverage = verify_pack(SHELF, pack).coverage

    assert coverage.values == ()
    assert coverage.cells == ()


def demanded(program: Program) -> Iterator[Check]:
    """Everything a pack says, and what lightmeter itself says of unknown members left out."""
    return (it for it in program.checks if it.rule != "unknown-field")


@pytest.mark.parametrize(("pack", "model"), MODELS)
def test_every_rule_and_every_rate_says_where_it_comes_from(pack: str, model: str) -> None:
    program = SHELF.program(pack, model)
    cited = [(it.rule, it.citation) for it in demanded(program)]
    cited += [(it.item, it.citation) for it in program.lines]
    cited += [(it.currency, it.usd_citation) for it in program.lines if it.usd_basis]

    assert len(cited) > 20
    for name, citation in cited:
        assert citation is not None, name
        assert citation.title, name
        assert date.fromisoformat(citation.read).year > 2020, name


@pytest.mark.parametrize(("pack", "model"), MODELS)
def test_every_rule_of_a_pack_says_why(pack: str, model: str) -> None:
    program = SHELF.program(pack, model)

    assert [
        program.checks[it.check].rule for it in program.rules if not program.checks[it.check].why
    ] == []


@pytest.mark.parametrize("pack", SHELF.ids)
def test_a_pack_opens_with_a_comment(pack: str) -> None:
    text = (shipped_directory() / f"{pack}.toml").read_text(encoding="utf-8")

    assert text.startswith("# ")


# The providers' documents -------------------------------------------------------------------------


def printed(path: Path) -> Iterator[dict[str, Any]]:
    """Every request body that a document prints: a JSON object with a model and an input."""
    text = path.read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    start = text.find("{")
    while start >= 0:
        try:
            value, end = decoder.raw_decode(text, start)
        except ValueError:
            end = start + 1
        else:
            yield from bodies(value)
        start = text.find("{", end)


def bodies(value: Any) -> Iterator[dict[str, Any]]:
    """Bodies at any depth, as in an OpenAPI file's examples."""
    if isinstance(value, dict):
        # A schema's properties have these names too; a request's model is a text.
        if isinstance(value.get("model"), str) and isinstance(value.get("input"), dict):
            yield value
        else:
            for inner in value.values():
                yield from bodies(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from bodies(inner)


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the providers' documents are not here")
@pytest.mark.parametrize("pack", CONCRETE)
def test_every_request_that_the_documents_print_is_an_example(pack: str) -> None:
    stem = pack.replace("/", "-")
    documents = [SOURCES / "pages" / f"{stem}.txt", *SOURCES.glob(f"openapi/{stem}.*.json")]
    found = [(path.name, body) for path in documents for body in printed(path)]
    known = [
        request_of(it.example, it.model, SHELF.program(pack, it.model).input)
        for it in examples_of(SHELF, pack)
    ]

    assert found
    assert [(name, body) for name, body in found if body not in known] == []
