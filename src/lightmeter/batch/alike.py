"""What is alike among very many: numbers by a mark, without all of them in memory."""

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import IO

from lightmeter.spool import unnamed_file

__all__ = ["Alike"]

_RECORD = Struct("<LQ")
_PARTS = 64
_MOST_BYTES = 8 * 1024 * 1024


class Alike:
    """
    Numbers, put together by marks that they share.

    Records are dealt out by their marks to parts, so that what is alike lies in one part; each
    part is looked through by itself. Where they are too many for memory, the parts lie on disk.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        """
        Begin with nothing.

        Args:
            most_bytes: How much is kept in memory until it is written to disk.
        """
        self._most_bytes = most_bytes
        self._parts = [bytearray() for _ in range(_PARTS)]
        self._numbers = 0
        self._file: IO[bytes] | None = None
        self._written: list[list[tuple[int, int]]] = [[] for _ in range(_PARTS)]

    def extend(self, first: int, marks: Sequence[int | None]) -> None:
        """
        Add numbers; they come in ascending order.

        Args:
            first: The number of the first mark, from 0.
            marks: Of 32 bits, of one number after the other; None for a number that has none.
        """
        parts, pack = self._parts, _RECORD.pack
        for number, mark in enumerate(marks, first):
            if mark is not None:
                parts[mark % _PARTS] += pack(mark, number)
        self._numbers += len(marks)
        # Numbers without a mark count as well: there are few, or nothing to write.
        if self._numbers * _RECORD.size >= self._most_bytes:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = unnamed_file(self)
        for part, written in zip(self._parts, self._written, strict=True):
            if part:
                written.append((self._file.seek(0, 2), len(part)))
                self._file.write(part)
                part.clear()
        self._numbers = 0

    def groups(self) -> Iterator[list[int]]:
        """Give the numbers that share a mark with others, ascending, each group once."""
        for number in range(_PARTS):
            first: dict[int, int] = {}
            more: dict[int, list[int]] = {}
            for mark, value in self._records(number):
                earlier = first.setdefault(mark, value)
                if earlier != value:
                    more.setdefault(mark, [earlier]).append(value)
            yield from more.values()

    def _records(self, part: int) -> Iterator[tuple[int, int]]:
        for place, size in self._written[part]:
            assert self._file is not None
            self._file.seek(place)
            yield from _RECORD.iter_unpack(self._file.read(size))
        yield from _RECORD.iter_unpack(self._parts[part])
