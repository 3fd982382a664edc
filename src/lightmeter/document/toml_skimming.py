"""Where a long TOML text has its headers; what stands below one is read when it is asked for."""

from lightmeter.document.index import Index
from lightmeter.document.toml_spans import TomlIndexer
from lightmeter.document.toml_tokens import PLAIN_PAIRS
from lightmeter.place import Pointer

__all__ = ["TomlSkimmer", "skim_toml"]


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
        # Stretches of plain pairs, by the table that they belong to.
        self._unread: dict[Pointer, list[tuple[int, int]]] = {}

    def run(self) -> None:
        """Find every header."""
        text = self._text
        table: Pointer = ()
        while True:
            start = self._position
            pairs = PLAIN_PAIRS.match(text, start)
            assert pairs is not None  # there may be none of them
            self._position = end = pairs.end()
            if end > start:
                self._unread.setdefault(table, []).append((start, end))
            if end >= len(text):
                return
            if text[end] == "[":
                table = self._header()
            else:
                self._pair(table)

    def around(self, pointer: Pointer) -> Index:
        """
        Give an index that has the place of a value, if the document has the value.

        It has all headers, and places that were asked for before; comments it may lack.
        """
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
