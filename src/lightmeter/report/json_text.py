"""
Data becomes JSON text without loss: decimals as exact numbers, nothing that a reader refuses.

`json.dumps` turns decimals into floats or refuses them, writes NaN, and fails on dates; a request
may hold all three.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

__all__ = ["write_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def write_json(value: Any, *, indent: int | None = None) -> str:
    """
    Write a value as JSON.

    What JSON has no word for becomes a string: dates in ISO form, NaN and infinities by name,
    bytes as UTF-8. Keys that are no text are spelled as JSON spells the value.

    Args:
        value: Made of dicts, lists, tuples and what documents hold.
        indent: Blanks a level, or None for a single line.
    """
    return "".join(_write(value, indent, "\n"))


def _write(value: Any, indent: int | None, newline: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        items = ((_key(key), inner) for key, inner in value.items())
        yield from _members("{}", items, indent, newline)
    elif isinstance(value, list | tuple):
        yield from _members("[]", (("", inner) for inner in value), indent, newline)
    else:
        yield _scalar(value)


def _members(
    brackets: str, items: Iterator[tuple[str, Any]], indent: int | None, newline: str
) -> Iterator[str]:
    inner = newline + " " * (indent or 0)
    separator = brackets[0] + (inner if indent is not None else "")
    following = f",{inner}" if indent is not None else ", "
    empty = True
    for key, value in items:
        yield separator + key
        yield from _write(value, indent, inner)
        separator, empty = following, False
    yield brackets if empty else (newline if indent is not None else "") + brackets[1]


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
    written = json.dumps(text, ensure_ascii=False)
    # Half of a surrogate pair cannot be written as UTF-8; its escape can.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
