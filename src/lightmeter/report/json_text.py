"""
Data becomes JSON text without loss: decimals as exact numbers, nothing that a reader refuses.

`json.dumps` turns decimals into floats or refuses them, writes NaN, and fails on dates; a request
may hold all three.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lightmeter.report.json_plain import Shared, write_plain, write_plain_wide, write_text

__all__ = ["Shared", "write_json"]


def write_json(value: Any, *, indent: int | None = None, width: int = 0, before: str = "") -> str:
    """
    Write a value as JSON.

    What JSON has no word for becomes a string: dates in ISO form, NaN and infinities by name,
    bytes as UTF-8. Keys that are no text are spelled as JSON spells the value.

    Args:
        value: Made of dicts, lists, tuples and what documents hold.
        indent: Blanks a level, or None for a single line.
        width: With an indent, objects and arrays that fit into a line of so many columns are
            written on it.
        before: What stands before it on its line, in a document that it is a part of: its other
            lines begin with the same blanks.
    """
    newline = "\n" + before[: len(before) - len(before.lstrip(" "))]
    if indent is not None and width:
        written = write_plain_wide(value, indent, newline, width, len(before))
    else:
        written = write_plain(value, indent, newline)
    if written is not None:
        return written
    parts = [before]
    _write(value, indent, width, newline, parts)
    return "".join(parts[1:])


def _write(value: Any, indent: int | None, width: int, newline: str, parts: list[str]) -> None:
    """Write any value, with care; `parts` has what stands before it."""
    if isinstance(value, Shared):
        columns = len(parts[-1].rpartition("\n")[2]) if width else 0
        way = (None if indent is None else newline), width, columns
        written = value.texts.get(way)
        if written is None:
            whole = parts[-1:]
            _write(dict(value), indent, width, newline, whole)
            written = value.texts[way] = "".join(whole[1:])
        parts.append(written)
        return
    if isinstance(value, Mapping):
        brackets = "{}"
        items: Iterable[tuple[str, Any]] = ((_key(key), it) for key, it in value.items())
    elif isinstance(value, list | tuple):
        brackets = "[]"
        items = (("", it) for it in value)
    else:
        parts.append(_scalar(value))
        return
    if not value:
        parts.append(brackets)
        return
    if indent is not None and width:
        line = write_json(value)
        # Before it stand its key and the blanks of the line; behind it a comma may.
        if len(parts[-1].rpartition("\n")[2]) + len(line) < width:
            parts.append(line)
            return
    inner = newline + " " * (indent or 0)
    separator = brackets[0] + (inner if indent is not None else "")
    following = f",{inner}" if indent is not None else ", "
    for key, it in items:
        parts.append(separator + key)
        _write(it, indent, width, inner, parts)
        separator = following
    parts.append((newline if indent is not None else "") + brackets[1])


def _key(key: Any) -> str:
    if not isinstance(key, str):
        key = _scalar(key).strip('"')
    return f"{write_text(key)}: "


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return write_text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # str() refuses integers of more than 4,300 digits; a Decimal spells them.
        return str(Decimal(value))
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else write_text(str(value))
    if isinstance(value, dt.date | dt.time):
        return write_text(value.isoformat())
    if isinstance(value, bytes):
        return write_text(value.decode(errors="replace"))
    return write_text(str(value))
