"""A list that lies on disk once it is long, so that memory does not grow with what was read."""

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, Generic, TypeVar, overload

__all__ = ["Spool"]

T = TypeVar("T")

# As many stay in memory, and as many are written and read at once.
_BLOCK = 1_024


class Spool(Sequence[T], Generic[T]):
    """
    What is added one by one and gone through from the beginning, as often as wanted.

    Items have to be picklable, and come back as equal ones. The file has no name and is gone with
    the process.
    """

    def __init__(self, block: int = _BLOCK) -> None:
        """
        Begin with nothing.

        Args:
            block: How many items are kept in memory.
        """
        self._block = block
        self._recent: list[T] = []
        self._file: IO[bytes] | None = None
        # Where each block begins in the file.
        self._places: list[int] = []
        # The block that was read last: items are mostly asked for in their order.
        self._open: tuple[int, list[T]] = (-1, [])

    def append(self, item: T) -> None:
        """Add an item at the end."""
        self._recent.append(item)
        if len(self._recent) >= self._block:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the list
        self._places.append(self._file.seek(0, 2))
        pickle.dump(self._recent, self._file, pickle.HIGHEST_PROTOCOL)
        self._recent = []

    def _read(self, number: int) -> list[T]:
        if self._open[0] != number:
            assert self._file is not None
            self._file.seek(self._places[number])
            # Nothing else has written there: the file has no name.
            self._open = number, pickle.load(self._file)  # noqa: S301
        return self._open[1]

    def __len__(self) -> int:
        return len(self._places) * self._block + len(self._recent)

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._places)):
            yield from self._read(number)
        yield from self._recent

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(index)
        block, place = divmod(number, self._block)
        return self._recent[place] if block == len(self._places) else self._read(block)[place]
