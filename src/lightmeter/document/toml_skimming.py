"""Where a long TOML text has its headers; what stands below one is read when it is asked for."""

import re
from threading import Lock
from typing import Final

from lightmeter.document.index import NOWHERE, Index, Offsets
from lightmeter.document.toml_spans import TomlIndexer
from lightmeter.document.toml_tokens import PLAIN_PAIRS, PLAIN_SECTION
from lightmeter.place import Pointer

__all__ = ["TomlSkimmer", "skim_toml"]

_NO_TEXT: Final[Offsets] = (NOWHERE, NOWHERE, NOWHERE, NOWHERE)


def skim_toml(text: str) -> "TomlSkimmer":
    """Skim a text that the parser has accepted before."""
    skimmer = TomlSkimmer(text)
    skimmer.run()
    return skimmer


class TomlSkimmer(TomlIndexer):
    """
    Passes over the pairs of a text that the parser has accepted, and comes back for some of them.

    Of a batch with a thousand requests mostly a few are spoken of. What is no plain pair is read at
    once: a dotted key names tables that headers below it may go on with.
    """

    def __init__(self, text: str) -> None:
        """Begin with nothing."""
        super().__init__(text)
        self._lock = Lock()
        # Stretches of plain pairs, by the table that they belong to.
        self._unread: dict[Pointer, list[tuple[int, int]]] = {}

    def run(self) -> None:
        """Find every header."""
        text = self._text
        table: Pointer = ()
        while True:
            self._skip_blanks_and_comments()
            pairs = PLAIN_PAIRS.match(text, self._position)
            assert pairs is not None  # there may be none of them
            if pairs.end() > self._position:
                self._unread.setdefault(table, []).append(pairs.span())
                self._position = pairs.end()
            while section := PLAIN_SECTION.match(text, self._position):
                table = self._section(section)
            if self._position >= len(text):
                return
            if text[self._position] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _section(self, section: re.Match[str]) -> Pointer:
        """Pass over a header as most of them are, and the pairs below it; `_header` in short."""
        index, items = self.index, self._items
        bracket, outer, inner = section.group(1, 2, 3)
        key, pairs = section.span(2), section.span(4)
        header = self._position, pairs[0]
        self._position = pairs[1]

        pointer: Pointer = (outer,)
        if inner is not None:
            pointer = (*self._step((), (outer, *key)), inner)
            key = section.span(3)
        item = items.get(pointer, 0)
        if bracket is None or item == 0:
            index.places[pointer] = (*key, NOWHERE, NOWHERE)
            index.headers[pointer] = header
        if bracket is not None:
            items[pointer] = item + 1
            pointer = (*pointer, item)
            index.places[pointer] = _NO_TEXT
            index.headers[pointer] = header
        self._unread[pointer] = [pairs]
        return pointer

    def around(self, pointer: Pointer) -> Index:
        """
        Give an index that has the place of a value, if the document has the value.

        It has all headers, and places that were asked for before; comments it may lack.
        """
        # What is asked for by two threads is read by one.
        with self._lock:
            for length in range(len(pointer)):
                table = pointer[:length]
                for start, end in self._unread.pop(table, ()):
                    self._read(table, start, end)
        return self.index

    def _read(self, table: Pointer, start: int, end: int) -> None:
        """Index the pairs of a stretch."""
        self._position = start
        self._skip_blanks_and_comments()
        while self._position < end:
            if not self._simple_pairs(table):
                self._pair(table)
            self._skip_blanks_and_comments()
