"""Settings are listed: every key with its value, and where that was written."""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any

import attrs

from lightmeter.file_names import shown_path
from lightmeter.money import format_amount
from lightmeter.place import format_pointer
from lightmeter.settings.building import field_of
from lightmeter.settings.key import Key
from lightmeter.settings.keys import JOINED
from lightmeter.settings.model import Amount, Origin, Settings, SuppressEntry

__all__ = ["Listed", "list_settings"]


@attrs.frozen
class Listed:
    """
    A key and what is in force for it.

    Attributes:
        name: With that of its table before a dot.
        value: As TOML has it, paths from the current directory; None where nothing is settled and
            no value says so.
        origins: Where it was written, one for each file; () where nobody has settled it.
    """

    name: str
    value: Any
    origins: tuple[Origin, ...] = ()


def list_settings(settings: Settings) -> Iterator[Listed]:
    """Give every key, in the order in which settings are written; `extend` was followed."""
    for name, key in JOINED.items():
        if name == "extend":
            continue
        if name not in settings.origins:
            yield Listed(name, key.default)
            continue
        value = attrgetter(".".join(map(field_of, name.split("."))))(settings)
        yield Listed(name, _plain(value, key), tuple(_origins(settings, name, key)))


def _plain(value: Any, key: Key) -> Any:
    if isinstance(key.default, dict):
        value = dict(value)
    return _toml(value)


def _toml(value: Any) -> Any:
    """A value as TOML has it."""
    if isinstance(value, Mapping):
        return {str(name): _toml(it) for name, it in value.items()}
    if isinstance(value, tuple | list):
        return [_toml(it) for it in value]
    if isinstance(value, SuppressEntry):
        return _entry(value)
    if isinstance(value, Amount):
        return f"{format_amount(value.value)} {value.currency}"
    if isinstance(value, Path):
        return shown_path(value)
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, bool | int | dt.date) else str(value)


def _entry(entry: SuppressEntry) -> dict[str, Any]:
    written = {
        "rules": _toml(entry.rules),
        "files": _toml(entry.files),
        "request": entry.request,
        "pointer": None if entry.pointer is None else format_pointer(entry.pointer),
        "reason": entry.reason,
        "until": entry.until,
    }
    # The pointer "" is the whole document, and nothing else says so.
    return {
        name: it for name, it in written.items() if it or (name == "pointer" and it is not None)
    }


def _origins(settings: Settings, name: str, key: Key) -> Iterator[Origin]:
    """Where a key was written; where files add to each other, the first place in each."""
    if key.name == "suppress":
        yield from (it.origin for it in settings.suppress if it.origin is not None)
        return
    found: dict[str, Origin] = {}
    for part, origin in settings.origins.items():
        if part.startswith(f"{name}."):
            found.setdefault(origin.file, origin)
    whole = settings.origins[name]
    yield from {**found, whole.file: whole}.values()
