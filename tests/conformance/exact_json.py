"""JSON whose numbers stay as they are written: 5.0 is not 5, and 0.1 is no float."""

import json
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

__all__ = ["dump_json", "load_json", "same"]


def load_json(text: str) -> Any:
    """
    Read JSON with decimals for everything that is written with a point or an exponent.

    Raises:
        ValueError: If the text is no JSON, or an object names a member twice.
    """
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_object)


def dump_json(value: Any) -> str:
    """Write what `load_json` read, on one line."""
    match value:
        case str():
            return encode_basestring(value)
        case dict():
            members = (f"{encode_basestring(key)}: {dump_json(it)}" for key, it in value.items())
            return "{" + ", ".join(members) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(dump_json, value)) + "]"
        case Decimal():
            text = str(value)
            # 2e0 is read as a decimal without a point, and would be written as an integer.
            return text if "." in text or "E" in text else f"{text}E0"
    return json.dumps(value)


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal to the last type; the order of members does not count."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and bool(left == right)


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object names a member twice")
    return members
