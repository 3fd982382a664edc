"""Keys and values in the words of the text they are written into."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lightmeter.document.source import Format
from lightmeter.document.toml_text import write_key, write_text, write_toml

__all__ = ["spell_key", "spell_value"]

_QUOTES = ("'", '"')
# What a reader could not see, and a terminal would act on.
_HIDDEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def spell_value(value: Any, form: Format, before: str = "") -> str:
    """
    Write a value on one line.

    Args:
        value: Of what the format can hold.
        form: Of the text.
        before: What stands there now: quotes of TOML stay where they can.
    """
    if form != "toml":
        return _json(value)
    if isinstance(value, str) and before[:1] in _QUOTES:
        return write_text(value, literal=before.startswith("'"))
    return write_toml(value)


def spell_key(path: Sequence[str], form: Format, before: str = "") -> str:
    """
    Write a key.

    Args:
        path: Of a dotted key of TOML, or a single name, as it always is where one stands there.
        form: Of the text.
        before: What stands there now: its quotes stay.
    """
    if form != "toml":
        return _json(path[-1])
    return spell_value(path[0], form, before) if before[:1] in _QUOTES else write_key(path)


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_json(key)}: {_json(it)}' for key, it in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_json, value))}]"
    if isinstance(value, Decimal):
        text = str(value)
        # A whole number without exponent would be read as an integer.
        return text if "." in text or "E" in text else f"{text}.0"
    text = json.dumps(value, ensure_ascii=False)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
