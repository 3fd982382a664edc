from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.cli.pack_paths import NamedPack, find_packs
from lightmeter.packs.load import Shelf

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

FIELD = '[fields.n]\ntype = "integer"'


def found(*paths: Path) -> list[NamedPack]:
    return list(find_packs([str(path) for path in paths]))


def titles(*paths: Path) -> list[str]:
    return [named.title for named in found(*paths)]


@pytest.fixture
def overlay(pack_text: PackText) -> Callable[..., str]:
    """Make the text of an overlay."""

    def make(pack: str, amends: str = "acme/video", body: str = "[fields.n]\nmaximum = 2") -> str:
        top = f'source = "docs"\namends = "{amends}"'
        return pack_text(body, pack=pack, top=top, models="")

    return make


def test_without_a_path_all_shipped_packs_are_meant() -> None:
    assert [named.title for named in find_packs([])] == list(Shelf().ids)


def test_an_overlay_among_packs_is_tried_alone_and_leaves_the_packs_as_they_are(
    put: Put, tmp_path: Path, pack_text: PackText, overlay: Callable[..., str]
) -> None:
    """One on a shipped pack too."""
    put("acme/video", pack_text(FIELD))
    put("us/less", overlay("us/less"))
    put("us/rates", overlay("us/rates", "vidgo/seedance-2", "[fields.duration]\nmaximum = 9"))

    named = {it.title: it for it in found(tmp_path)}
    assert list(named) == [
        "acme/video",
        "acme/video + us/less",
        "vidgo/seedance-2 + us/rates",
    ]
    for title, overlays in (("acme/video", ()), ("acme/video + us/less", ("us/less",))):
        assert named[title].shelf.program("acme/video", "video").overlays == overlays
    assert [it.file for it in named.values()] == [
        tmp_path / f"{it}.toml" for it in ("acme/video", "us/less", "us/rates")
    ]


def test_an_overlay_may_amend_a_neighbour(
    put: Put, pack_text: PackText, overlay: Callable[..., str]
) -> None:
    put("acme/video", pack_text(FIELD))

    (named,) = found(put("us/less", overlay("us/less")))
    assert named.title == "acme/video + us/less"
    assert named.shelf.program("acme/video", "video").overlays == ("us/less",)


def test_a_pack_is_tried_without_the_overlays_beside_it(
    put: Put, pack_text: PackText, overlay: Callable[..., str]
) -> None:
    put("us/less", overlay("us/less"))

    (named,) = found(put("acme/video", pack_text(FIELD)))
    assert named.shelf.overlays == ()


def test_a_flat_directory_is_a_list_of_files(
    tmp_path: Path, pack_text: PackText, overlay: Callable[..., str]
) -> None:
    (tmp_path / "mine.toml").write_text(pack_text(FIELD, pack="acme/mine"))
    (tmp_path / "ours.toml").write_text(
        overlay("us/ours", "vidgo/seedance-2", "[fields.duration]\nmaximum = 9")
    )

    assert titles(tmp_path) == ["acme/mine", "vidgo/seedance-2 + us/ours"]
