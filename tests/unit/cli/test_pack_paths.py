"""What a path names; what becomes of it in the commands is in `test_packs_test.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.cli.pack_paths import NamedPack, find_packs
from lightmeter.errors import LightmeterError
from lightmeter.packs.load import Shelf

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


def titles(*paths: str | Path) -> list[str]:
    return [it.title for it in find_packs([*map(str, paths)])]


def only(path: str | Path) -> NamedPack:
    (named,) = find_packs([str(path)])
    return named


def test_without_a_path_all_shipped_packs_are_meant() -> None:
    assert titles() == list(Shelf().ids)
    assert all(it.error is None for it in find_packs([]))


def test_an_id_names_a_shipped_pack() -> None:
    named = only("vidgo/seedance-2")

    assert (named.pack, named.overlay, named.error) == ("vidgo/seedance-2", "", None)
    assert named.file == Shelf().path("vidgo/seedance-2")


def test_a_directory_names_every_pack_in_it(put: Put, pack_text: PackText, tmp_path: Path) -> None:
    for pack in ("acme/video", "acme/picture", "other/song"):
        put(pack, pack_text(pack=pack))
    put("Readme", "not a pack")

    (tmp_path / "Readme.toml").unlink()
    assert titles(tmp_path) == ["acme/picture", "acme/video", "other/song"]
    assert titles(tmp_path / "acme") == ["acme/picture", "acme/video"]


def test_a_file_names_its_pack_wherever_it_lies(
    put: Put, pack_text: PackText, tmp_path_factory: pytest.TempPathFactory
) -> None:
    put("acme/family", pack_text(pack="acme/family", models=""))
    at_home = put("acme/video", pack_text(top='source = "docs"\nextends = "acme/family"'))
    astray = tmp_path_factory.mktemp("elsewhere") / "mine.toml"
    astray.write_text(pack_text(), "utf-8")

    assert only(at_home).pack == only(astray).pack == "acme/video"
    # Only at home it has neighbours.
    assert len(only(at_home).shelf.chain("acme/video")) == 2
    assert len(only(astray).shelf.chain("acme/video")) == 1


def test_an_overlay_names_the_pack_it_amends(tmp_path: Path, pack_text: PackText) -> None:
    path = tmp_path / "ours.toml"
    top = 'source = "docs"\namends = "vidgo/seedance-2"'
    path.write_text(pack_text(pack="us/ours", models="", top=top), "utf-8")

    named = only(path)
    assert named.title == "vidgo/seedance-2 + us/ours"
    assert (named.file, [it.pack.id for it in named.shelf.overlays]) == (path, ["us/ours"])


def test_a_file_of_a_shipped_packs_id_stands_in_for_it(put: Put, pack_text: PackText) -> None:
    path = put("vidgo/seedance-2", pack_text(pack="vidgo/seedance-2"))

    assert only(path).file == path
    assert only(path).shelf.models_in("vidgo/seedance-2") == ("video",)


@pytest.mark.parametrize(
    ("path", "message"),
    (
        ("nowhere", "nowhere is neither a pack nor a file or directory"),
        ("vidgo/seedance-3", "is neither a pack nor a file or directory; did you mean vidgo/seed"),
        ("\0", "is neither a pack nor a file or directory"),
        ("x" * 5_000, "xxx cannot be read: File name too long"),
    ),
)
def test_a_path_that_is_nothing_is_named_with_its_error(path: str, message: str) -> None:
    named = only(path)

    assert (named.pack, named.file) == (path, None)
    assert message in str(named.error)


def test_one_that_is_not_there_does_not_hide_the_others() -> None:
    found = list(find_packs(["nowhere", "vidgo/seedance-2"]))

    assert [it.error is None for it in found] == [False, True]


def test_a_file_that_is_no_pack_is_named_with_its_error(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[build-system]\nrequires = []\n", "utf-8")

    assert "pyproject.toml:1:1: the key format is missing" in str(only(path).error)


def test_a_directory_without_packs_is_named_with_its_error(tmp_path: Path) -> None:
    assert "holds no packs: provider/name.toml" in str(only(tmp_path).error)


FIELD = '[fields.n]\ntype = "integer"'


def found(*paths: Path) -> list[NamedPack]:
    return list(find_packs([str(path) for path in paths]))


@pytest.fixture
def overlay(pack_text: PackText) -> Callable[..., str]:
    """Make the text of an overlay."""

    def make(pack: str, amends: str = "acme/video", body: str = "[fields.n]\nmaximum = 2") -> str:
        top = f'source = "docs"\namends = "{amends}"'
        return pack_text(body, pack=pack, top=top, models="")

    return make


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


def test_a_pack_away_from_home_hides_no_other(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    """A stray file beside the providers' directories is what is wrong, not all there is."""
    put("acme/video", pack_text())
    put("stray", pack_text(pack="acme/stray"))

    (named,) = find_packs([str(tmp_path)])
    assert named.error is not None
    assert "is looked for at acme/stray.toml" in str(named.error)


def test_what_lies_beside_a_pack_without_being_one_does_not_matter(
    put: Put, pack_text: PackText, overlay: Callable[..., str]
) -> None:
    put("acme/video", pack_text(FIELD))
    put("backup", pack_text(pack="acme/video"))
    put("acme/broken", "not TOML")

    named = only(put("us/less", overlay("us/less")))
    assert named.error is None
    assert named.shelf.program("acme/video", "video").overlays == ("us/less",)


def test_further_packs_may_be_amended(
    put: Put, tmp_path: Path, pack_text: PackText, overlay: Callable[..., str]
) -> None:
    put("packs/acme/video", pack_text(FIELD))
    path = tmp_path / "rates.toml"
    path.write_text(overlay("us/less"), "utf-8")

    (alone,) = find_packs([str(path)])
    (named,) = find_packs([str(path)], [tmp_path / "packs"])
    with pytest.raises(LightmeterError, match="there is no pack acme/video"):
        alone.shelf.program("acme/video", "video")
    assert named.shelf.program("acme/video", "video").overlays == ("us/less",)


def test_without_a_path_the_packs_of_the_project_are_meant_too(
    put: Put, tmp_path: Path, pack_text: PackText, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("packs/acme/video", pack_text(FIELD))
    (tmp_path / "lightmeter.toml").write_text('packs = ["packs"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)

    assert titles() == ["acme/video", *Shelf().ids]
    assert only("acme/video").pack == "acme/video"
