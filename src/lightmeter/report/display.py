"""How text looks on a terminal: which characters can be shown, and how many columns they take."""

import unicodedata
from collections.abc import Iterator

from lightmeter.language.message import escape

__all__ = [
    "AS_PICTURE",
    "MAX_COLUMNS",
    "TAB_COLUMNS",
    "column_width",
    "column_widths",
    "pad",
    "piece",
    "show",
    "text_width",
    "wrap",
]

MAX_COLUMNS = 100
"""The widest that a line is shown; what is left of a longer one stands around its span."""

TAB_COLUMNS = 4

AS_PICTURE = "\ufe0f"
"""Asks for the picture of what is else a sign: a heart becomes an emoji, twice as wide."""

# Joiners and non-joiners shape many scripts and emoji; every other format character is invisible
# and may hide something.
_JOINER = "\u200d"
_JOINERS = f"\u200c{_JOINER}"
_SKINS = "🏻🏼🏽🏾🏿"


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
    if text.isascii() and text.isprintable():
        return text
    return "".join(escape(char) if char == "\t" else piece(char) for char in text)


def column_width(char: str) -> int:
    """
    The columns that a character takes by itself.

    Two in East Asian scripts; none for what it combines with: marks, and the vowels and final
    consonants of Korean syllables that are written in parts.
    """
    if " " <= char <= "~":
        return 1
    if char in _JOINERS or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb":
        return 0
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def column_widths(text: str) -> list[int]:
    """
    The columns that each character takes where it stands.

    Pictures that are joined, or have a skin colour, are one picture of two columns. Terminals that
    show its parts beside one another, as older ones do, are off by them.
    """
    if text.isascii():
        return [1] * len(text)
    widths: list[int] = []
    base, before = "", ""
    for char in text:
        width = column_width(char)
        if char == AS_PICTURE:
            width = 1 if before and column_width(before) == 1 else 0
        elif (before == _JOINER or char in _SKINS) and _is_picture(char) and _is_picture(base):
            width = 0
        elif width:
            base = char
        # What is joined to another picture is as wide as that, whatever follows.
        before = char if width or char == _JOINER else ""
        widths.append(width)
    return widths


def _is_picture(char: str) -> bool:
    return bool(char) and (unicodedata.category(char) == "So" or char in _SKINS)


def text_width(text: str) -> int:
    """The columns that a text without tabs and controls takes."""
    return len(text) if text.isascii() else sum(column_widths(text))


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
