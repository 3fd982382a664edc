"""Where packs lie; what a shelf makes of it is tried in `test_load.py`."""

from pathlib import Path

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.places import is_pack_id, packs_in, read_text, refuse_link, shown


@pytest.mark.parametrize(
    ("text", "is_one"),
    (
        ("acme/video", True),
        ("acme/video.2-fast", True),
        ("acme/family/video", True),
        ("video", False),
        ("Acme/video", False),
        ("../acme/video", False),
        ("acme/", False),
        ("acme/video\n", False),
    ),
)
def test_an_id_is_a_path_in_small_letters(text: str, is_one: bool) -> None:
    assert is_pack_id(text) is is_one


def test_a_file_is_called_by_its_way_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No output holds an absolute path."""
    monkeypatch.chdir(tmp_path)

    assert shown(tmp_path / "packs" / "a.toml") == "packs/a.toml"
    assert shown(tmp_path.parent / "a.toml") == "a.toml"


def test_a_link_may_not_lead_out_of_its_directory(tmp_path: Path) -> None:
    place = tmp_path / "packs"
    (place / "acme").mkdir(parents=True)
    (tmp_path / "secret").write_text("mine")
    outward, inward = place / "acme" / "a.toml", place / "acme" / "b.toml"
    outward.symlink_to(tmp_path / "secret")
    (place / "acme" / "c.toml").write_text("format = 1")
    inward.symlink_to(place / "acme" / "c.toml")

    refuse_link(inward, place, "b.toml")
    with pytest.raises(PackError, match="a link that leads out of"):
        refuse_link(outward, place, "a.toml")
    with pytest.raises(PackError, match="a link that leads out of"):
        list(packs_in(place))


def test_what_cannot_be_read_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()

    assert read_text(tmp_path / "none.toml") == read_text(tmp_path / "folder.toml") == ""
