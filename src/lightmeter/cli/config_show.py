"""`lightmeter config show`: the settings in force, and where each was written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.ending import write
from lightmeter.cli.options import format_option, settings_options
from lightmeter.document.toml_text import write_key, write_toml
from lightmeter.errors import UsageError
from lightmeter.report.display import pad, show, text_width
from lightmeter.report.json_text import write_json
from lightmeter.settings.disk import is_directory, is_there
from lightmeter.settings.keys import JOINED
from lightmeter.settings.listing import Listed, list_settings
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import Origin
from lightmeter.settings.reading import SettingsFinder

__all__ = ["config_show"]

# Behind a value of more columns its comment does not line up with the others.
_ALIGNED_COLUMNS = 60


@click.command("show")
@click.argument("path", metavar="[PATH]", default=Path(), type=click.Path(path_type=Path))
@settings_options
@format_option("text", "json")
def config_show(path: Path, form: str, **chosen: Any) -> None:
    """
    Show the settings that are in force for PATH, and where each was written.

    PATH is a file or a directory, the current one without. The output is TOML; its paths are from
    the current directory.
    """
    if not is_there(path):
        raise UsageError(f"{path.as_posix()}: there is no such file or directory")
    directory = path if is_directory(path) else path.parent
    settings = SettingsFinder(**chosen).find(directory)
    write(_FORMATS[form](settings))


# As TOML ------------------------------------------------------------------------------------------


def _text(settings: Settings) -> str:
    lines = [*_head(settings), ""]
    listed = list(list_settings(settings))
    # TOML has arrays of tables behind everything else, and an empty array before every header.
    tables = [it for it in listed if JOINED[it.name].keys and it.value]
    plain = [it for it in listed if it not in tables]
    plain.sort(key=lambda it: "." in it.name)
    for section, group in groupby(plain, lambda it: it.name.rpartition(".")[0]):
        lines += ["", f"[{section}]"] if section else []
        lines += _aligned(list(group))
    for it in tables:
        lines += _entries(it)
    return "\n".join(lines) + "\n"


def _head(settings: Settings) -> Iterator[str]:
    if not settings.file:
        yield "# No settings file is in force, so everything is at its default."
        return
    yield f"# {show(settings.file)} is in force."
    if settings.extends:
        yield f"# It builds on {', then on '.join(map(show, settings.extends))}."


def _aligned(listed: Sequence[Listed]) -> Iterator[str]:
    names = [write_key([it.name.rpartition(".")[2]]) for it in listed]
    width = max(map(text_width, names), default=0)
    rows = [
        (f"{pad(name, width)} = {write_toml(it.value)}", it)
        for name, it in zip(names, listed, strict=True)
        if it.value is not None
    ]
    widths = [text_width(text) for text, _ in rows]
    column = max((it for it in widths if it <= width + _ALIGNED_COLUMNS), default=0)
    shown = {
        it.name: f"{pad(text, max(column, text_width(text)))}  # {_places(it.origins)}"
        for text, it in rows
    }
    for name, it in zip(names, listed, strict=True):
        yield shown.get(it.name, f"# {name} is not settled")


def _entries(listed: Listed) -> Iterator[str]:
    for entry, origin in zip(listed.value, listed.origins, strict=True):
        yield ""
        yield f"[[{listed.name}]]  # {_places([origin])}"
        yield from (f"{write_key([key])} = {write_toml(value)}" for key, value in entry.items())


def _places(origins: Sequence[Origin]) -> str:
    return ", ".join(map(_place, origins)) or "default"


def _place(origin: Origin) -> str:
    line = "" if origin.span is None else f":{origin.span.start.line}"
    return f"{show(origin.file)}{line}"


# As JSON ------------------------------------------------------------------------------------------


def _json(settings: Settings) -> str:
    document = {
        "version": 1,
        "file": settings.file or None,
        "extends": list(settings.extends),
        "settings": [
            {"key": it.name, "value": it.value, "origins": list(map(_origin_object, it.origins))}
            for it in list_settings(settings)
        ],
    }
    return write_json(document, indent=2) + "\n"


def _origin_object(origin: Origin) -> dict[str, Any]:
    start = None if origin.span is None else origin.span.start
    return {
        "file": origin.file,
        "line": None if start is None else start.line,
        "column": None if start is None else start.column,
    }


_FORMATS: Mapping[str, Callable[[Settings], str]] = {"text": _text, "json": _json}
