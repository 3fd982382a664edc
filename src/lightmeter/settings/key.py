"""What is known of a key of the settings, and how the keys of a table are read."""

from collections.abc import Container, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import SettingsError
from lightmeter.misfit import Misfit, show
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.kind import Kind

__all__ = ["Joining", "Key", "object_schema", "read_members"]


class Joining(Enum):
    """What becomes of a value where settings build on others that have one too."""

    REPLACE = "in place of"
    """It stands in place of theirs."""

    ADD = "behind"
    """It stands behind theirs."""

    MERGE = "over"
    """It stands over theirs, name by name."""

    WITHIN = "within"
    """Each of its own keys is joined by itself."""


@attrs.frozen(slots=False)
class Key:
    """
    A key of the settings.

    Attributes:
        name: In its table.
        kind: What stands behind it.
        meaning: In whole sentences, for the page, editors and the starter.
        example: A few lines of TOML.
        default: What leaving it out means, as TOML has it, or None where no value says it.
        joining: What becomes of it where settings build on others.
        required: Whether its table must have it.
        keys: Of the table, or of each of the tables, that stands behind it; () for all else.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    name: str
    kind: Kind
    meaning: str
    example: str
    default: Any = None
    joining: Joining = Joining.REPLACE
    required: bool = False
    keys: tuple["Key", ...] = ()

    @property
    def schema(self) -> Mapping[str, Any]:
        """JSON Schema of what stands behind it."""
        default = {} if self.default is None else {"default": self.default}
        return {"description": self.meaning, **self.kind.schema, **default}


def object_schema(keys: Iterable[Key]) -> dict[str, Any]:
    """JSON Schema of a table that has some keys and no others."""
    known = tuple(keys)
    required = [key.name for key in known if key.required]
    return {
        "type": "object",
        "properties": {key.name: key.schema for key in known},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def read_members(
    cursor: Cursor, keys: Iterable[Key], outside: Container[str] = ()
) -> Iterator[tuple[Key, Cursor, Any]]:
    """
    Read the keys of a table, in their order.

    Args:
        cursor: At the table.
        keys: That it may have.
        outside: Keys of the table around it, which a reader may have meant.

    Raises:
        SettingsError: At the first that is not known or has a wrong value, and at the table where
            one is missing.
    """
    if not isinstance(cursor.value, Mapping):
        raise cursor.wrong(f"a table is expected here, not {show(cursor.value)}")
    known = {key.name: key for key in keys}
    for name in cursor.value:
        if name not in known:
            raise _unknown(cursor.at(name), tuple(known), outside)
        member = cursor.at(name)
        yield known[name], member, known[name].kind.read(member)
    for key in known.values():
        if key.required and key.name not in cursor.value:
            raise cursor.wrong(f"the key {key.name} is missing")


def _unknown(member: Cursor, known: tuple[str, ...], outside: Container[str]) -> SettingsError:
    reason = f"{show(member.name)} is not known here"
    if member.name in outside:
        # What follows a header belongs to its table, which is easily forgotten.
        return member.wrong(f"{reason}; it belongs above the first table's header", key=True)
    return member.file.misfit(Misfit(member.pointer, reason, unknown=member.name, accepted=known))
