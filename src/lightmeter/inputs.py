"""Texts to check, as they were found."""

from collections.abc import Callable
from typing import BinaryIO

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.document.source import Format

__all__ = ["Input", "Opener"]

Opener = Callable[[], BinaryIO]
"""Opens a file at its beginning."""


@attrs.frozen(slots=False)
class Input:
    """
    A text to check, as it was found.

    Attributes:
        name: As the user knows it: a relative path, "-" for standard input.
        data: Its bytes; of a long text none.
        long: Where a text of lines can be read that is too long to hold, or None.
        format: None where the name or else the text says it.
        problem: Why it could not be opened, or "".
        found_by_walk: It came with a directory, so it is left out if it holds no request.
        standard_input: It is no file, whatever it is called.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    name: str
    data: bytes = attrs.field(default=b"", repr=False)
    format: Format | None = None
    problem: str = ""
    found_by_walk: bool = False
    standard_input: bool = False
    long: Opener | None = attrs.field(default=None, repr=False)
