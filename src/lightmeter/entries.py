"""The shapes in which a document holds requests: a payload, a request file, a batch, an array."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.misfit import Misfit, StructureError

__all__ = ["Entry", "entries"]

Pointer = tuple[str | int, ...]


@attrs.frozen
class Entry:
    """
    One request of a document.

    Attributes:
        data: With the defaults merged under it.
        base: Pointer of the request in the document.
        outer: Pointers of the tables it inherits from, nearest first.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    data: Mapping[str, Any]
    base: Pointer = ()
    outer: tuple[Pointer, ...] = ()


def entries(value: Any) -> Iterator[Entry | Misfit]:
    """
    Find the requests of a document.

    Args:
        value: Of the document: a payload, a request file, a batch, or an array of the first two.

    Returns:
        Entries; a misfit for whatever is none of them.
    """
    if type(value) is dict and "requests" not in value:
        return iter((Entry(value),))
    return _entries(value)


def _entries(value: Any) -> Iterator[Entry | Misfit]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield Entry(item, (index,))
            else:
                yield Misfit((index,), "a request is an object; this is none")
    elif not isinstance(value, dict):
        yield Misfit((), "a request is an object or a table; this is none")
    elif "requests" in value:
        yield from _batch_entries(value)
    else:
        yield Entry(value)


def _is_batch(value: Mapping[str, Any]) -> bool:
    """Whether everything about a batch plainly fits."""
    return (
        value.keys() <= {"provider", "defaults", "requests", "$schema"}
        and all(type(value.get(key, "")) is str for key in ("provider", "$schema"))
        and isinstance(value.get("defaults", {}), Mapping)
        and all(isinstance(it, Mapping) for it in value["requests"])
    )


def _batch_entries(value: dict[str, Any]) -> Iterator[Entry | Misfit]:
    if not isinstance(value["requests"], list):
        yield Misfit(("requests",), "requests is an array of tables: [[requests]] in TOML")
        value = {**value, "requests": []}
    try:
        if not _is_batch(value):
            # cattrs takes longer to import than most commands take, and most batches plainly fit.
            from lightmeter.envelope import check_batch  # noqa: PLC0415

            check_batch(value)
    except StructureError as error:
        yield from error.misfits
    defaults = value.get("defaults", {})
    if not isinstance(defaults, dict):
        defaults = {}
    if isinstance(value.get("provider"), str):
        defaults = {"provider": value["provider"], **defaults}
    requests = value["requests"]
    for index, item in enumerate(requests if isinstance(requests, list) else []):
        if isinstance(item, dict):
            merged = _merge(defaults, item)
            yield Entry(merged, ("requests", index), (("defaults",), ()))


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Tables merge, everything else of `over` replaces what is under it."""
    if not under:
        return dict(over)
    merged = dict(under)
    for key, value in over.items():
        known = merged.get(key)
        both = isinstance(known, dict) and isinstance(value, dict)
        merged[key] = _merge(known, value) if both and known is not None else value
    return merged
