"""Members between brackets come and go: objects and arrays of JSON, inline tables and arrays."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from lightmeter.diagnostic import Edit
from lightmeter.document.document import Document
from lightmeter.fix.data import ChangeError
from lightmeter.fix.layout import Part, comments_in, items_of
from lightmeter.fix.values import spell_key, spell_value
from lightmeter.place import Pointer

__all__ = ["Addition", "edit_members"]

Addition = tuple[Pointer, Any]
"""Pointer of a member that is not there yet, and its value."""

_BLANKS = re.compile(r"[ \t\r\n]*+")
_REST_OF_LINE = re.compile(r"[ \t]*+(?:\r?\n|\Z)")


def edit_members(
    document: Document, holder: Pointer, removed: Collection[Pointer], added: Sequence[Addition]
) -> Iterator[Edit]:
    """
    Take members out from between two brackets, each with one comma, and put others in.

    Args:
        document: Whose text it is.
        holder: Array or table that the brackets are of.
        removed: Members of it that go; a dotted key may have made one.
        added: Members that come, in this order.

    Raises:
        ChangeError: If comments stand where it cannot be told what they are about.
    """
    items = items_of(document, holder)
    gone = [_lies_in(it.pointer, removed) for it in items]
    kept = [it for it, goes in zip(items, gone, strict=True) if not goes]
    if not kept:
        yield _whole(document, holder, items, added)
        return
    yield from _cuts(document, items, gone)
    if added:
        yield _insertion(document, holder, items, kept[-1], added)


def _lies_in(pointer: Pointer, tops: Collection[Pointer]) -> bool:
    return any(pointer[:length] in tops for length in range(len(pointer) + 1))


def _whole(
    document: Document, holder: Pointer, items: Sequence[Part], added: Sequence[Addition]
) -> Edit:
    """Write everything between the brackets anew."""
    place = document.slice(holder)
    assert place is not None
    start, end = place[0] + 1, place[1] - 1
    if comments_in(document, start, end):
        raise ChangeError("a comment would be left without what it is about")
    assign = _assign(document, items[-1]) if items else ""
    texts = [_written(document, holder, it, assign) for it in added]
    if items and texts:
        return Edit(items[0].start, items[-1].end, ", ".join(texts))
    blank = " " if texts and document.source.format == "toml" else ""
    return Edit(start, end, f"{blank}{', '.join(texts)}{blank}")


# Taking out ---------------------------------------------------------------------------------------


def _cuts(document: Document, items: Sequence[Part], gone: Sequence[bool]) -> Iterator[Edit]:
    """Cut each run of members that go, with the commas between them and one beside them."""
    first = 0
    while first < len(items):
        last = first
        while last < len(items) and gone[last]:
            last += 1
        if last > first:
            yield from _cut(document, items, first, last - 1)
        first = last + 1


def _cut(document: Document, items: Sequence[Part], first: int, last: int) -> Iterator[Edit]:
    start, end = items[first].start, items[last].end
    for left, right in pairwise(items[first : last + 1]):
        if comments_in(document, left.end, right.start):
            raise ChangeError("a comment between members that go would be lost")
    if first:
        before = items[first - 1].end
        if not comments_in(document, before, start):
            yield Edit(before, end, "")
            return
    elif not comments_in(document, end, items[last + 1].start):
        yield Edit(start, items[last + 1].start, "")
        return
    # A comment stands between: the members go with the comma behind them, and with their lines
    # where these hold nothing else.
    text = document.source.text
    comma = _comma_behind(text, end)
    if comma is not None and not text[end:comma].strip(" \t\r\n"):
        end = comma + 1
    elif comma is not None:
        yield Edit(comma, comma + 1, "")
    line = text.rfind("\n", 0, start) + 1
    rest = _REST_OF_LINE.match(text, end)
    if rest and not text[line:start].strip(" \t"):
        yield Edit(line, rest.end(), "")
    else:
        yield Edit(start, end, "")


def _comma_behind(text: str, position: int) -> int | None:
    """Where the comma behind a member is, past blanks and comments; None behind the last one."""
    while blanks := _BLANKS.match(text, position):
        position = blanks.end()
        if not text.startswith("#", position):
            break
        position = text.find("\n", position)
    return position if text.startswith(",", position) else None


# Putting in ---------------------------------------------------------------------------------------


def _insertion(
    document: Document,
    holder: Pointer,
    items: Sequence[Part],
    anchor: Part,
    added: Sequence[Addition],
) -> Edit:
    place = document.slice(holder)
    assert place is not None
    if comments_in(document, anchor.end, place[1]):
        raise ChangeError("a comment beside the last member would move to the new one")
    assign = _assign(document, anchor)
    separator = _separator(document, place[0], items, assign)
    texts = (separator + _written(document, holder, it, assign) for it in added)
    return Edit(anchor.end, anchor.end, "".join(texts))


def _separator(document: Document, opening: int, items: Sequence[Part], assign: str) -> str:
    """What stands between two members here."""
    text = document.source.text
    if len(items) > 1:
        gap = text[items[-2].end : items[-1].start]
        if "#" not in gap:
            return gap
    else:
        gap = text[opening + 1 : items[0].start]
    if "\n" in gap:
        newline = "\r\n" if "\r\n" in gap else "\n"
        indent = gap.rpartition(newline)[2].replace(",", "")
        return f",{newline}{indent}"
    return ", " if assign[-1:] in ("", " ") else ","


def _assign(document: Document, item: Part) -> str:
    """What stands between key and value; "" for the items of an array."""
    key, value = document.key_slice(item.pointer), document.slice(item.pointer)
    assert value is not None
    return "" if key is None else document.source.text[key[1] : value[0]]


def _written(document: Document, holder: Pointer, addition: Addition, assign: str) -> str:
    pointer, value = addition
    form = document.source.format
    path = [step for step in pointer[len(holder) :] if isinstance(step, str)]
    if len(path) != len(pointer) - len(holder):
        raise ChangeError("items are not added to an array")
    usual = " = " if form == "toml" else ": "
    return f"{spell_key(path, form)}{assign or usual}{spell_value(value, form)}"
