"""Lists that need not be held, so that memory does not grow with what was read."""

import sys
import weakref
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, Generic, TypeVar, overload

__all__ = ["Numbered", "Sorted", "Spool", "unnamed_file"]

T = TypeVar("T")

_BLOCK = 1_024
_BLOCKS = 16


def unnamed_file(owner: object) -> IO[bytes]:
    """
    Make a file for what does not stay in memory.

    Args:
        owner: Whose file it is; it is gone with its owner.
    """
    # Most lists are short.
    import tempfile  # noqa: PLC0415

    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with its owner
    weakref.finalize(owner, file.close)
    return file


class Numbered(Sequence[T], Generic[T]):
    """A list whose items are found by their numbers; what an index means is said here."""

    @abstractmethod
    def item(self, number: int) -> T:
        """Give an item that is there, by its number from 0."""

    def items(self, numbers: range) -> Sequence[T]:
        """Give several."""
        return [self.item(number) for number in numbers]

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self.items(range(*index.indices(len(self))))
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(index)
        return self.item(number)


class Spool(Numbered[T]):
    """
    What is added one by one and gone through from the beginning; it lies on disk once it is long.

    Items have to be picklable, and come back as equal ones. Nothing is added while it is gone
    through.
    """

    def __init__(self, block: int = _BLOCK, *, hold: bool = False) -> None:
        """
        Begin with nothing.

        Args:
            block: How many items stay in memory, and are written and read at once.
            hold: All of them stay in memory after all.
        """
        self._block = sys.maxsize if hold else block
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
            self._file = unnamed_file(self)
        self._places.append(self._file.seek(0, 2))
        import pickle  # noqa: PLC0415 - as above

        pickle.dump(self._recent, self._file, pickle.HIGHEST_PROTOCOL)
        self._recent = []

    def _read(self, number: int) -> list[T]:
        if self._open[0] != number:
            self._open = number, self._load(number)
        return self._open[1]

    def _load(self, number: int) -> list[T]:
        import pickle  # noqa: PLC0415 - as above

        assert self._file is not None
        self._file.seek(self._places[number])
        # Nothing else has written there: the file has no name.
        block: list[T] = pickle.load(self._file)  # noqa: S301
        return block

    def settled(self) -> Sequence[T]:
        """Give it as a tuple where all of it is in memory, and else as it is."""
        return self if self._places else tuple(self._recent)

    def __len__(self) -> int:
        return len(self._places) * self._block + len(self._recent)

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._places)):
            yield from self._read(number)
        yield from self._recent

    def between(self, start: int, end: int) -> Iterator[T]:
        """Go through a stretch of whole blocks, beside others who do."""
        for number in range(start // self._block, end // self._block):
            yield from self._load(number)

    def item(self, number: int) -> T:
        """Give an item by its number."""
        block, place = divmod(number, self._block)
        return self._recent[place] if block == len(self._places) else self._read(block)[place]


class Sorted(Generic[T]):
    """
    What is added in any order and gone through in its own; it lies on disk once it is much.

    Items have to be picklable. Those of which neither comes first stay as they were added.
    """

    def __init__(self, key: Callable[[T], Any] | None = None, blocks: int = _BLOCKS) -> None:
        """
        Begin with nothing.

        Args:
            key: What they are sorted by; None for themselves.
            blocks: How many blocks of a spool stay in memory, and are sorted at once.
        """
        self._key: Callable[[T], Any] = key or _itself
        self._most = blocks * _BLOCK
        self._recent: list[T] = []
        self._spool: Spool[T] = Spool()
        # Where what was written begins anew; most of it comes in its order.
        self._starts: list[int] = []
        self._last: Any = None

    def add(self, item: T) -> None:
        """Add an item."""
        self._recent.append(item)
        if len(self._recent) >= self._most:
            self._write()

    def _write(self) -> None:
        self._recent.sort(key=self._key)
        if not self._starts or self._key(self._recent[0]) < self._last:
            self._starts.append(len(self._spool))
        self._last = self._key(self._recent[-1])
        for it in self._recent:
            self._spool.append(it)
        self._recent = []

    def __len__(self) -> int:
        return len(self._spool) + len(self._recent)

    def __iter__(self) -> Iterator[T]:
        self._recent.sort(key=self._key)
        if not self._starts:
            return iter(self._recent)
        # Few have so many.
        from heapq import merge  # noqa: PLC0415

        bounds = zip(self._starts, [*self._starts[1:], len(self._spool)], strict=True)
        return merge(*(self._spool.between(*it) for it in bounds), self._recent, key=self._key)


def _itself(item: T) -> T:
    return item
