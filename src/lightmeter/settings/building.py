"""What files say becomes settings."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lightmeter.document.source import Source
from lightmeter.errors import SettingsError
from lightmeter.settings.chain import Chains, Link
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.joining import join
from lightmeter.settings.layer import Settled
from lightmeter.settings.mistakes import settings_error
from lightmeter.settings.model import Budget, CostSettings, FixSettings, Settings
from lightmeter.settings.parts import Origin

__all__ = ["SettingsReader", "field_of"]

# Tables with keys of their own, each a class of its own.
_SECTIONS = {"fix": FixSettings, "budget": Budget, "cost": CostSettings}
_FIELDS = {"max-age": "max_age_days"}
# What an entry of cost.rates does, of which there is one.
_CHANGES = ("replace", "multiply", "add")


class SettingsReader:
    """Reads settings files, each once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._chains = Chains()
        self._known: dict[Path, Settings] = {}

    @property
    def sources(self) -> Iterator[Source]:
        """The texts that were read."""
        return self._chains.sources

    def read(self, path: Path, opened: Cursor | None = None) -> Settings:
        """
        Read a file and all that it builds on.

        Args:
            path: Of the file.
            opened: The same, where it was opened already.

        Raises:
            SettingsError: If one of them cannot be read or is broken.
        """
        if path not in self._known:
            chain = self._chains.follow(path, opened)
            if chain[0][0].value is None:
                # It has no place that could be shown.
                name = chain[0][0].file.name
                raise SettingsError("there is no table [tool.lightmeter] in it", name=name)
            self._known[path] = _build(chain)
        return self._known[path]


def _build(chain: Sequence[Link]) -> Settings:
    """
    Make settings of what files say.

    Args:
        chain: The file in force, then what it builds on, from the closest to the furthest.

    Raises:
        SettingsError: If an entry does not say why it silences, although it has to.
    """
    joined: dict[str, Settled] = {}
    for _, layer in reversed(chain):
        joined = join(joined, layer.settled)
    files = [cursor.file for cursor, _ in chain]
    settings = Settings(
        file=files[0].name,
        directory=chain[0][0].directory,
        extends=tuple(file.name for file in files[1:]),
        origins=dict(_flat(joined)),
        files={file.name: file for file in files},
        **_fields(joined),
    )
    _check_reasons(settings)
    _check_rates(settings)
    return settings


def field_of(name: str) -> str:
    """The attribute that holds the value of a key."""
    return _FIELDS.get(name, name.replace("-", "_"))


def _fields(joined: Mapping[str, Settled]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    inner: dict[str, dict[str, Any]] = {}
    for name, settled in joined.items():
        section, dot, key = name.partition(".")
        value = settled.value
        plain = tuple(value.items()) if isinstance(value, dict) else value
        if dot:
            inner.setdefault(section, {})[field_of(key)] = plain
        else:
            fields[field_of(name)] = plain
    return {**fields, **{name: _SECTIONS[name](**values) for name, values in inner.items()}}


def _flat(joined: Mapping[str, Settled]) -> Iterator[tuple[str, Origin]]:
    """The place of each key and of each of its parts, by names with dots."""
    for name, settled in joined.items():
        for way, origin in settled.origins.items():
            yield ".".join((name, *map(str, way))), origin


def _check_reasons(settings: Settings) -> None:
    if not settings.require_reason:
        return
    for number, entry in enumerate(settings.suppress):
        if not entry.reason:
            reason = "the entry does not say why, which require-reason demands; give it a reason"
            raise settings_error(settings, f"suppress.{number}", reason)


def _check_rates(settings: Settings) -> None:
    for number, entry in enumerate(settings.cost.rates):
        named = [it for it in _CHANGES if getattr(entry, it) is not None]
        if len(named) != 1:
            said = f"has {' and '.join(named)}" if named else "changes nothing"
            reason = f"the entry {said}; give it one of {', '.join(_CHANGES)}"
            raise settings_error(settings, f"cost.rates.{number}", reason)
        if entry.since is not None and entry.until is not None and entry.until < entry.since:
            reason = f"{entry.until} is before {entry.since}, so that the entry counts on no day"
            raise settings_error(settings, f"cost.rates.{number}.until", reason)
