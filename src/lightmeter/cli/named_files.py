"""Which files settings name, and cannot be used without."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lightmeter.errors import SettingsError
from lightmeter.settings.finding import PROJECT_FILE
from lightmeter.settings.opening import open_settings
from lightmeter.settings.reading import SETTINGS_FILES

__all__ = ["is_settings_file", "named_by"]

_EXTEND = "extend"
_FILES = (_EXTEND, "baseline", "packs", "overlays")


def is_settings_file(path: Path | str) -> bool:
    """Whether a file is called as settings are."""
    return Path(path).name in (*SETTINGS_FILES, PROJECT_FILE)


def named_by(path: Path) -> Iterator[tuple[str, bool]]:
    """
    Give the paths that settings name, and whether each is a further settings file.

    What is wrong with them is not said here: whoever uses them will.

    Args:
        path: Of the settings file.

    Returns:
        Paths as they are written: from the directory of the settings, or whole.
    """
    try:
        value: Any = open_settings(path).value
    except SettingsError:
        return
    if not isinstance(value, Mapping):
        return
    for key in _FILES:
        named = value.get(key, ())
        for it in named if isinstance(named, list) else (named,):
            if isinstance(it, str) and it.strip():
                yield it, key == _EXTEND
