"""Settings are found and read: `lightmeter.toml`, or a table of pyproject."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from lightmeter.errors import SettingsError
from lightmeter.place import Pointer
from lightmeter.settings.model import Settings
from lightmeter.structure import Misfit, MisfitError, StructureError, make_structurer, show
from lightmeter.toml_file import Limits, TomlFile, parse_toml, read_bytes

__all__ = ["SETTINGS_FILES", "find_settings", "read_settings"]

SETTINGS_FILES = ("lightmeter.toml", ".lightmeter.toml")
"""Names of files that hold settings and nothing else."""

_PROJECT = "pyproject.toml"
_TABLE = ("tool", "lightmeter")
_REPOSITORY = ".git"
_LIMITS = Limits("a settings file", largest_bytes=1024 * 1024)


@attrs.frozen
class _Written:
    """The settings as they are written; paths are relative to their file."""

    packs: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()


def _texts(value: Any, _: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        hint = f": write [{show(value)}]" if isinstance(value, str) else ""
        raise MisfitError(f"an array of texts is expected here, not {show(value)}{hint}")
    for index, item in enumerate(value):
        if not isinstance(item, str) or not item.strip():
            words = "an empty text names nothing" if item == "" else f"{show(item)} is not a text"
            raise StructureError((Misfit((index,), words),))
    return tuple(value)


_structure = make_structurer(
    _Written,
    field_hooks={_Written: dict.fromkeys(("packs", "overlays", "distributions"), _texts)},
)


def find_settings(start: Path | str | None = None) -> Settings:
    """
    Find and read the settings of a project.

    They are those of the closest directory that has some, from the given one up to the root of the
    repository. Nothing is merged.

    Args:
        start: Directory to begin at; None for the current one.

    Raises:
        SettingsError: If they are broken, or a directory has two of them.
    """
    try:
        here = Path(start).absolute() if start is not None else Path.cwd()
    except OSError:
        # The current directory was removed: nothing lies around it.
        return Settings()
    for directory in (here, *here.parents):
        found = list(_settings_in(directory))
        if len(found) > 1:
            names = " and in ".join(path.name for path, _ in found)
            raise SettingsError(
                f"the settings of {_shown(directory)} stand in {names}; keep them in one place"
            )
        for path, file in found:
            return _settings_of(path, file)
        if (directory / _REPOSITORY).exists():
            break
    return Settings()


def read_settings(path: Path | str) -> Settings:
    """
    Read a settings file.

    Args:
        path: Of the file; of a `pyproject.toml` the table `[tool.lightmeter]` counts.

    Raises:
        SettingsError: If it cannot be read or is broken.
    """
    return _settings_of(Path(path), _parse(Path(path)))


def _settings_in(directory: Path) -> Iterator[tuple[Path, TomlFile[SettingsError]]]:
    found = False
    for name in SETTINGS_FILES:
        if (directory / name).is_file():
            found = True
            yield directory / name, _parse(directory / name)
    project = directory / _PROJECT
    # Most projects that have one say nothing to lightmeter in it, and need not be parsed.
    if not project.is_file() or b"lightmeter" not in _bytes(project):
        return
    try:
        file = _parse(project)
    except SettingsError:
        if found:
            # Its mistake is for others to find.
            return
        raise
    if _table_of(project, file) is not None:
        yield project, file


def _parse(path: Path) -> TomlFile[SettingsError]:
    return parse_toml(_bytes(path), _shown(path), SettingsError, _LIMITS)


def _bytes(path: Path) -> bytes:
    return read_bytes(path, _shown(path), SettingsError, _LIMITS.largest_bytes)


def _base(path: Path) -> Pointer:
    return _TABLE if path.name == _PROJECT else ()


def _table_of(path: Path, file: TomlFile[SettingsError]) -> Any:
    """What is written for lightmeter, or None."""
    value: Any = file.document.value
    for step in _base(path):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _settings_of(path: Path, file: TomlFile[SettingsError]) -> Settings:
    base, table = _base(path), _table_of(path, file)
    if table is None:
        return Settings(file=file.name, directory=path.absolute().parent)
    if not isinstance(table, Mapping):
        raise file.error(f"the settings are a table, not {show(table)}", base)
    try:
        written = _structure(table, _Written)
    except StructureError as error:
        misfit = error.misfits[0]
        raise file.misfit(attrs.evolve(misfit, path=(*base, *misfit.path))) from error
    directory = path.absolute().parent
    places: dict[str, tuple[Path, ...]] = {}
    for key in ("packs", "overlays"):
        texts: tuple[str, ...] = getattr(written, key)
        places[key] = tuple(directory / text for text in texts)
        for number, place in enumerate(places[key]):
            _check_place(file, key, texts[number], place, (*base, key, number))
    return Settings(
        file=file.name,
        directory=directory,
        packs=places["packs"],
        overlays=places["overlays"],
        distributions=written.distributions,
    )


def _check_place(
    file: TomlFile[SettingsError], key: str, text: str, place: Path, pointer: Pointer
) -> None:
    if not place.exists():
        raise file.error(
            f"there is no {text}; paths are relative to the directory of this file", pointer
        )
    if key == "overlays" and place.is_dir():
        raise file.error(
            f"{text} is a directory, and an overlay is a file; name the directory under packs",
            pointer,
        )


def _shown(path: Path) -> str:
    """What a path is called: the way to it from here, with forward slashes on every system."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (ValueError, OSError):
        # Windows knows no way from one drive to another.
        return path.name
