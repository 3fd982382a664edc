"""Settings that are tables with keys of their own, or several of them."""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from lightmeter.misfit import show
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.key import Key, object_schema, read_members
from lightmeter.settings.kind import Kind

__all__ = ["entries_of", "section_of"]


def section_of(keys: Sequence[Key], outside: Container[str]) -> Kind:
    """
    A table; what is read of it is what `read_members` gives.

    Args:
        keys: Of the table.
        outside: Keys that stand beside it.
    """
    return Kind(
        "a table", lambda cursor: tuple(read_members(cursor, keys, outside)), object_schema(keys)
    )


def entries_of(
    name: str,
    keys: Sequence[Key],
    outside: Container[str],
    make: Callable[..., Any],
    attributes: Mapping[str, str] | None = None,
) -> Kind:
    """
    An array of tables, each of which becomes an object.

    Args:
        name: Of the array, with dots.
        keys: Of each; they are called as its attributes are.
        outside: Keys that stand beside it.
        make: Makes the object of its attributes and `origin`.
        attributes: Keys to what they are called otherwise.
    """

    def read(cursor: Cursor) -> tuple[Any, ...]:
        value = cursor.value
        if not isinstance(value, list):
            hint = f": write [[{name}]] with two brackets" if isinstance(value, Mapping) else ""
            raise cursor.wrong(f"an array of tables is expected here, not {show(value)}{hint}")
        renamed = attributes or {}
        return tuple(
            _entry(cursor.at(it), keys, outside, make, renamed) for it in range(len(value))
        )

    return Kind("an array of tables", read, {"type": "array", "items": object_schema(keys)})


def _entry(
    cursor: Cursor,
    keys: Sequence[Key],
    outside: Container[str],
    make: Callable[..., Any],
    renamed: Mapping[str, str],
) -> Any:
    members = {
        renamed.get(key.name, key.name): value
        for key, _, value in read_members(cursor, keys, outside)
    }
    return make(**members, origin=cursor.origin)
