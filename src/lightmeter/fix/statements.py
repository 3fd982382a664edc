"""Statements of TOML come and go, each with its lines."""

import re
from collections.abc import Iterator, Sequence

from lightmeter.diagnostic import Edit
from lightmeter.document.document import Document
from lightmeter.fix.data import ChangeError
from lightmeter.fix.layout import Part, comments_in, has_header, pairs_of
from lightmeter.fix.members import Addition
from lightmeter.fix.values import spell_key, spell_value
from lightmeter.place import Pointer

__all__ = ["add_statements", "remove_statement"]

# A comment that silences rules in the statement it stands beside, or in the next one.
_SILENCING = re.compile(r"#+[ \t]*lightmeter:[ \t]*ignore(?!-)", re.IGNORECASE)


def remove_statement(document: Document, part: Part) -> Iterator[Edit]:
    """
    Take a statement out with its lines.

    A comment beside it stays, on a line of its own. One that silences rules goes, wherever it
    stands: it would silence the next statement.
    """
    text = document.source.text
    line = text.rfind("\n", 0, part.start) + 1
    newline = text.find("\n", part.end)
    end = newline + 1 if newline >= 0 else len(text)
    comment = text.find("#", part.end, end)
    if comment < 0 or _SILENCING.match(text, comment):
        yield Edit(line, end, "")
    else:
        yield Edit(part.start, comment, "")
    yield from _silencers_above(document, line)


def _silencers_above(document: Document, line: int) -> Iterator[Edit]:
    """The comments on lines of their own that are about the statement of this line."""
    text = document.source.text
    for start, end in reversed(comments_in(document, 0, line)):
        first = text.rfind("\n", 0, start) + 1
        if text[first:start].strip(" \t") or text[end:line].strip(" \t\r\n"):
            return
        if _SILENCING.match(text, start):
            yield Edit(first, text.index("\n", end) + 1, "")
        line = first


def add_statements(document: Document, table: Pointer, added: Sequence[Addition]) -> Edit:
    """
    Put pairs into a table that is written on lines of its own, behind the last one there.

    Args:
        document: Whose text it is.
        table: That is there.
        added: In this order.

    Raises:
        ChangeError: If there is no plain place for them.
    """
    pairs = pairs_of(document, table)
    section = table
    while not has_header(document, section):
        section = section[:-1]
    if pairs:
        # Of equals signs below one another the widest gap shows where they stand.
        assign = max((_assign(document, it) for it in pairs), key=lambda it: len(it[0]))
        return _behind(document, pairs[-1], section, added, assign)
    if section != table:
        raise ChangeError("the table has no pair of its own yet")
    if table:
        header = document.header_slice(table)
        assert header is not None
        return _behind(document, Part(table, *header, header=True), section, added, None)
    return _at_the_top(document, added)


def _behind(
    document: Document,
    anchor: Part,
    section: Pointer,
    added: Sequence[Addition],
    assign: tuple[str, int] | None,
) -> Edit:
    text = document.source.text
    indent = text[text.rfind("\n", 0, anchor.start) + 1 : anchor.start]
    lines = [indent + _pair(it, section, assign) for it in added]
    newline = text.find("\n", anchor.end)
    ending = _line_ending(text, newline)
    if newline >= 0:
        return Edit(newline + 1, newline + 1, "".join(line + ending for line in lines))
    # The text still ends without a newline.
    return Edit(len(text), len(text), "".join(ending + line for line in lines))


def _at_the_top(document: Document, added: Sequence[Addition]) -> Edit:
    """Put the first pairs of the whole text before its first header."""
    text = document.source.text
    if document.comments:
        raise ChangeError("it cannot be told which comments are about the whole text")
    first = min((start for _, (start, _) in document.headers()), default=len(text))
    line = text.rfind("\n", 0, first) + 1
    if text[line:first].strip(" \t"):
        raise ChangeError("something stands before the first header")
    ending = _line_ending(text, text.find("\n"))
    pairs = "".join(_pair(it, (), None) + ending for it in added)
    return Edit(line, line, pairs)


def _line_ending(text: str, newline: int) -> str:
    """The line ending at an offset; that of the first line where the last one has none."""
    if newline < 0:
        newline = text.find("\n")
    return "\r\n" if newline > 0 and text[newline - 1] == "\r" else "\n"


def _assign(document: Document, pair: Part) -> tuple[str, int]:
    """What stands between key and value of a pair, and how far into its line the value begins."""
    key, value = document.key_slice(pair.pointer), document.slice(pair.pointer)
    assert key is not None
    assert value is not None
    between = document.source.text[key[1] : value[0]]
    return between, value[0] - pair.start


def _pair(addition: Addition, section: Pointer, assign: tuple[str, int] | None) -> str:
    pointer, value = addition
    path = [step for step in pointer[len(section) :] if isinstance(step, str)]
    if len(path) != len(pointer) - len(section):
        raise ChangeError("items are not added to an array")
    key = spell_key(path, "toml")
    between, column = assign or (" = ", 0)
    if between.startswith("  "):
        # The equals signs stand below one another.
        equals = between.lstrip(" ")
        between = " " * max(1, column - len(equals) - len(key)) + equals
    return f"{key}{between}{spell_value(value, 'toml')}"
