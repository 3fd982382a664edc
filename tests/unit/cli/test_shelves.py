from pathlib import Path

import pytest

from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.errors import LightmeterError, SettingsError, UsageError
from lightmeter.packs.load import Shelf

HEAD = 'format = 1\nid = "acme/picture"\nsource = "guide"\n[sources.guide]\ntitle = "Guide"\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with one pack, and a project around it."""
    (tmp_path / "packs" / "acme").mkdir(parents=True)
    (tmp_path / "packs" / "acme" / "picture.toml").write_text(f"{HEAD}[models.picture-1]\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_place_the_shipped_packs_are_used() -> None:
    assert make_shelf(None).ids == Shelf().ids


def test_packs_stand_beside_the_shipped_ones(here: Path) -> None:
    """Whoever adds a pack of their own still checks requests to others."""
    shelf = make_shelf("acme", packs=[here / "packs"])

    assert shelf.ids == tuple(sorted((*Shelf().ids, "acme/picture")))
    assert shelf.models("acme") == (("acme/picture", "picture-1"),)


def test_an_unknown_provider_is_refused() -> None:
    """A filter that matches nothing would look like success."""
    with pytest.raises(UsageError, match="did you mean vidgo"):
        make_shelf("vigdo")


def test_the_settings_of_the_project_come_first(here: Path) -> None:
    (here / "lightmeter.toml").write_text('packs = ["packs"]\n')

    assert make_shelf(None).ids == make_shelf(None, packs=[here / "packs"]).ids
    assert make_shelf(None, isolated=True).ids == Shelf().ids


@pytest.mark.parametrize("name", ("packs", "overlays"))
def test_what_is_named_has_to_be_there(here: Path, name: str) -> None:
    """Though no request comes to need it."""
    with pytest.raises(LightmeterError, match="nowhere"):
        make_shelf(None, **{name: [here / "nowhere"]})  # type: ignore[arg-type]  # one of two


def test_broken_settings_are_refused_unless_they_are_left_aside(here: Path) -> None:
    (here / "lightmeter.toml").write_text("packs = 1\n")

    with pytest.raises(SettingsError):
        make_shelf(None)
    assert make_shelf(None, isolated=True).ids == Shelf().ids


def test_overlays_are_named_once_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    name_overlays(["us/b", "us/a", "us/b"])
    name_overlays([])

    assert capsys.readouterr() == ("", "lightmeter: with us/a, us/b\n")
