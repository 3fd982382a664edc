"""Settings files are opened: `lightmeter.toml`, or a table of a `pyproject.toml`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lightmeter.errors import SettingsError
from lightmeter.file_names import shown_path, whole_path
from lightmeter.misfit import show
from lightmeter.place import Pointer
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.disk import is_file
from lightmeter.settings.finding import PROJECT_FILE, SETTINGS_FILES
from lightmeter.toml_file import Limits, TomlFile, parse_toml, read_bytes

__all__ = ["TABLE", "open_in", "open_settings"]

TABLE = ("tool", "lightmeter")
"""Where in it."""

# The table by its name, or a table `tool` and a key in it, where keys stand: at the beginning of a
# line or of an inline table, and between its members. `"lightmeter==1"` in a list is no key.
_TABLE = rb"""(?x) \b tool ["']? [ \t]* \. [ \t]* ["']? lightmeter """
_TOOL = (
    rb"""(?mx) ^ [ \t]* (?: \[ [ \t]* ["']? tool ["']? [ \t]* \] | ["']? tool ["']? [ \t]* = )"""
)
_KEY = rb"""(?mx) (?: ^ | [{,] ) [ \t]* ["']? lightmeter ["']? [ \t]* (?: \. | =(?!=) )"""
# By which a key may be written so that none of them shows it.
_ESCAPE = rb"\\[uUx]"
_MARKS = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"
_LIMITS = Limits("a settings file", largest_bytes=1024 * 1024)


def open_in(directory: Path) -> tuple[Path, Cursor] | None:
    """
    Open the settings file of a directory, or give None where it has none.

    Args:
        directory: From the root.

    Raises:
        SettingsError: If it cannot be read, or there are two.
    """
    found = {
        directory / name: open_settings(directory / name)
        for name in SETTINGS_FILES
        if is_file(directory / name)
    }
    project = directory / PROJECT_FILE
    cursor = _open_project(project, alone=not found)
    if cursor is not None:
        found[project] = cursor
    if len(found) > 1:
        names = " and in ".join(path.name for path in found)
        raise SettingsError(
            f"the settings of {shown_path(directory)} stand in {names}; keep them in one place"
        )
    return next(iter(found.items()), None)


def _open_project(path: Path, *, alone: bool) -> Cursor | None:
    if not is_file(path):
        return None
    text = _bytes(path)
    named = _names_table(text)
    # Most projects that have such a file say nothing to lightmeter in it, and need not be parsed.
    if not named and not re.search(_ESCAPE, text):
        return None
    try:
        file = _parse(path)
    except SettingsError:
        if alone and named:
            raise
        # Its mistake is for others to find.
        return None
    cursor = _table_of(file, path)
    return None if cursor.value is None else cursor


def _names_table(text: bytes) -> bool:
    """Whether a text has the table, or something that may be meant for it."""
    # UTF-16 is refused, which whoever has the table in it wants to know: of its words, every other
    # byte is a zero.
    for mark in _MARKS:
        text = text.removeprefix(mark)
    text = text.replace(b"\0", b"")
    if b"lightmeter" not in text:
        return False
    return bool(re.search(_TABLE, text) or (re.search(_TOOL, text) and re.search(_KEY, text)))


def open_settings(path: Path) -> Cursor:
    """
    Open a settings file.

    Returns:
        A cursor at the table of the settings; its value is None where there is no such table.

    Raises:
        SettingsError: If the file cannot be read, or is no TOML.
    """
    return _table_of(_parse(path), path)


def _parse(path: Path) -> TomlFile[SettingsError]:
    return parse_toml(_bytes(path), shown_path(path), SettingsError, _LIMITS)


def _table_of(file: TomlFile[SettingsError], path: Path) -> Cursor:
    pointer: Pointer = TABLE if path.name == PROJECT_FILE else ()
    value: Any = file.document.value
    for step in pointer:
        value = value.get(step) if isinstance(value, Mapping) else None
    cursor = Cursor(file, whole_path(path).parent, pointer, value)
    if value is not None and not isinstance(value, Mapping):
        raise cursor.wrong(f"the settings are a table, not {show(value)}")
    return cursor


def _bytes(path: Path) -> bytes:
    return read_bytes(path, shown_path(path), SettingsError, _LIMITS.largest_bytes)
