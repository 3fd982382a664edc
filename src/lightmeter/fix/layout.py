"""The parts of a text that a member of the data is made of: pairs, items and headers."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import attrs

from lightmeter.document.document import Document
from lightmeter.document.toml_tokens import BLANKS_AND_COMMAS
from lightmeter.fix.data import find_value
from lightmeter.place import Pointer

__all__ = ["Part", "comments_in", "has_header", "holder_of", "items_of", "pairs_of", "parts_of"]


@attrs.frozen
class Part:
    """
    A pair of key and value, an item of an array, or a header of TOML.

    Attributes:
        pointer: Of the value, or of the table that the header begins.
        start: Offset of its first character.
        end: Right after its last.
        header: Whether it is a header.
    """

    pointer: Pointer
    start: int
    end: int
    header: bool = False


def holder_of(document: Document, pointer: Pointer) -> Pointer | None:
    """
    The innermost array or table with brackets of its own that a member is written in.

    None for a member of TOML that is written on lines of its own.
    """
    is_toml = document.source.format == "toml"
    for length in range(len(pointer) - 1, -1 if not is_toml else 0, -1):
        if document.slice(pointer[:length]) is not None:
            return pointer[:length]
    return None


def has_header(document: Document, pointer: Pointer) -> bool:
    """Whether a table has a `[header]` of its own, or is the whole text."""
    if not pointer or document.slice(pointer) is not None:
        return not pointer
    place = document.header_slice(pointer)
    # A table that a dotted key made is found at that part of the key, which no bracket begins.
    return place is not None and document.source.text[place[0]] == "["


def parts_of(document: Document, pointer: Pointer) -> list[Part]:
    """Everything that a value is made of, in the order of the text."""
    holder = holder_of(document, pointer)
    if holder is not None:
        parts = items_of(document, holder)
        return [it for it in parts if it.pointer[: len(pointer)] == pointer]
    # The first header of an array of tables stands for the array too.
    found = {it.start: it for it in _on_lines(document, _walk(document, pointer, headers=True))}
    return sorted(found.values(), key=lambda it: it.start)


def pairs_of(document: Document, table: Pointer) -> list[Part]:
    """The pairs that stand under a table's own header, or make it by dotted keys."""
    pairs = _on_lines(document, _below(document, table, headers=False))
    return sorted(pairs, key=lambda it: it.start)


def items_of(document: Document, holder: Pointer) -> list[Part]:
    """The pairs or items between two brackets, in the order of the text."""
    text = document.source.text
    opening = document.slice(holder)
    assert opening is not None
    leaves = sorted(_below(document, holder, headers=False), key=lambda it: it.end)
    items = []
    position = opening[0] + 1
    for leaf in leaves:
        # A dotted key begins before the part that the index knows.
        start = _skip(text, position)
        items.append(Part(leaf.pointer, start, leaf.end))
        position = leaf.end
    return items


def comments_in(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The comments that begin within a stretch of the text."""
    comments = document.comments
    first = bisect_left(comments, (start, 0))
    return list(comments[first : bisect_left(comments, (end, 0))])


def _below(document: Document, pointer: Pointer, *, headers: bool) -> Iterator[Part]:
    value = find_value(document.value, pointer)
    steps: Iterator[str | int] = iter(value if isinstance(value, dict) else range(len(value)))
    for step in steps:
        yield from _walk(document, (*pointer, step), headers=headers)


def _walk(document: Document, pointer: Pointer, *, headers: bool) -> Iterator[Part]:
    place = document.slice(pointer)
    if place is not None:
        key = document.key_slice(pointer)
        yield Part(pointer, place[0] if key is None else key[0], place[1])
        return
    if has_header(document, pointer):
        if not headers:
            return
        found = document.header_slice(pointer)
        assert found is not None
        yield Part(pointer, *found, header=True)
    yield from _below(document, pointer, headers=headers)


def _on_lines(document: Document, parts: Iterable[Part]) -> Iterator[Part]:
    """The same with the whole of dotted keys: nothing but blanks stands before a statement."""
    text = document.source.text
    for part in parts:
        start = text.rfind("\n", 0, part.start) + 1
        while text[start] in " \t":
            start += 1
        yield attrs.evolve(part, start=start)


def _skip(text: str, position: int) -> int:
    """Pass over blanks, commas and comments."""
    while True:
        blanks = BLANKS_AND_COMMAS.match(text, position)
        assert blanks is not None
        position = blanks.end()
        if not text.startswith("#", position):
            return position
        position = text.find("\n", position)
