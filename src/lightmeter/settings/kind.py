"""What a setting may be: how it is read, what JSON Schema says of it."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.language.spelling import nearest
from lightmeter.misfit import show
from lightmeter.settings.cursor import Cursor

__all__ = ["TEXT", "Kind", "read_text", "word"]


@attrs.frozen(slots=False)
class Kind:
    """
    What a setting may be.

    Attributes:
        words: For people: "an array of rules".
        read: Gives the value at a cursor as data of lightmeter, or raises SettingsError there.
        schema: For editors; a date counts as text.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    words: str
    read: Callable[[Cursor], Any]
    schema: Mapping[str, Any]


def read_text(cursor: Cursor) -> str:
    """A text that is not blank."""
    value = cursor.value
    if not isinstance(value, str):
        raise cursor.wrong(f"{show(value)} is not a text")
    if not value.strip():
        raise cursor.wrong("an empty text names nothing")
    return value


TEXT = Kind("a text", read_text, {"type": "string", "pattern": r"\S"})


def word(*words: str, elsewhere: Mapping[str, str] | None = None) -> Kind:
    """
    One of a few words.

    Args:
        words: That are accepted.
        elsewhere: What is said otherwise, and how.
    """
    quoted = [f'"{it}"' for it in words]
    known = f"{', '.join(quoted[:-1])} or {quoted[-1]}"

    def read(cursor: Cursor) -> str:
        value = cursor.value
        if isinstance(value, str) and value in words:
            return value
        if isinstance(value, str) and (hint := (elsewhere or {}).get(value)):
            raise cursor.wrong(f"{show(value)} is not known here; {hint}")
        close = nearest(value, words) if isinstance(value, str) else ""
        what = "is not known here" if isinstance(value, str) else "is not a text"
        raise cursor.wrong(f"{show(value)} {what}; write {known}", close)

    return Kind(known, read, {"enum": list(words)})
