"""What a span index holds: the offsets of every key and value of one document."""

from typing import Protocol

import attrs

from lightmeter.data_methods import represent
from lightmeter.place import Pointer

__all__ = ["NOWHERE", "Index", "Offsets", "Skimmer"]

NOWHERE = -1
"""Stands for both offsets of a key or a value that has no text of its own."""

Offsets = tuple[int, int, int, int]
"""Start and end of the key, start and end of the value."""


@attrs.frozen(eq=False)
class Index:
    """
    Where each value of a document is written, in code-point offsets into the source's text.

    Attributes:
        places: Every pointer of the document. Array items and the root have no key; a TOML table
            that is spread over headers or dotted keys has no value text.
        headers: Of TOML tables that have one, and of arrays of such tables (the first).
        comments: Of TOML, from the `#` to the end of the line, in the order of the text.
    """

    __repr__ = represent

    places: dict[Pointer, Offsets] = attrs.field(factory=dict)
    headers: dict[Pointer, tuple[int, int]] = attrs.field(factory=dict)
    comments: list[tuple[int, int]] = attrs.field(factory=list)


class Skimmer(Protocol):
    """Indexes the parts of a document that places are asked for in."""

    def around(self, pointer: Pointer, /) -> Index:
        """Give an index that has the place of a value, if the document has the value."""
