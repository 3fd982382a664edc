"""
Methods that data classes share.

attrs writes these anew for each class, and takes longer to compile them than all else that makes
the class. So the classes that every command imports are given these, which do the same:

    __repr__, __eq__, __hash__ = represent, equal, hash_of

With slots a class is made twice, and its cached properties are compiled. What a run has only a few
of does without them, and is pickled without what it has cached:

    __getstate__ = state_of
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeAlias

import attrs

__all__ = ["equal", "hash_of", "represent", "state_of"]

_Values: TypeAlias = Callable[[Any], object]

_COMPARED: dict[type, _Values] = {}
_HASHED: dict[type, _Values] = {}


def represent(self: Any) -> str:
    """Show an object with its fields: `Span(start=…, end=…)`."""
    fields = [it.name for it in attrs.fields(type(self)) if it.repr]
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields)
    return f"{type(self).__qualname__.rpartition('>.')[2]}({shown})"


def equal(self: Any, other: object) -> bool:
    """Whether two objects are of one class, and their fields are equal."""
    cls = type(self)
    if type(other) is not cls:
        return NotImplemented  # type: ignore[no-any-return]  # as Python wants it
    values = _COMPARED.get(cls) or _remember(_COMPARED, cls, [it for it in _fields(cls) if it.eq])
    return values(self) == values(other)


def hash_of(self: Any) -> int:
    """Give the hash of an object, which is that of its fields."""
    cls = type(self)
    values = _HASHED.get(cls)
    if values is None:
        hashed = [it for it in _fields(cls) if (it.eq if it.hash is None else it.hash)]
        values = _remember(_HASHED, cls, hashed)
    return hash((cls, values(self)))


def state_of(self: Any) -> dict[str, Any]:
    """Give the fields of an object, and nothing that was worked out of them."""
    return {it.name: getattr(self, it.name) for it in _fields(type(self))}


def _fields(cls: Any) -> tuple[Any, ...]:
    fields: tuple[Any, ...] = attrs.fields(cls)
    return fields


def _remember(known: dict[type, _Values], cls: type, fields: Sequence[Any]) -> _Values:
    """What gives the values of some fields; of one alone the value itself."""
    names = [it.name for it in fields]
    values: _Values = attrgetter(*names) if names else _nothing
    if any(it.eq_key is not None for it in fields):
        values = _by_keys([(it.name, it.eq_key) for it in fields])
    known[cls] = values
    return values


def _by_keys(keys: Sequence[tuple[str, Callable[[Any], Any] | None]]) -> _Values:
    return lambda self: tuple(
        getattr(self, name) if key is None else key(getattr(self, name)) for name, key in keys
    )


def _nothing(_: Any) -> tuple[()]:
    return ()
