"""
A pack that is given as data, written as a TOML file.

tomli-w puts every text in double quotes, where the quotes of an expression need a backslash; then a
part of the expression is found in the file no more. Here such a text stands in single quotes, as in
packs that people write.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["toml_text"]

_BARE = re.compile(r"[A-Za-z0-9_-]+").fullmatch


def toml_text(data: Mapping[str, Any]) -> str:
    """Write TOML: one key a line, one header a table."""
    return "\n".join(_table(data, ())) + "\n"


def _table(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in data.items():
        if not isinstance(value, Mapping) and not _is_tables(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in data.items():
        inner = (*path, _key(key))
        if isinstance(value, Mapping):
            yield f"[{'.'.join(inner)}]"
            yield from _table(value, inner)
        elif _is_tables(value):
            for item in value:
                yield f"[[{'.'.join(inner)}]]"
                yield from _table(item, inner)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(it, Mapping) for it in value)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case Mapping():
            members = (f"{_key(key)} = {_value(it)}" for key, it in value.items())
            return f"{{ {', '.join(members)} }}" if value else "{}"
        case None:
            raise ValueError("TOML has no null")
    return str(value)


def _key(key: str) -> str:
    return key if _BARE(key) else _text(key)


def _text(text: str) -> str:
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
