"""What can be meant by a bare word that is no value in TOML."""

import re
from typing import Final

from lightmeter.document.quoting import quoted

__all__ = ["scalar_remedy"]

_NULLS: Final = frozenset({"null", "none", "nil", "undefined"})
_BOOLEANS: Final = {
    "true": "true",
    "yes": "true",
    "on": "true",
    "false": "false",
    "no": "false",
    "off": "false",
}


def scalar_remedy(word: str) -> str:
    """Say what is wrong with a bare word that stands where a value belongs, and what to do."""
    lower = word.lower()
    if lower in _NULLS:
        return f"TOML has no {word[:20]}; leave the key out"
    if lower in _BOOLEANS:
        return (
            f"{quoted(word)} needs quotes as text; if it is a truth value, write {_BOOLEANS[lower]}"
        )
    if re.fullmatch(r"[+-]?+0[0-9_]++(?:\.[0-9]*+)?+", word):
        return f"{quoted(word)} is not a number in TOML; leave out the leading zero"
    if re.fullmatch(r"[+-]?+(?:\.[0-9]++|[0-9_]++\.)", word):
        return f"{quoted(word)} is not a number in TOML; write digits on both sides of the point"
    if re.match(r"[0-9]{4}-[0-9]", word):
        return f"{quoted(word)} is not a date; write it like 2026-01-31, or in quotes as text"
    if word[0] in "“”‘’«»`":
        return "TOML puts text in straight quotes; replace these"
    return f"{quoted(word)} is not a value; put text in quotes"
