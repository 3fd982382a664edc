"""Settings that name files: paths and patterns, from the directory that the settings lie in."""

from pathlib import Path

from lightmeter.misfit import show
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.disk import is_directory, is_there
from lightmeter.settings.kind import TEXT, Kind, read_text
from lightmeter.settings.model import Pattern
from lightmeter.settings.patterns import flaw_of

__all__ = ["FILE", "read_overlay", "read_pattern", "read_pattern_name", "read_place"]


FILE = Kind("a path", lambda cursor: cursor.directory / read_text(cursor), TEXT.schema)


def read_place(cursor: Cursor) -> Path:
    """A path of something that is there."""
    text = read_text(cursor)
    place = cursor.directory / text
    if not is_there(place):
        raise cursor.wrong(f"there is no {text}; paths are relative to the directory of this file")
    return place


def read_overlay(cursor: Cursor) -> Path:
    """A path of a file that is there."""
    place = read_place(cursor)
    if is_directory(place):
        raise cursor.wrong(
            f"{cursor.value} is a directory, and an overlay is a file; name the directory under"
            " packs"
        )
    return place


def read_pattern(cursor: Cursor) -> Pattern:
    """A pattern among others."""
    text = read_text(cursor)
    if flaw := flaw_of(text):
        raise cursor.wrong(f"{show(text)} means no file: {flaw}")
    return Pattern(text, cursor.directory)


def read_pattern_name(cursor: Cursor) -> Pattern:
    """A pattern that is the key of a value, and stands alone."""
    name = cursor.name
    if flaw := flaw_of(name, alone=True):
        raise cursor.wrong(f"{show(name)} means no file: {flaw}", key=True)
    return Pattern(name, cursor.directory)
