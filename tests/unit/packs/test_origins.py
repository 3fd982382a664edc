from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged
from lightmeter.packs.origins import Place, list_keys, list_overrides

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

BODY = """\
[fields.n]
type    = "integer"
maximum = 9
[fields.mode]
type  = "string"
items = { type = "string", source = "docs#items" }
source = "docs#modes"
[[billing]]
item     = "video"
unit     = "second"
quantity = 1
currency = "USD"
rate     = "0.10"
"""
OVER = """\
format = 1
id     = "us/over"
amends = "acme/video"
source = "contract"
[sources.contract]
title = "Our contract"
[fields.n]
maximum = 4
[[billing]]
item = "video"
rate = "0.05"
"""


@pytest.fixture
def merged(put: Put, tmp_path: Path, pack_text: PackText) -> Merged:
    """One model of a pack, patched and amended."""
    models = "[models.video]\nfields.n.maximum = 6"
    put("acme/video", pack_text(BODY, models=models))
    over = tmp_path / "over.txt"
    over.write_text(OVER)
    return Shelf([tmp_path], [over]).merged("acme/video", "video")


def listed(merged: Merged, *path: str | int) -> dict[tuple[str | int, ...], tuple[Any, str]]:
    return {it.path: (it.value, str(it.place)) for it in list_keys(merged, path)}


def test_every_key_has_its_value_and_its_place(merged: Merged) -> None:
    assert listed(merged, "fields", "n") == {
        ("fields", "n", "type"): ("integer", "acme/video.toml:10"),
        ("fields", "n", "maximum"): (4, "over.txt:8"),
        ("fields", "n", "source"): ("docs", "acme/video.toml:3"),
    }


def test_keys_come_in_the_order_of_the_format(merged: Merged) -> None:
    tops = list(dict.fromkeys(it.path[0] for it in list_keys(merged)))

    assert tops == ["format", "id", "models", "fields", "billing"]


def test_a_citation_stands_as_its_file_writes_it(merged: Merged) -> None:
    """One of its own at its line, any other at the line of the file's."""
    mode = listed(merged, "fields", "mode")
    bill = listed(merged, "billing", 0)

    assert mode["fields", "mode", "source"] == ("docs#modes", "acme/video.toml:15")
    assert mode["fields", "mode", "items", "source"] == ("docs#items", "acme/video.toml:14")
    assert bill["billing", 0, "source"] == ("contract", "over.txt:4")


def test_what_was_replaced_stands_beside_it(merged: Merged) -> None:
    (key,) = list_keys(merged, ("fields", "n", "maximum"))
    (rate,) = list_keys(merged, ("billing", 0, "rate"))
    (source,) = list_keys(merged, ("billing", 0, "source"))

    assert [(it.value, str(it.place), it.place.model) for it in key.replaced] == [
        (9, "acme/video.toml:11", ""),
        (6, "acme/video.toml:8", "video"),
    ]
    assert [(it.value, str(it.place)) for it in rate.replaced] == [("0.10", "acme/video.toml:21")]
    assert [(it.value, str(it.place)) for it in source.replaced] == [("docs", "acme/video.toml:3")]


def test_a_place_says_whose_it_is(merged: Merged) -> None:
    (key,) = list_keys(merged, ("fields", "n", "maximum"))

    assert key.place == Place("us/over", "over.txt", 8, 1, amends=True)


def test_nothing_stands_where_a_path_leads_nowhere(merged: Merged) -> None:
    assert list(list_keys(merged, ("fields", "gone"))) == []
    assert list(list_keys(merged, ("billing", 3))) == []


def test_an_empty_table_is_a_key(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    put("acme/video", pack_text())

    (key,) = list_keys(shelf.merged("acme/video", "video"), ("models",))

    assert (key.path, key.value, key.place.line) == (("models", "video"), {}, 7)


def test_overrides_are_what_later_layers_changed_or_added(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    """Not what a layer wrote again as it was, and not the citation that comes along."""
    models = "[models.video]\nfields.n.maximum = 6\nfields.n.minimum = 1\nfields.n.type = 'integer'"
    put("acme/video", pack_text(BODY, models=models))

    overrides = list_overrides(shelf.merged("acme/video", "video"), ("fields", "n"))

    assert [(it.path[-1], it.value, bool(it.replaced)) for it in overrides] == [
        ("maximum", 6, True),
        ("minimum", 1, False),
    ]


def test_what_one_layer_alone_wrote_is_overridden_by_nobody(merged: Merged) -> None:
    assert list(list_overrides(merged, ("fields", "mode"))) == []
    assert list(list_overrides(merged, ("fields", "gone"))) == []
