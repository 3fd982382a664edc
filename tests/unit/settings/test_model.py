import pickle
from pathlib import Path

import pytest

from lightmeter.settings.model import Pattern, Settings


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_pattern_is_a_text_that_knows_its_directory(root: Path) -> None:
    pattern = Pattern("drafts/**", root)
    again = pickle.loads(pickle.dumps(pattern))  # noqa: S301 - our own

    assert pattern == "drafts/**"
    assert type(str(pattern)) is str
    assert hash(pattern) == hash("drafts/**")
    assert (again, again.directory) == (pattern, root)


def test_patterns_start_from_the_file_they_stand_in(root: Path) -> None:
    """Even where the settings in force lie deeper."""
    settings = Settings(directory=root / "a")
    house, own = Pattern("a/drafts/*", root), Pattern("drafts/*", root / "a")

    assert settings.fits((house,), "a/drafts/x.toml")
    assert not settings.fits((house,), "drafts/x.toml")
    assert settings.fits((own,), "a/drafts/x.toml")
    assert not settings.fits((own,), "a/b/drafts/x.toml")


def test_beside_the_files_patterns_start_from_the_settings_in_force(root: Path) -> None:
    """A house file that several projects share lies above none of their files."""
    settings = Settings(directory=root / "a")
    house = Pattern("/drafts", root / "house")

    assert settings.fits((house,), "a/drafts/x.toml")
    assert not settings.fits((house,), "a/b/drafts/x.toml")


def test_settings_from_elsewhere_start_from_the_current_directory(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "a").mkdir()
    settings = Settings(directory=root / "ci")
    pattern = Pattern("/drafts", root / "ci")
    monkeypatch.chdir(root / "a")

    assert settings.fits((pattern,), "drafts/x.toml")
    assert not settings.fits((pattern,), "b/drafts/x.toml")


def test_plain_texts_start_from_the_settings_in_force(root: Path) -> None:
    assert Settings(directory=root / "a").fits(("/x.toml",), "a/x.toml")
    assert Settings().fits(("/x.toml",), "x.toml")


def test_a_later_pattern_takes_back_across_directories(root: Path) -> None:
    settings = Settings(directory=root / "a")
    patterns = (Pattern("drafts/*", root / "house"), Pattern("!final.toml", root / "a"))

    assert settings.fits(patterns, "a/drafts/x.toml")
    assert not settings.fits(patterns, "a/drafts/final.toml")
    assert settings.fits((*patterns, "drafts/final.toml"), "a/drafts/final.toml")


def test_no_pattern_means_no_file() -> None:
    assert not Settings().fits((), "x.toml")
