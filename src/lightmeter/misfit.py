"""What does not fit in data that was read, whoever looks at it."""

from collections.abc import Mapping
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent

__all__ = ["Misfit", "MisfitError", "StructureError", "show"]


@attrs.frozen
class Misfit:
    """
    One thing in the data that its class does not allow.

    Attributes:
        path: Keys and indexes down to it.
        message: What is there and what is accepted.
        unknown: The key that does not belong, or "".
        accepted: The keys that would.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    path: tuple[str | int, ...]
    message: str
    unknown: str = ""
    accepted: tuple[str, ...] = ()


class StructureError(Exception):
    """
    The data does not fit its class.

    Attributes:
        misfits: Everything that does not fit, at least one.
    """

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        super().__init__("; ".join(misfit.message for misfit in misfits))
        self.misfits = misfits


class MisfitError(ValueError):
    """Raised by a hook; its text is the message."""


def show(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Nothing that a terminal would act on is shown as it is.
        shown = (
            it if it.isprintable() else it.encode("unicode_escape").decode() for it in value[:40]
        )
        return f'"{"".join(shown)}"'
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, int) and abs(value) >= 10**60:
        # Python refuses to spell integers of more than 4,300 digits.
        return "a number of more than 60 digits"
    return "null" if value is None else str(value)[:60]
