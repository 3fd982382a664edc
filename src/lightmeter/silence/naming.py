"""The rules that settings name have to be there, and what is locked stays heard."""

from collections.abc import Iterator

from lightmeter.rule_names import RuleNames
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import settings_error
from lightmeter.silence.locks import names_lock

__all__ = ["check_rule_names"]


def check_rule_names(settings: Settings, names: RuleNames) -> None:
    """
    Look at every name of a rule in the settings.

    Raises:
        SettingsError: If no rule bears it, or it is silenced although it is locked.
        PackError: If a pack has to be read to know a name, and is wrong.
    """
    for key, name, silences in _named(settings):
        if not names.knows(name):
            close = names.nearest(name)
            hint = "" if close else "; lightmeter rules lists all of them"
            raise settings_error(settings, key, f"there is no rule {name}{hint}", close)
        lock = names_lock(name, settings.locked) if silences else ""
        if lock:
            raise settings_error(settings, key, f"{name} cannot be silenced: {lock} is locked")
    for name, _ in settings.severity:
        lock = names_lock(name, settings.locked)
        # Who locks a rule says what it weighs.
        if lock and _file(settings, f"severity.{name}") != _lock_file(settings, lock):
            reason = f"the severity of {name} cannot be changed here: {lock} is locked"
            raise settings_error(settings, f"severity.{name}", reason)


def _lock_file(settings: Settings, lock: str) -> str:
    if lock not in settings.locked:
        # What nobody can silence is locked by none of them.
        return ""
    return _file(settings, f"locked.{settings.locked.index(lock)}")


def _file(settings: Settings, key: str) -> str:
    origin = settings.origins.get(key)
    return settings.file if origin is None else origin.file


def _named(settings: Settings) -> Iterator[tuple[str, str, bool]]:
    """Key, name, and whether what is named is silenced there."""
    for key, names, silences in (
        ("select", settings.select, False),
        ("ignore", settings.ignore, True),
        ("locked", settings.locked, False),
        ("fix.fixable", settings.fix.fixable, False),
        ("fix.unfixable", settings.fix.unfixable, False),
    ):
        yield from ((f"{key}.{number}", name, silences) for number, name in enumerate(names))
    yield from ((f"severity.{name}", name, False) for name, _ in settings.severity)
    for pattern, rules in settings.per_file_ignores:
        for number, name in enumerate(rules):
            yield f"per-file-ignores.{pattern}.{number}", name, True
    for index, entry in enumerate(settings.suppress):
        for number, name in enumerate(entry.rules):
            yield f"suppress.{index}.rules.{number}", name, True
