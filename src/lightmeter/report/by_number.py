"""What belongs to requests, found again by their numbers; on disk where it is much."""

import pickle
import sys
from typing import IO, Generic, TypeVar

from lightmeter.spool import unnamed_file

__all__ = ["ByNumber"]

T = TypeVar("T")

_NUMBERS = 1_024
_MOST_HELD = 2_048


class ByNumber(Generic[T]):
    """
    Items by number; they may come in any order, and are best asked for by ascending numbers.

    Items have to be picklable, and come back as equal ones. Numbers that follow one another lie
    together, so that memory holds what belongs to a thousand of them.
    """

    def __init__(self, *, hold: bool = False) -> None:
        """
        Begin with nothing.

        Args:
            hold: All of it stays in memory.
        """
        self._most_held = sys.maxsize if hold else _MOST_HELD
        self._size = 0
        # By the stretch of numbers that they belong to.
        self._recent: dict[int, list[tuple[int, T]]] = {}
        self._places: dict[int, list[int]] = {}
        self._file: IO[bytes] | None = None
        self._open: tuple[int, dict[int, list[T]]] = (-1, {})

    def add(self, number: int, item: T) -> None:
        """Add an item behind those of the same number."""
        self._recent.setdefault(number // _NUMBERS, []).append((number, item))
        self._open = -1, {}
        self._size += 1
        if self._size >= self._most_held:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = unnamed_file(self)
        for stretch, items in self._recent.items():
            self._places.setdefault(stretch, []).append(self._file.seek(0, 2))
            pickle.dump(items, self._file, pickle.HIGHEST_PROTOCOL)
        self._recent = {}
        self._size = 0

    def of(self, number: int) -> list[T]:
        """Give the items of a number, in the order in which they were added."""
        stretch = number // _NUMBERS
        if self._open[0] != stretch:
            items: dict[int, list[T]] = {}
            for place in self._places.get(stretch, ()):
                assert self._file is not None
                self._file.seek(place)
                # Nothing else has written there: the file has no name.
                for its, item in pickle.load(self._file):  # noqa: S301
                    items.setdefault(its, []).append(item)
            for its, item in self._recent.get(stretch, ()):
                items.setdefault(its, []).append(item)
            self._open = stretch, items
        return self._open[1].get(number, [])
