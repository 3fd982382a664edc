"""`lightmeter config init`: a settings file to begin with."""

from pathlib import Path
from typing import Any

import click

from lightmeter.cli.ending import say
from lightmeter.cli.replacing import replace_file
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import decode
from lightmeter.errors import UsageError
from lightmeter.file_names import shown_path, whole_path
from lightmeter.settings.disk import is_directory, is_file
from lightmeter.settings.finding import PROJECT_FILE, SETTINGS_FILES
from lightmeter.settings.opening import TABLE, open_in, open_settings
from lightmeter.settings.starter import write_starter

__all__ = ["config_init"]


@click.command("init")
@click.argument("directory", metavar="[PATH]", default=Path(), type=click.Path(path_type=Path))
@click.option("--pyproject", is_flag=True, help="Put them behind what pyproject.toml says already.")
def config_init(directory: Path, pyproject: bool) -> None:
    """
    Begin a settings file in the directory PATH, the current one without.

    Every key is in it, commented out, with its meaning and its default. Nothing is overwritten.
    """
    if not is_directory(directory):
        raise UsageError(f"{directory.as_posix()} is no directory")
    found = open_in(whole_path(directory))
    if found is not None:
        name = shown_path(found[0])
        raise UsageError(f"{name} holds settings already, and nothing is overwritten")
    path = directory / (PROJECT_FILE if pyproject else SETTINGS_FILES[0])
    if pyproject:
        _append(path)
    else:
        _create(path)
    say(f"wrote {shown_path(path)}: every key is in it, behind a #")
    say("next, take the # from what you settle, and see what is in force: lightmeter config show")


def _create(path: Path) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(write_starter())
    except FileExistsError:
        raise UsageError(
            f"{shown_path(path)} is there already, and nothing is overwritten"
        ) from None
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{shown_path(path)} cannot be written: {reason}") from None


def _append(path: Path) -> None:
    if not is_file(path):
        raise UsageError(
            f"there is no {shown_path(path)}; leave --pyproject out, which begins"
            f" {SETTINGS_FILES[0]}"
        )
    document = open_settings(path).file.document
    before = path.read_bytes()
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    added = write_starter(TABLE).encode().replace(b"\n", newline)
    gap = b"" if not before else newline if before.endswith(b"\n") else newline * 2
    after = before + gap + added
    if not _only_adds(document.value, after):
        raise UsageError(
            f"{shown_path(path)} takes no further table, as [tool] stands on one line in it; write"
            " it with headers, or leave --pyproject out"
        )
    replace_file(path, after)


def _only_adds(before: Any, data: bytes) -> bool:
    """Whether a text says what was said before, and beside it nothing but our table."""
    try:
        after = read(decode(data, name=PROJECT_FILE, format="toml")).value
    except DocumentError:
        return False
    tool, name = TABLE
    others = {key: value for key, value in after[tool].items() if key != name}
    return {**after, tool: others} == {tool: {}, **before}
