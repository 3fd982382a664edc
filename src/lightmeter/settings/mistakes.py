"""Mistakes in settings that show once they are used."""

from lightmeter.errors import SettingsError
from lightmeter.settings.model import Settings

__all__ = ["settings_error"]


def settings_error(
    settings: Settings, key: str, reason: str, suggestion: str = ""
) -> SettingsError:
    """
    A mistake in settings that only who uses them could find, shown where it was written.

    Args:
        settings: That hold it.
        key: As in their `origins`: `ignore.1`, `severity.enum`; where a part has no place, that of
            the whole is shown.
        reason: What is there and what is accepted.
        suggestion: What was probably meant, or "".
    """
    origin = settings.origins.get(key)
    whole = key
    while origin is None and "." in whole:
        whole = whole.rpartition(".")[0]
        origin = settings.origins.get(whole)
    file = settings.files.get(origin.file) if origin is not None else None
    if origin is None or file is None:
        return SettingsError(reason, name=settings.file, suggestion=suggestion)
    # There the rule is the key, and what stands behind it is right.
    named = whole == key and key.startswith("severity.")
    error: SettingsError = file.error(reason, origin.pointer, key=named, suggestion=suggestion)
    return error
