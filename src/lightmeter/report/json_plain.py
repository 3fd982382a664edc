"""JSON text of plain data, which is nearly all that is ever written: the fast way to it."""

import re
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, TypeAlias

__all__ = ["Shared", "write_plain", "write_plain_wide", "write_text"]

# What UTF-8 cannot say, what a terminal would act on and what some readers take for a line's end.
# The encoder escapes the controls below a blank.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Shared(dict[str, Any]):
    """
    An object that stands in many texts: it is written once for each way in which it stands.

    Attributes:
        texts: What was written, by how its lines begin, and by width and columns before it.
    """

    def __init__(self, members: dict[str, Any]) -> None:
        """Begin with its members, which must not change."""
        super().__init__(members)
        self.texts: dict[tuple[str | None, int, int], str] = {}


class _NotPlainError(Exception):
    """There is something that takes more care."""


def write_plain(value: Any, indent: int | None, newline: str) -> str | None:
    """
    Write a value that is made of dicts, lists, tuples, texts, numbers, true, false and null.

    Args:
        value: To write.
        indent: Blanks a level, or None for a single line.
        newline: What each line but the first begins with, behind an indent.

    Returns:
        As `write_json` writes it; None where there is something else in it, or a number that
        takes more care.
    """
    try:
        if indent is None:
            return _line(value)
        return _lines(value, " " * indent, newline)
    except (_NotPlainError, ValueError):
        # Python refuses to spell an integer of more than 4,300 digits.
        return None


def write_plain_wide(value: Any, indent: int, newline: str, width: int, column: int) -> str | None:
    """
    Do the same with what fits into a line of so many columns written on it.

    Args:
        value: To write.
        indent: Blanks a level.
        newline: A line's end, and the blanks that each line but the first begins with.
        width: Of a line.
        column: How many columns of the first line are taken.
    """
    try:
        return _spread(_node(value), " " * indent, newline, width, column)
    except (_NotPlainError, ValueError):
        return None


def write_text(text: str) -> str:
    """Write a text, with what no reader should meet escaped."""
    written = encode_basestring(text)
    if text.isascii() and "\x7f" not in text:
        return written
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _line(value: Any) -> str:
    # The type itself is asked for: what is derived from it may say other things of itself.
    kind = type(value)
    if kind is str:
        return write_text(value)
    if kind is dict:
        return f"{{{', '.join([f'{_key(key)}: {_line(it)}' for key, it in value.items()])}}}"
    if kind is list or kind is tuple:
        return f"[{', '.join([_line(it) for it in value])}]"
    if kind is Shared:
        written = value.texts.get((None, 0, 0))
        if written is None:
            written = value.texts[None, 0, 0] = _line(dict(value))
        return written  # type: ignore[no-any-return]  # it holds texts
    return _scalar(value)


def _lines(value: Any, blanks: str, newline: str) -> str:
    kind = type(value)
    if kind is str:
        return write_text(value)
    if kind is dict:
        if not value:
            return "{}"
        inner = newline + blanks
        items = [f"{_key(key)}: {_lines(it, blanks, inner)}" for key, it in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{newline}}}"
    if kind is list or kind is tuple:
        if not value:
            return "[]"
        inner = newline + blanks
        return f"[{inner}{f',{inner}'.join([_lines(it, blanks, inner) for it in value])}{newline}]"
    if kind is Shared:
        # One indent is used throughout a document.
        written = value.texts.get((newline, 0, 0))
        if written is None:
            written = value.texts[newline, 0, 0] = _lines(dict(value), blanks, newline)
        return written  # type: ignore[no-any-return]  # it holds texts
    return _scalar(value)


# What may take one line or several: the one line, the brackets or the object that is shared, and
# what is in it, each with what stands before it. A text has no choice.
_Node: TypeAlias = "str | tuple[str, str | Shared, list[tuple[str, _Node]]]"


def _node(value: Any) -> _Node:
    """Write a value, and all that is in it, on one line each."""
    kind = type(value)
    if kind is dict:
        if not value:
            return "{}"
        inside = [(f"{_key(key)}: ", _node(it)) for key, it in value.items()]
        return f"{{{_joined(inside)}}}", "{}", inside
    if kind is list or kind is tuple:
        if not value:
            return "[]"
        inside = [("", _node(it)) for it in value]
        return f"[{_joined(inside)}]", "[]", inside
    if kind is Shared:
        return _line(value), value, []
    return _line(value)


def _joined(inside: list[tuple[str, _Node]]) -> str:
    return ", ".join([head + (it if type(it) is str else it[0]) for head, it in inside])


def _spread(node: _Node, blanks: str, newline: str, width: int, column: int) -> str:
    """Put a node on as many lines as it takes."""
    if isinstance(node, str):
        return node
    line, brackets, inside = node
    # Behind it a comma may stand.
    if column + len(line) < width:
        return line
    if isinstance(brackets, Shared):
        way = newline, width, column
        written = brackets.texts.get(way)
        if written is None:
            whole = _node(dict(brackets))
            written = brackets.texts[way] = _spread(whole, blanks, newline, width, column)
        return written
    inner = newline + blanks
    # The line's end is no column.
    start = len(inner) - 1
    items = [head + _spread(it, blanks, inner, width, start + len(head)) for head, it in inside]
    return f"{brackets[0]}{inner}{f',{inner}'.join(items)}{newline}{brackets[1]}"


def _key(key: Any) -> str:
    if type(key) is not str:
        raise _NotPlainError
    return write_text(key)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    kind = type(value)
    if kind is int or (kind is Decimal and value.is_finite()):
        return str(value)
    raise _NotPlainError
