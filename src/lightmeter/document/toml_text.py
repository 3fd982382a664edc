"""Keys and values as TOML text, each on one line, so that a comment can stand behind it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

__all__ = ["write_key", "write_text", "write_toml"]

_BARE = re.compile(r"[A-Za-z0-9_-]+").fullmatch
# What a basic string must escape, and what a reader could not see.
_HIDDEN = re.compile(
    r'["\\]|[^\x20-\x7e\x80-\U0010ffff]|'
    r"[\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_LITERAL = re.compile(
    r"[^'\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*"
).fullmatch
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_key(path: Sequence[str]) -> str:
    """A key, dotted where it has several parts, each in quotes where it must be."""
    return ".".join(part if _BARE(part) else _basic(part) for part in path)


def write_toml(value: Any) -> str:
    """
    Write a value on one line.

    Args:
        value: Made of what TOML holds, with Decimal for floats.
    """
    if isinstance(value, Mapping):
        inner = ", ".join(f"{write_key([key])} = {write_toml(it)}" for key, it in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # As a pack would write it: an expression that holds quotes stands between single ones.
        return write_text(value, literal='"' in value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def write_text(text: str, *, literal: bool = False) -> str:
    """
    Write a string on one line.

    Args:
        text: To write.
        literal: Between single quotes, which know no escapes, where that is possible.
    """
    return f"'{text}'" if literal and _LITERAL(text) else _basic(text)


def _basic(text: str) -> str:
    return f'"{_HIDDEN.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    return _SHORT.get(letter) or (
        f"\\u{ord(letter):04X}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08X}"
    )


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return "nan" if value.is_nan() else "-inf" if value < 0 else "inf"
    text = str(value).replace("E+", "e+").replace("E-", "e-").replace("E", "e")
    # 5 would be read as an integer; a float has a point or an exponent.
    return text if "." in text or "e" in text else f"{text}.0"
