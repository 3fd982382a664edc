"""A document: the value of a text, and where each part of it is written."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from lightmeter.data_methods import represent, state_of
from lightmeter.document.index import NOWHERE, Index, Skimmer
from lightmeter.document.source import Source
from lightmeter.place import Pointer, Span

__all__ = ["Document"]

# Of a text that is longer, only the parts that are spoken of are indexed, once there are such.
_LONG = 16_384


# With slots its cached properties would be compiled anew at every start.
@attrs.frozen(eq=False, slots=False)
class Document:
    """
    What a source, or one line of a JSONL source, holds.

    All offsets count code points in `source.text`. Places are looked for when the first one is
    asked for; a document that nobody complains about never pays for them.

    Attributes:
        source: The text that was read.
        value: Tables and objects as dict, arrays as list, numbers as int or Decimal, TOML's dates
            and times as those of `datetime`.
        offset: Where the document begins in the source; 0 except in JSONL.
        line: The same as a line number, from 1.
    """

    __repr__ = represent
    __getstate__ = state_of

    source: Source
    value: Any
    offset: int = 0
    line: int = 1

    @cached_property
    def _index(self) -> Index:
        # Of a document that nobody complains about no place is looked for.
        if self.source.format == "toml":
            from lightmeter.document.toml_spans import index_toml  # noqa: PLC0415

            return index_toml(self.source.text)
        from lightmeter.document.json_spans import index_json  # noqa: PLC0415

        return index_json(self.source.text, self.offset)

    @cached_property
    def _skimmer(self) -> Skimmer:
        if self.source.format == "toml":
            from lightmeter.document.toml_skimming import skim_toml  # noqa: PLC0415 - as above

            return skim_toml(self.source.text)
        from lightmeter.document.json_skimming import JsonSkimmer  # noqa: PLC0415 - as above

        return JsonSkimmer(self.source.text)

    def _around(self, pointer: Pointer) -> Index:
        """An index that has a place, if there is one, and all headers."""
        if self.source.format != "jsonl" and len(self.source.text) > _LONG:
            return self._skimmer.around(pointer)
        return self._index

    @property
    def comments(self) -> tuple[tuple[int, int], ...]:
        """Offsets of each TOML comment, from its `#` to the end of its line; JSON has none."""
        return tuple(self._index.comments)

    def pairs(self) -> Iterator[tuple[Pointer, tuple[int, int], tuple[int, int]]]:
        """Give every value that has a key and a text of its own: pointer, offsets of both."""
        for pointer, (key_start, key_end, start, end) in self._index.places.items():
            if NOWHERE not in (key_start, start):
                yield pointer, (key_start, key_end), (start, end)

    def headers(self) -> Iterable[tuple[Pointer, tuple[int, int]]]:
        """Give the offsets of every TOML `[header]` with its table; JSON has none."""
        return self._index.headers.items()

    def slice(self, pointer: Pointer) -> tuple[int, int] | None:
        """
        Find the offsets of a value's own text.

        None if the document has no such value, or its parts stand apart: a TOML table under a
        `[header]` or made by dotted keys, an array of tables. The root of TOML is the whole text.
        """
        if not pointer and self.source.format == "toml":
            return 0, len(self.source.text)
        place = self._around(pointer).places.get(pointer)
        return None if place is None or place[2] == NOWHERE else place[2:]

    def key_slice(self, pointer: Pointer) -> tuple[int, int] | None:
        """
        Find the offsets of a value's key, quotes included; None for array items and the root.

        Of a dotted key it is the value's own part, of a header too. A table that several headers
        or dotted keys mention is found at its own header, else where it comes first.
        """
        place = self._around(pointer).places.get(pointer)
        return None if place is None or place[0] == NOWHERE else place[:2]

    def header_slice(self, pointer: Pointer) -> tuple[int, int] | None:
        """
        Find the offsets of a table's or an array's beginning, where a missing member is reported.

        That is its `[header]` (of an array of tables the first), else its opening bracket, else
        the part of the dotted key or longer header that made it. The root of TOML begins with its
        first key or header. None if the value is neither table nor array, or there is none.
        """
        if not pointer and self.source.format == "toml":
            return self._first_of_toml
        index = self._around(pointer)
        if header := index.headers.get(pointer):
            return header
        place = index.places.get(pointer)
        if place is None:
            return None
        key_start, key_end, start, _ = place
        if start == NOWHERE:
            return key_start, key_end
        return (start, start + 1) if self.source.text[start] in "[{" else None

    @cached_property
    def _first_of_toml(self) -> tuple[int, int]:
        # What stands before the first header is the root's.
        index = self._around(("",))
        header = min(index.headers.values(), default=(len(self.source.text), 0))
        keys = (place[:2] for place in index.places.values() if place[0] != NOWHERE)
        first = min(header, min(keys, default=header))
        return first if first[1] else (0, 0)

    def span(self, pointer: Pointer) -> Span | None:
        """
        Find a value in the text, as `slice` does.

        A TOML table or array whose parts stand apart is found where `header_slice` has it.
        """
        return self._span(self.slice(pointer) or self.header_slice(pointer))

    def key_span(self, pointer: Pointer) -> Span | None:
        """Find a value's key, as `key_slice` does."""
        return self._span(self.key_slice(pointer))

    def header_span(self, pointer: Pointer) -> Span | None:
        """Find a table's or an array's beginning, as `header_slice` does."""
        return self._span(self.header_slice(pointer))

    def _span(self, offsets: tuple[int, int] | None) -> Span | None:
        return None if offsets is None else self.source.lines.span(*offsets)
