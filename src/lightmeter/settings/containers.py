"""Settings that hold several values: arrays and tables."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.misfit import show
from lightmeter.settings.amounts import DOLLARS
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.files import read_overlay, read_pattern, read_pattern_name, read_place
from lightmeter.settings.kind import TEXT, Kind, read_text, word

__all__ = [
    "DOLLARS_BY_PROVIDER",
    "OVERLAYS",
    "PACKS",
    "PATTERNS",
    "PROVIDERS",
    "RULES",
    "RULES_BY_FILE",
    "SEVERITIES",
    "SOME_RULES",
    "TEXTS",
]


def _array(words: str, read: Callable[[Cursor], Any], *, empty: bool = True) -> Kind:
    """An array of texts that each are read in the same way."""

    def read_all(cursor: Cursor) -> tuple[Any, ...]:
        value = cursor.value
        if not isinstance(value, list):
            hint = f": write [{show(value)}]" if isinstance(value, str) else ""
            raise cursor.wrong(f"an array of texts is expected here, not {show(value)}{hint}")
        if not value and not empty:
            raise cursor.wrong(f"{words} is expected here, and this one is empty")
        return tuple(read(cursor.at(number)) for number in range(len(value)))

    least = {} if empty else {"minItems": 1}
    return Kind(words, read_all, {"type": "array", "items": TEXT.schema, **least})


TEXTS = _array("an array of texts", read_text)
RULES = _array("an array of rules", read_text)
SOME_RULES = _array("an array of rules", read_text, empty=False)
PATTERNS = _array("an array of patterns", read_pattern)
PACKS = _array("an array of paths", read_place)
OVERLAYS = _array("an array of paths", read_overlay)


def _table(words: str, value: Kind, name: Callable[[Cursor], str]) -> Kind:
    """A table whose keys the user chooses."""

    def read(cursor: Cursor) -> dict[str, Any]:
        if not isinstance(cursor.value, Mapping):
            raise cursor.wrong(f"a table is expected here, not {show(cursor.value)}")
        members = map(cursor.at, cursor.value)
        return {name(it): _member(it, value) for it in members}

    names = {"pattern": r"\S"}
    schema = {"type": "object", "propertyNames": names, "additionalProperties": value.schema}
    return Kind(words, read, schema)


def _member(cursor: Cursor, kind: Kind) -> Any:
    if isinstance(cursor.value, Mapping):
        # What `severity.vidgo.enum = …` makes of the name.
        raise cursor.wrong(
            "a table stands here; a name with dots or slashes is written in quotes", key=True
        )
    return kind.read(cursor)


def _read_name(cursor: Cursor) -> str:
    if not cursor.name.strip():
        raise cursor.wrong("an empty text names nothing", key=True)
    return cursor.name


_SEVERITY_WORD = word(
    *(it.value for it in Severity),
    elsewhere=dict.fromkeys(
        ("off", "none", "ignore"), "a rule that is not to speak stands under ignore"
    ),
)
_SEVERITY = attrs.evolve(_SEVERITY_WORD, read=lambda it: Severity(_SEVERITY_WORD.read(it)))

SEVERITIES = _table(f"a table: rule = {_SEVERITY.words}", _SEVERITY, _read_name)
DOLLARS_BY_PROVIDER = _table("a table: provider = an amount of USD", DOLLARS, _read_name)
PROVIDERS = _table("a table: pattern = a provider", TEXT, read_pattern_name)
RULES_BY_FILE = _table("a table: pattern = an array of rules", RULES, read_pattern_name)
