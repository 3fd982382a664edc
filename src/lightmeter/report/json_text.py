"""
Data becomes JSON text without loss: decimals as exact numbers, nothing that a reader refuses.

`json.dumps` turns decimals into floats or refuses them, writes NaN, and fails on dates; a request
may hold all three.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

__all__ = ["Shared", "write_json"]

# json.dumps() would make a new one for every text.
_ENCODER = json.JSONEncoder(ensure_ascii=False)
# What UTF-8 cannot say, what a terminal would act on and what some readers take for a line's end.
# The encoder escapes the controls below a blank.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Shared(dict[str, Any]):
    """An object that stands in many texts: it is written once for each way in which it stands."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        """Begin with its members, which must not change."""
        super().__init__(members)
        self.texts: dict[tuple[int | None, str], str] = {}


def write_json(value: Any, *, indent: int | None = None, width: int = 0) -> str:
    """
    Write a value as JSON.

    What JSON has no word for becomes a string: dates in ISO form, NaN and infinities by name,
    bytes as UTF-8. Keys that are no text are spelled as JSON spells the value.

    Args:
        value: Made of dicts, lists, tuples and what documents hold.
        indent: Blanks a level, or None for a single line.
        width: With an indent, objects and arrays that fit into a line of so many columns are
            written on it.
    """
    parts: list[str] = []
    _write(value, indent, width, "\n", parts)
    return "".join(parts)


def _write(value: Any, indent: int | None, width: int, newline: str, parts: list[str]) -> None:
    if isinstance(value, Shared) and not width:
        written = value.texts.get((indent, newline))
        if written is None:
            whole: list[str] = []
            _write(dict(value), indent, width, newline, whole)
            written = value.texts[indent, newline] = "".join(whole)
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
        before = parts[-1].rpartition("\n")[2] if parts else ""
        if len(before) + len(line) < width:
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
    return f"{_text(key)}: "


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        # str() refuses integers of more than 4,300 digits; a Decimal spells them.
        return str(Decimal(value))
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else _text(str(value))
    if isinstance(value, dt.date | dt.time):
        return _text(value.isoformat())
    if isinstance(value, bytes):
        return _text(value.decode(errors="replace"))
    return _text(str(value))


def _text(text: str) -> str:
    written = _ENCODER.encode(text)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
