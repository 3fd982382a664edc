"""What a TOML reader holds of the pair, header or container that it is reading."""

from typing import Final, NamedTuple

import attrs

from lightmeter.place import Pointer

__all__ = ["IS_TABLE", "Definition", "Frame"]

IS_TABLE: Final = -1
"""Stands for the next index of a container that has none."""


class Definition(NamedTuple):
    """
    What a pair or a header defines; a named tuple, since there is one for every key.

    Attributes:
        pointer: Of the value; of an array of tables the array's own.
        statement: Where the pair or header begins.
        key_start: Of the last part of its key.
        key_end: Right after it.
    """

    pointer: Pointer
    statement: int
    key_start: int
    key_end: int


@attrs.define
class Frame:
    """
    An open array or inline table.

    Attributes:
        definition: Of the array or table.
        opening: Offset of its bracket.
        item: The next index, or IS_TABLE.
    """

    definition: Definition
    opening: int
    item: int
