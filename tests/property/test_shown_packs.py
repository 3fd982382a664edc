"""What `packs show` prints is the merged pack, nothing more and nothing less."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.document.toml_text import write_key, write_toml
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged
from lightmeter.packs.origins import list_keys
from lightmeter.report.pack_toml import render_pack
from tests.property.strategies import PROMISE

OVERLAY = """\
format = 1
id     = "acme/{name}"
amends = "{pack}"
source = "contract"

[sources.contract]
title = "Order form"
read  = "2026-07-01"

[models."{model}"]
fields.prompt.maxLength = 60

[models.added]
{added}

[fields.prompt]
maxLength = 90
blank = "a \\"blank\\" one: '\\u00e4', # and \\\\"

[rules.house]
severity = "info"
when     = 'has(prompt) and prompt == "x"'
message  = "our own"
fix      = {{ set = {{ prompt = "y" }} }}

[[billing]]
item = "{item}"
rate = [{{ when = "true", then = "12.5" }}]
"""


def read(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


def as_written(value: Any, owners: tuple[str, ...]) -> Any:
    """The merged data with citations as their files write them."""
    if isinstance(value, Mapping):
        return {
            key: _unqualified(inner, owners) if key == "source" else as_written(inner, owners)
            for key, inner in value.items()
        }
    return [as_written(inner, owners) for inner in value] if isinstance(value, list) else value


def _unqualified(value: Any, owners: tuple[str, ...]) -> Any:
    owner, bar, rest = value.partition("|") if isinstance(value, str) else ("", "", "")
    return rest if bar and owner in owners else as_written(value, owners)


def assert_shown(merged: Merged) -> None:
    expected = as_written(merged.data, tuple(merged.files))

    assert read(render_pack(merged)) == expected
    # Every key says which file wrote it, and that is the file its citation belongs to.
    for key in list_keys(merged):
        owner, bar, _ = str(_at(merged.data, key.path)).partition("|")
        if key.path[-1] == "source" and bar and owner in merged.files:
            assert key.place.pack == owner


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


PACKS = [(pack, model) for pack in Shelf().ids for model in Shelf().models_in(pack) or ("",)]


@pytest.mark.parametrize(("pack", "model"), PACKS)
def test_the_output_is_the_merged_data(pack: str, model: str) -> None:
    """Of every shipped pack, with and without models, under no overlay."""
    assert_shown(Shelf().merged(pack, model))


@pytest.mark.parametrize(("pack", "model"), Shelf().models())
def test_the_output_is_the_merged_data_under_overlays(
    pack: str, model: str, tmp_path: Path
) -> None:
    """Of every shipped model under two overlays, one over the other."""
    item = Shelf().merged(pack, model).pack.billing[0].item
    paths = [tmp_path / "one.toml", tmp_path / "two.toml"]
    whole = f"new = true\nbilling = [{{ item = '{item}', rate = '1' }}]"
    for path, added in zip(paths, (whole, "fields.prompt.maxLength = 30"), strict=True):
        path.write_text(
            OVERLAY.format(name=path.stem, pack=pack, model=model, item=item, added=added),
            encoding="utf-8",
        )
    shelf = Shelf(overlays=paths)

    assert_shown(shelf.merged(pack, model))
    assert_shown(shelf.merged(pack, "added"))


def values() -> st.SearchStrategy[Any]:
    """Everything that TOML can hold."""
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    scalars = st.one_of(
        texts,
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.sampled_from((Decimal("Infinity"), Decimal("-Infinity"))),
        st.dates(),
        st.datetimes(),
        st.times(),
    )
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)
        ),
        max_leaves=8,
    )


@PROMISE
@given(value=values(), key=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_what_is_written_is_read_again(value: Any, key: list[str]) -> None:
    """Any value behind any key, on one line."""
    text = f"{write_key(key)} = {write_toml(value)}"

    assert len(text.splitlines()) == 1
    assert _at(read(text), tuple(key)) == value
