"""Every key of a merged pack: its value, where that was written, and what it replaced."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lightmeter.packs.merge import Merged, Origin
from lightmeter.packs.model import Pack
from lightmeter.place import Pointer

__all__ = ["Former", "Key", "Place", "list_keys", "list_overrides", "place_of"]

_RENAMED = {"additional_properties": "additionalProperties"}
_ORDER = tuple(_RENAMED.get(it.name, it.name) for it in attrs.fields(Pack))


@attrs.frozen
class Place:
    """
    Where a key stands.

    Attributes:
        pack: Id of the pack that wrote it.
        file: Name of its file, as the user knows it.
        line: From 1.
        column: From 1.
        model: Whose patch it stands in, or "".
        amends: The pack is an overlay.
    """

    pack: str
    file: str
    line: int
    column: int
    model: str = ""
    amends: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@attrs.frozen
class Former:
    """
    A value that a later layer replaced.

    Attributes:
        value: Plain data.
        place: Where it stands.
    """

    value: Any
    place: Place


@attrs.frozen
class Key:
    """
    One key of a merged pack that is no table, or an empty one.

    Attributes:
        path: Of the merged data.
        value: Plain data; a citation as its file writes it.
        place: Where it was written.
        replaced: What it said before, the earliest first.
    """

    path: Pointer
    value: Any
    place: Place
    replaced: tuple[Former, ...] = ()


def list_keys(merged: Merged, path: Pointer = ()) -> Iterator[Key]:
    """
    List the keys at and below a path of the merged data, in the order of the format.

    Nothing is listed where the path leads nowhere.
    """
    value: Any = merged.data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError):
            return
    yield from _keys(merged, path, value)


def list_overrides(merged: Merged, path: Pointer) -> Iterator[Key]:
    """
    List what other layers than the first have changed of an entry, or added to it.

    Args:
        merged: The pack.
        path: Of a table in the merged data, such as a rule or a field.

    Returns:
        Keys with what they replaced, if anything. A citation is not among them: it belongs to
        whoever wrote the rest.
    """
    first: Place | None = None
    for key in list_keys(merged, path):
        if first is None:
            first = place_of(merged.origin(path))
        changed = bool(key.replaced) and key.replaced[-1].value != key.value
        added = (key.place.pack, key.place.model) != (first.pack, first.model)
        if key.path[-1] != "source" and (changed or (added and not key.replaced)):
            yield key


def _keys(merged: Merged, path: Pointer, value: Any) -> Iterator[Key]:
    if isinstance(value, Mapping) and (value or not path):
        names = sorted(value, key=_ORDER.index) if not path else value
        for name in names:
            yield from _keys(merged, (*path, name), value[name])
    elif path == ("billing",) and value:
        for number, line in enumerate(value):
            yield from _keys(merged, (*path, number), line)
    else:
        yield _key(merged, path, value)


def _key(merged: Merged, path: Pointer, value: Any) -> Key:
    place = place_of(merged.origin(path))
    formers = []
    for former in merged.replaced(path):
        earlier = place_of(former.origin)
        formers.append(Former(_as_written(path, former.value, earlier), earlier))
    return Key(path, _as_written(path, value, place), place, tuple(formers))


def _as_written(path: Pointer, value: Any, place: Place) -> Any:
    """A citation without the id that merging has put before it: the place tells whose it is."""
    if path[-1:] == ("source",) and isinstance(value, str):
        return value.removeprefix(f"{place.pack}|")
    return value


def place_of(origin: Origin) -> Place:
    """Find an origin in the text of its file."""
    file, pointer = origin.file, origin.pointer
    document = file.document
    if pointer[-1:] == ("source",) and document.key_span(pointer) is None:
        # What cites nothing itself stands on the source of its file.
        pointer = ("source",)
    span = document.key_span(pointer) or document.span(pointer)
    while span is None and pointer:
        pointer = pointer[:-1]
        span = document.key_span(pointer) or document.span(pointer)
    assert span is not None
    return Place(
        pack=file.pack.id,
        file=file.name,
        line=span.start.line,
        column=span.start.column,
        model=str(origin.pointer[1]) if origin.pointer[:1] == ("models",) else "",
        amends=bool(file.pack.amends),
    )
