"""Where each key, value, header and comment of a TOML text is written."""

import re

from lightmeter.document.index import NOWHERE, Index
from lightmeter.document.nesting import MAX_NESTING
from lightmeter.document.toml_definition import IS_TABLE, Definition, Frame
from lightmeter.document.toml_tokens import (
    BLANKS,
    BLANKS_AND_COMMAS,
    EQUALS,
    KEY_PART,
    SCALAR,
    SIMPLE_HEADER,
    SIMPLE_PAIR,
    key_text,
)
from lightmeter.place import Pointer

__all__ = ["TomlIndexer", "index_toml"]

_KeyPart = tuple[str, int, int]


def index_toml(text: str) -> Index:
    """Index a text that the parser has accepted before."""
    indexer = TomlIndexer(text)
    indexer.run()
    return indexer.index


class _StoppedError(Exception):
    """What stands here cannot be indexed; the indexer keeps what it has."""


class TomlIndexer:
    """
    One pass over a text, which checks nothing but its way.

    On a text that the parser has refused it goes on as long as it can, so that the fault can be
    explained by what came before.

    Attributes:
        index: Of what has been read.
        stopped: Offset of the statement part that could not be read, or None.
        opened: Offsets of the brackets that were open there, the innermost last.
        too_deep: Offsets of the key or bracket with which nesting goes beyond the limit, or None.
        last: What the last complete pair or header defined; None before the first.
    """

    def __init__(self, text: str) -> None:
        self.index = Index()
        self.stopped: int | None = None
        self.opened: list[int] = []
        self.too_deep: tuple[int, int] | None = None
        self.last: Definition | None = None
        self._text = text
        self._position = 0
        # How many items each array of tables has so far.
        self._items: dict[Pointer, int] = {}

    def run(self) -> None:
        """Index the text as far as it goes."""
        text = self._text
        table: Pointer = ()
        try:
            while True:
                self._skip_blanks_and_comments()
                if self._position >= len(text):
                    return
                if text[self._position] == "[":
                    table = self._header()
                elif not self._simple_pairs(table):
                    self._pair(table)
        except _StoppedError:
            self.stopped = self._position

    def _skip_blanks_and_comments(self, pattern: re.Pattern[str] = BLANKS) -> None:
        text = self._text
        while True:
            if blanks := pattern.match(text, self._position):
                self._position = blanks.end()
            if not text.startswith("#", self._position):
                return
            end = text.find("\n", self._position)
            end = len(text) if end < 0 else end - (text[end - 1] == "\r")
            self.index.comments.append((self._position, end))
            self._position = end

    def _header(self) -> Pointer:
        """Read `[table]` or `[[item]]`; give the pointer of what the next pairs belong to."""
        index = self.index
        start = self._position
        brackets, parts = self._brackets_and_parts()
        whole = (start, self._position)

        pointer: Pointer = ()
        for part in parts[:-1]:
            pointer = self._step(pointer, part)
        name, key_start, key_end = parts[-1]
        pointer = (*pointer, name)
        self._limit(pointer, key_start, key_end)
        self.last = Definition(pointer, start, key_start, key_end)
        item = self._items.get(pointer, 0)
        if brackets == 1 or item == 0:
            index.places[pointer] = (key_start, key_end, NOWHERE, NOWHERE)
            index.headers[pointer] = whole
        if brackets == 1:
            return pointer
        self._items[pointer] = item + 1
        pointer = (*pointer, item)
        self._limit(pointer, key_start, key_end)
        index.places[pointer] = (NOWHERE, NOWHERE, NOWHERE, NOWHERE)
        index.headers[pointer] = whole
        return pointer

    def _brackets_and_parts(self) -> tuple[int, list[_KeyPart]]:
        """Read a header: how many brackets it has on either side, and its parts."""
        if simple := SIMPLE_HEADER.match(self._text, self._position):
            self._position = simple.end()
            numbers = (2, 3) if simple[3] else (2,)
            return 2 if simple[1] else 1, [(simple[it], *simple.span(it)) for it in numbers]
        brackets = 2 if self._text.startswith("[[", self._position) else 1
        self._position += brackets
        parts = self._key(MAX_NESTING - 1)
        # The parser stops between key and bracket where a table is written twice.
        closed = self._text.startswith("]" * brackets, self._position)
        self._position += brackets if closed else 0
        return brackets, parts

    def _step(self, pointer: Pointer, part: _KeyPart) -> Pointer:
        """Go into a table that a header or a dotted key names on its way."""
        name, start, end = part
        pointer = (*pointer, name)
        if pointer in self._items:
            # "Any reference to an array of tables points to the most recently defined table
            # element of the array" (TOML 1.0, Array of Tables).
            return (*pointer, self._items[pointer] - 1)
        if pointer not in self.index.places:
            self.index.places[pointer] = (start, end, NOWHERE, NOWHERE)
        return pointer

    def _limit(self, pointer: Pointer, start: int, end: int) -> None:
        """Stop at a table or array that has too many around it."""
        if len(pointer) >= MAX_NESTING:
            self.too_deep = (start, end)
            raise _StoppedError

    def _pair(self, table: Pointer) -> None:
        definition = self._key_and_equals(table)
        if scalar := SCALAR.match(self._text, self._position):
            self._position = scalar.end()
            self._define(definition, *scalar.span())
        else:
            self._container(definition)

    def _simple_pairs(self, table: Pointer) -> bool:
        """Read the pairs of a bare key and a scalar that stand here with but blanks between."""
        text, places = self._text, self.index.places
        pair = last = SIMPLE_PAIR.match(text, self._position)
        while pair is not None:
            last = pair
            places[(*table, pair[1])] = (*pair.span(1), *pair.span(2))
            pair = SIMPLE_PAIR.match(text, pair.end())
        if last is None:
            return False
        key_start, key_end = last.span(1)
        self.last = Definition((*table, last[1]), key_start, key_start, key_end)
        self._position = last.end()
        return True

    def _key_and_equals(self, table: Pointer) -> Definition:
        """Read a pair up to its value."""
        start = self._position
        parts = self._key(MAX_NESTING - len(table))
        for part in parts[:-1]:
            table = self._step(table, part)
        equals = EQUALS.match(self._text, self._position)
        if equals is None:
            raise _StoppedError
        self._position = equals.end()
        name, key_start, key_end = parts[-1]
        return Definition((*table, name), start, key_start, key_end)

    def _key(self, most: int) -> list[_KeyPart]:
        """Read a dotted key of a number of parts at most."""
        parts: list[_KeyPart] = []
        while part := KEY_PART.match(self._text, self._position):
            if len(parts) == most:
                self.too_deep = part.span(1)
                raise _StoppedError
            parts.append((key_text(part[1]), *part.span(1)))
            self._position = part.end()
            if not part[2]:
                return parts
        raise _StoppedError

    def _container(self, definition: Definition) -> None:
        """Read an array or an inline table, without recursion."""
        text = self._text
        frames: list[Frame] = []
        self._open(frames, definition)
        while frames:
            self._skip_blanks_and_comments(BLANKS_AND_COMMAS)
            frame = frames[-1]
            if text.startswith(("]", "}"), self._position):
                self._position += 1
                frames.pop()
                self.opened.pop()
                self._define(frame.definition, frame.opening, self._position)
                continue
            if frame.item == IS_TABLE:
                if self._simple_pairs(frame.definition.pointer):
                    continue
                definition = self._key_and_equals(frame.definition.pointer)
            else:
                pointer = (*frame.definition.pointer, frame.item)
                frame.item += 1
                if scalar := SCALAR.match(text, self._position):
                    self._position = scalar.end()
                    self.index.places[pointer] = (NOWHERE, NOWHERE, *scalar.span())
                    continue
                definition = Definition(pointer, self._position, NOWHERE, NOWHERE)
            if scalar := SCALAR.match(text, self._position):
                self._position = scalar.end()
                self._define(definition, *scalar.span())
            else:
                self._open(frames, definition)

    def _open(self, frames: list[Frame], definition: Definition) -> None:
        opening = self._position
        if not self._text.startswith(("[", "{"), opening):
            raise _StoppedError
        self._limit(definition.pointer, opening, opening + 1)
        self._position += 1
        self.opened.append(opening)
        # A place without its end, for a text that stops before it.
        key = (definition.key_start, definition.key_end)
        self.index.places[definition.pointer] = (*key, NOWHERE, NOWHERE)
        item = 0 if self._text[opening] == "[" else IS_TABLE
        frames.append(Frame(definition, opening, item))

    def _define(self, definition: Definition, start: int, end: int) -> None:
        """Note the place of a value that has been read to its end."""
        key = (definition.key_start, definition.key_end)
        self.index.places[definition.pointer] = (*key, start, end)
        if definition.key_start != NOWHERE:
            self.last = definition
