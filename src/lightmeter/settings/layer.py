"""What one settings file says by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.place import Pointer
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.key import Joining, Key, read_members
from lightmeter.settings.keys import JOINED, KEYS
from lightmeter.settings.parts import Origin
from lightmeter.settings.versions import is_met, parse_versions
from lightmeter.version import __version__

__all__ = ["Layer", "Settled", "read_layer"]

_REQUIRED_VERSION = "required-version"
_EXTEND = "extend"


@attrs.frozen(slots=False)
class Settled:
    """
    The value of a key, and where it was written.

    Attributes:
        value: As data of lightmeter: a tuple for an array, a dict for a table.
        origins: By the way from the value to a part of it; that of the whole is `()`.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    value: Any
    origins: Mapping[Pointer, Origin]


@attrs.frozen(slots=False)
class Layer:
    """
    What one file says.

    Attributes:
        settled: By the dotted names of keys; `extend` is not among them.
        extends: The path of the file that this one builds on, as a cursor; None for none.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    settled: Mapping[str, Settled] = attrs.field(factory=dict)
    extends: Cursor | None = None


def read_layer(cursor: Cursor) -> Layer:
    """
    Read what a file says.

    Args:
        cursor: At the table of its settings.

    Raises:
        SettingsError: At the first mistake, or if the file asks for another version of lightmeter.
    """
    # 1. Whether the rest is to be understood at all.
    if isinstance(cursor.value, Mapping) and _REQUIRED_VERSION in cursor.value:
        _check_version(cursor.at(_REQUIRED_VERSION))

    # 2. Every key.
    settled: dict[str, Settled] = {}
    extends = None
    for name, member, value in _members(cursor):
        if name == _EXTEND:
            extends = member
        else:
            settled[name] = Settled(value, dict(_origins(member, ())))
    return Layer(settled, extends)


def _check_version(cursor: Cursor) -> None:
    versions = JOINED[_REQUIRED_VERSION].kind.read(cursor)
    if not is_met(parse_versions(versions), __version__):
        raise cursor.wrong(
            f"these settings need lightmeter {versions}, and this is lightmeter {__version__};"
            " install one that they are meant for"
        )


def _members(cursor: Cursor) -> Iterator[tuple[str, Cursor, Any]]:
    """Every value by its dotted name."""
    key: Key
    for key, member, value in read_members(cursor, KEYS):
        if key.joining is Joining.WITHIN:
            yield from ((f"{key.name}.{inner.name}", at, it) for inner, at, it in value)
        else:
            yield key.name, member, value


def _origins(cursor: Cursor, way: Pointer) -> Iterator[tuple[Pointer, Origin]]:
    """Where a value stands, and each part of it."""
    yield way, cursor.origin
    if isinstance(cursor.value, Mapping):
        for name in cursor.value:
            yield from _origins(cursor.at(name), (*way, name))
    elif isinstance(cursor.value, list):
        for number in range(len(cursor.value)):
            yield from _origins(cursor.at(number), (*way, number))
