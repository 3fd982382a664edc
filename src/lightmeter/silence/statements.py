"""Which statement of a TOML text a comment belongs to."""

from bisect import bisect_right
from collections.abc import Iterator

import attrs

from lightmeter.document.document import Document
from lightmeter.place import Pointer

__all__ = ["Statement", "Statements"]


@attrs.frozen(order=True)
class Statement:
    """
    A pair of key and value, or a header.

    Attributes:
        start: Offset of its first character.
        end: Right after its last, which may be lines below.
        pointer: Of the value, or of the table that the header begins.
    """

    start: int
    end: int
    pointer: Pointer


class Statements:
    """The statements of a TOML document in the order of its text; nothing within a value is one."""

    def __init__(self, document: Document) -> None:
        """Take the document, which has been read."""
        self._text = document.source.text
        self._all = list(_outermost(document))
        self._starts = [it.start for it in self._all]

    def __iter__(self) -> Iterator[Statement]:
        """Give every statement."""
        return iter(self._all)

    @property
    def first(self) -> int:
        """Where the first statement begins, or the end of the text."""
        return self._starts[0] if self._starts else len(self._text)

    def beside(self, start: int) -> Statement | None:
        """The statement that a comment trails or stands within, or None."""
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return None
        statement = self._all[number]
        # Looked for from the front: behind the last statement may stand any number of comments.
        if start < statement.end or self._text.find("\n", statement.end, start) < 0:
            return statement
        return None

    def below(self, end: int) -> Statement | None:
        """The next statement behind an offset, or None."""
        number = bisect_right(self._starts, end)
        return self._all[number] if number < len(self._all) else None

    def holding(self, start: int) -> Statement | None:
        """The statement that an offset lies in, or None."""
        number = bisect_right(self._starts, start) - 1
        if number < 0 or start >= self._all[number].end:
            return None
        return self._all[number]


def _outermost(document: Document) -> Iterator[Statement]:
    end = 0
    for statement in sorted(_candidates(document), key=lambda it: (it.start, -it.end)):
        # What begins within another's value is a part of that.
        if statement.start >= end:
            yield statement
            end = statement.end


def _candidates(document: Document) -> Iterator[Statement]:
    headers: dict[int, Statement] = {}
    for pointer, key, value in document.pairs():
        yield Statement(key[0], value[1], pointer)
    for pointer, (start, end) in document.headers():
        # The first header of an array of tables stands for the array too: its first table is meant.
        known = headers.get(start)
        if known is None or len(known.pointer) < len(pointer):
            headers[start] = Statement(start, end, pointer)
    yield from headers.values()
