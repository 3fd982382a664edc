"""A JSONL text that is read block by block, as often as needed, and never held as a whole."""

import os
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal

from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import MAX_LINE_BYTES
from lightmeter.document.source import Source, decode, decode_for_display
from lightmeter.errors import LightmeterError

__all__ = ["BLOCK_BYTES", "LongText"]

BLOCK_BYTES = 256 * 1024
"""How much is read at once, and the rest of the last line."""

# Frames show lines one after the other, and a line that one of them refers to.
_KEPT_BLOCKS = 4
_SKIPPED_BYTES = 1024 * 1024


class LongText:
    """
    A text whose parts are given as sources, each of whole lines.

    Attributes:
        name: As the user knows it.
        format: "jsonl": what is written line by line can be read so.
        size_bytes: Of the whole.
    """

    format: Literal["jsonl"] = "jsonl"

    def __init__(self, name: str, opener: Callable[[], BinaryIO], *, block_bytes: int = 0) -> None:
        """
        Begin with a text; nothing is read yet.

        Args:
            name: As the user knows it.
            opener: Opens it at its beginning; called each time that something is read.
            block_bytes: How much is read at once; 0 for BLOCK_BYTES.
        """
        self.name = name
        self._open_file = opener
        self._block_bytes = block_bytes or BLOCK_BYTES
        # Of each block that was read the first byte and the number of its first line.
        self._offsets = array("Q")
        self._lines = array("Q")
        self._kept: OrderedDict[int, Source] = OrderedDict()
        with opener() as file:
            self._state = _state(file)
        self.size_bytes = self._state[0]

    def _open(self) -> BinaryIO:
        """
        Open it again.

        Raises:
            LightmeterError: If it is no longer what it was: what was said of it would be wrong.
        """
        try:
            file = self._open_file()
        except OSError as error:
            why = error.strerror or str(error)
            raise LightmeterError(f"{self.name} can no longer be read: {why}") from error
        if _state(file) != self._state:
            file.close()
            raise LightmeterError(f"{self.name} was changed while it was read; run again")
        return file

    def fault(self) -> tuple[Source, DocumentError] | None:
        """
        Look for what keeps the whole from being read: it has to be UTF-8 to its end.

        Returns:
            The part that shows it, and what is wrong there; None for a text that can be read.
        """
        with self._open() as file:
            offset, line = 0, 1
            while data := self._read(file):
                try:
                    decode(data, name=self.name, format="jsonl", first_line=line, start=offset)
                except DocumentError as error:
                    shown = decode_for_display(
                        data, name=self.name, format="jsonl", first_line=line, start=offset
                    )
                    return shown, error
                offset, line = file.tell(), line + data.count(b"\n")
        return None

    def blocks(self) -> Iterator[Source]:
        """
        Read the text from its beginning, in parts of whole lines.

        Raises:
            DocumentError: If one is not UTF-8; `fault` tells that before.
        """
        with self._open() as file:
            offset, line = 0, 1
            while data := self._read(file):
                if not self._offsets or offset > self._offsets[-1]:
                    self._offsets.append(offset)
                    self._lines.append(line)
                yield decode(data, name=self.name, format="jsonl", first_line=line, start=offset)
                offset, line = file.tell(), line + data.count(b"\n")

    def block(self, number: int) -> Source:
        """Read one of the blocks that `blocks` has given, by its number from 0."""
        if number not in self._kept:
            offset = self._offsets[number]
            with self._open() as file:
                file.seek(offset)
                data = self._read(file)
            self._kept[number] = decode(
                data,
                name=self.name,
                format="jsonl",
                first_line=self._lines[number],
                start=offset,
            )
        self._kept.move_to_end(number)
        while len(self._kept) > _KEPT_BLOCKS:
            self._kept.popitem(last=False)
        return self._kept[number]

    def last_line_of(self, number: int) -> int:
        """Give the last line of a block, where the next one was read as well; 0 where not."""
        return self._lines[number + 1] - 1 if number + 1 < len(self._lines) else 0

    def stretch(self, start: int, end: int) -> str:
        """Give the text between two offsets that count in the whole, within one block."""
        return self.block(bisect_right(self._offsets, start) - 1).stretch(start, end)

    def around(self, line: int) -> Source:
        """Give the block that has a line, of those that were read."""
        return self.block(max(bisect_right(self._lines, line) - 1, 0))

    def _read(self, file: BinaryIO) -> bytes:
        """Read a block; of a line that nobody reads, since it is too long, only the beginning."""
        data = file.read(self._block_bytes)
        if not data or data.endswith(b"\n"):
            return data
        rest = file.readline(MAX_LINE_BYTES + 1)
        data += rest
        if len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            while more := file.readline(_SKIPPED_BYTES):
                if more.endswith(b"\n"):
                    break
            # A letter must not be cut in two, and the next line has to be one.
            return data.decode(errors="ignore").encode() + b"\n"
        return data


def _state(file: BinaryIO) -> tuple[int, int]:
    """Size and time of the last change; of what is no file on disk, its size alone."""
    try:
        facts = os.fstat(file.fileno())
    except (OSError, AttributeError):
        here = file.tell()
        size = file.seek(0, os.SEEK_END)
        file.seek(here)
        return size, 0
    return facts.st_size, facts.st_mtime_ns
