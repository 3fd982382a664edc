"""What is alike among very many: numbers by a mark, without all of them in memory."""

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import IO, Generic, TypeVar

from lightmeter.batch.digest import DIGEST_BYTES
from lightmeter.spool import unnamed_file

__all__ = ["EXACT", "ROUGH", "Alike"]

M = TypeVar("M", int, bytes)

ROUGH = Struct("<LQ")
"""How a mark of 32 bits is written with its number."""

EXACT = Struct(f"<{DIGEST_BYTES}sQ")
"""The same of a digest."""

_PARTS = 64
_MOST_BYTES = 8 * 1024 * 1024


class Alike(Generic[M]):
    """
    Numbers, put together by marks that they share.

    Records are dealt out by their marks to parts, so that what is alike lies in one part; each
    part is looked through by itself. Where they are too many for memory, the parts lie on disk.
    """

    def __init__(self, record: Struct = ROUGH, most_bytes: int = _MOST_BYTES) -> None:
        """
        Begin with nothing.

        Args:
            record: How a mark is written with its number.
            most_bytes: How much is kept in memory until it is written to disk.
        """
        self._record, self._most_bytes = record, most_bytes
        self._parts = [bytearray() for _ in range(_PARTS)]
        self._numbers = 0
        self._file: IO[bytes] | None = None
        self._written: list[list[tuple[int, int]]] = [[] for _ in range(_PARTS)]

    def extend(self, first: int, marks: Sequence[M | None]) -> None:
        """
        Add numbers; they come in ascending order.

        Args:
            first: The number of the first mark, from 0.
            marks: Of one number after the other; None for a number that has none.
        """
        parts, pack = self._parts, self._record.pack
        for number, mark in enumerate(marks, first):
            if mark is not None:
                parts[hash(mark) % _PARTS] += pack(mark, number)
        self._numbers += len(marks)
        # Numbers without a mark count as well: there are few, or nothing to write.
        if self._numbers * self._record.size >= self._most_bytes:
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
            first: dict[M, int] = {}
            more: dict[M, list[int]] = {}
            for mark, value in self._records(number):
                earlier = first.setdefault(mark, value)
                if earlier != value:
                    more.setdefault(mark, [earlier]).append(value)
            yield from more.values()

    def _records(self, part: int) -> Iterator[tuple[M, int]]:
        for place, size in self._written[part]:
            assert self._file is not None
            self._file.seek(place)
            yield from self._record.iter_unpack(self._file.read(size))
        yield from self._record.iter_unpack(self._parts[part])
