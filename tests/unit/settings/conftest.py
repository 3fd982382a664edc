"""A directory with what settings may name, and settings read in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lightmeter.errors import SettingsError
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import read_settings

Read = Callable[[str], Settings]
Refuse = Callable[[str], SettingsError]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a directory of packs and an overlay; it is the current directory."""
    for name in (".git", "packs", "house"):
        (tmp_path / name).mkdir()
    for name in ("house/rates.toml", "house/still.toml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def settle(house: Path) -> Read:
    """Read a text as the settings of that directory."""

    def run(text: str) -> Settings:
        path = house / "lightmeter.toml"
        path.write_text(text, "utf-8")
        return read_settings(path)

    return run


@pytest.fixture
def refuse(settle: Read) -> Refuse:
    """The error that a text raises."""

    def run(text: str) -> SettingsError:
        with pytest.raises(SettingsError) as caught:
            settle(text)
        return caught.value

    return run
