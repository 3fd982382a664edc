"""How text looks on a terminal: which characters can be shown, and how many columns they take."""

import unicodedata
from collections.abc import Iterator

from lightmeter.language.message import escape

__all__ = ["TAB_COLUMNS", "column_width", "pad", "piece", "show", "text_width", "wrap"]

TAB_COLUMNS = 4

# Joiners and non-joiners shape many scripts and emoji; every other format character is invisible
# and may hide something.
_JOINERS = "\u200c\u200d"


def piece(char: str, column: int = 0) -> str:
    """
    A character as it is shown: tabs as blanks, what is invisible or steers the terminal escaped.

    Args:
        char: One code point.
        column: At which it stands, from 0, for tabs.
    """
    if " " <= char <= "~":
        return char
    if char == "\t":
        return " " * (TAB_COLUMNS - column % TAB_COLUMNS)
    if unicodedata.category(char) == "Cf" and char not in _JOINERS:
        return char.encode("unicode_escape").decode()
    return escape(char)


def show(text: str) -> str:
    """A text on one line, with what is invisible or steers the terminal escaped."""
    return "".join(escape(char) if char == "\t" else piece(char) for char in text)


def column_width(char: str) -> int:
    """The columns that a character takes: 2 in East Asian scripts, 0 for what it combines with."""
    if " " <= char <= "~":
        return 1
    if char in _JOINERS or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """The columns that a text without tabs and controls takes."""
    return len(text) if text.isascii() else sum(map(column_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text with blanks up to a width in columns, behind it or, with `right`, before it."""
    blanks = " " * (width - text_width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, width: int) -> list[str]:
    """Break a text at blanks into lines of at most `width` columns; a longer word stays whole."""
    return list(_wrapped(text, width)) or [""]


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
