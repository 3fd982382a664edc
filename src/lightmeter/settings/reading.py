"""Settings are found and read."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lightmeter.document.source import Source
from lightmeter.file_names import whole_path
from lightmeter.settings.disk import is_there
from lightmeter.settings.finding import SETTINGS_FILES, may_have_settings
from lightmeter.settings.mistakes import settings_error
from lightmeter.settings.model import Settings

if TYPE_CHECKING:
    from lightmeter.settings.building import SettingsReader
    from lightmeter.settings.cursor import Cursor

__all__ = ["SETTINGS_FILES", "SettingsFinder", "find_settings", "read_settings", "settings_error"]

_REPOSITORY = ".git"


def find_settings(start: Path | str | None = None) -> Settings:
    """
    Find and read the settings of a project.

    They are those of the closest directory that has some, from the given one up to the root of the
    repository. Nothing is merged, but for files that they themselves extend.

    Args:
        start: Directory to begin at; None for the current one.

    Raises:
        SettingsError: If they are broken, or a directory has two of them.
    """
    return SettingsFinder().find(Path() if start is None else Path(start))


def read_settings(path: Path | str) -> Settings:
    """
    Read a settings file.

    Args:
        path: Of the file; of a `pyproject.toml` the table `[tool.lightmeter]` counts.

    Raises:
        SettingsError: If it cannot be read or is broken.
    """
    return SettingsFinder(config=Path(path)).find(Path())


class SettingsFinder:
    """Settings by the directory that they govern; each file is read once."""

    def __init__(self, *, config: Path | None = None, isolated: bool = False) -> None:
        """
        Set up; nothing is read yet.

        Args:
            config: File of settings for everything, or None to look for the closest.
            isolated: There are no settings.
        """
        self._config = config
        self._isolated = isolated
        self._known: dict[Path, Settings] = {}

    def find(self, directory: Path) -> Settings:
        """
        Give the settings that govern a directory, which need not be there.

        Raises:
            SettingsError: If they are broken.
        """
        if self._isolated:
            return Settings()
        if self._config is not None:
            return self._reader.read(self._config)
        try:
            whole = whole_path(directory)
        except OSError:
            # The current directory was removed: nothing lies around it.
            return Settings()
        return self._closest(whole)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The texts that were read, by name."""
        if "_reader" not in self.__dict__:
            return {}
        return {source.name: source for source in self._reader.sources}

    @cached_property
    def _reader(self) -> "SettingsReader":
        # The keys and what they may be take longer to import than all else here, and where there
        # are no settings nobody needs them.
        from lightmeter.settings.building import SettingsReader  # noqa: PLC0415

        return SettingsReader()

    def _closest(self, directory: Path) -> Settings:
        passed = []
        settings = Settings()
        for here in (directory, *directory.parents):
            if here in self._known:
                settings = self._known[here]
                break
            passed.append(here)
            found = _open_in(here) if may_have_settings(here) else None
            if found is not None:
                settings = self._reader.read(*found)
                break
            if is_there(here / _REPOSITORY):
                break
        self._known.update(dict.fromkeys(passed, settings))
        return settings


def _open_in(directory: Path) -> "tuple[Path, Cursor] | None":
    # As with the keys.
    from lightmeter.settings.opening import open_in  # noqa: PLC0415

    return open_in(directory)
