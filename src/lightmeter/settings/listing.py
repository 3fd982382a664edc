"""Settings are listed: every key with its value, and where that was written."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
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
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import FactorRange, MoneyRange, Origin, RateEntry, SuppressEntry

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
        entries = value if key.keys else ()
        yield Listed(name, _plain(value, key), tuple(_origins(settings, name, entries)))


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
    if isinstance(value, RateEntry):
        return _rate(value)
    if isinstance(value, MoneyRange | FactorRange):
        return _range(value)
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


def _rate(entry: RateEntry) -> dict[str, Any]:
    written = {
        "provider": entry.provider,
        "model": entry.model,
        "item": entry.item,
        "replace": _shown(entry.replace),
        "multiply": _shown(entry.multiply),
        "add": _shown(entry.add),
        "source": entry.source,
        "basis": "" if entry.basis == "documented" else entry.basis,
        "from": entry.since,
        "until": entry.until,
    }
    return {name: it for name, it in written.items() if it}


def _shown(value: MoneyRange | FactorRange | None) -> str:
    return "" if value is None else _range(value)


def _range(value: MoneyRange | FactorRange) -> str:
    """A range as it is written: `8 credits/second`, `0.8 to 0.9`."""
    ends = dict.fromkeys((format_amount(value.minimum), format_amount(value.maximum)))
    text = " to ".join(ends)
    if isinstance(value, FactorRange):
        return text
    return f"{text} {value.currency}/{value.unit}" if value.unit else f"{text} {value.currency}"


def _origins(
    settings: Settings, name: str, entries: Sequence[SuppressEntry | RateEntry]
) -> Iterator[Origin]:
    """Where a key was written; where files add to each other, the first place in each."""
    if entries:
        yield from (it.origin for it in entries if it.origin is not None)
        return
    found: dict[str, Origin] = {}
    for part, origin in settings.origins.items():
        if part.startswith(f"{name}."):
            found.setdefault(origin.file, origin)
    whole = settings.origins[name]
    yield from {**found, whole.file: whole}.values()
