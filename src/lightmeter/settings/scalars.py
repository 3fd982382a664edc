"""Settings that are one value: versions, pointers, days, switches, numbers."""

import datetime as dt

from lightmeter.dates import parse_date
from lightmeter.misfit import show
from lightmeter.place import Pointer, parse_pointer
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.kind import Kind, read_text
from lightmeter.settings.versions import VERSIONS_PATTERN, VersionsError, parse_versions

__all__ = ["DAY", "DAYS", "FLAG", "POINTER", "VERSIONS"]


def _versions(cursor: Cursor) -> str:
    text = read_text(cursor)
    try:
        parse_versions(text)
    except VersionsError as error:
        raise cursor.wrong(str(error), within=(text, error.start, error.end)) from None
    return text


VERSIONS = Kind(
    "a text: comparisons of dotted numbers (>=, <=, ==, !=, >, <, ~=), separated by commas",
    _versions,
    {"type": "string", "pattern": VERSIONS_PATTERN},
)


def _pointer(cursor: Cursor) -> Pointer:
    if not isinstance(cursor.value, str):
        raise cursor.wrong(f"{show(cursor.value)} is not a text")
    try:
        return parse_pointer(cursor.value)
    except ValueError as error:
        raise cursor.wrong(str(error).replace("'", '"')) from None


POINTER = Kind(
    "a text: keys and indexes from the document's root, each behind a slash",
    _pointer,
    {"type": "string", "pattern": "^(?:/(?:[^~]|~[01])*)?$"},
)


def _day(cursor: Cursor) -> dt.date:
    value = cursor.value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise cursor.wrong(f"{show(value)} is no day; write one like 2026-12-31")
    return day


DAY = Kind(
    "a day like 2026-12-31, bare or as a text",
    _day,
    {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
)


def _flag(cursor: Cursor) -> bool:
    if not isinstance(cursor.value, bool):
        raise cursor.wrong(f"{show(cursor.value)} is neither true nor false")
    return cursor.value


FLAG = Kind("true or false", _flag, {"type": "boolean"})


def _days(cursor: Cursor) -> int:
    value = cursor.value
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise cursor.wrong(f"{show(value)} is no number of days; write a whole one, 0 or more")
    return value


DAYS = Kind("a whole number of days", _days, {"type": "integer", "minimum": 0})
