"""What can be wrong within a TOML string or comment."""

import re
from typing import Final

from lightmeter.document.fault import Fault

__all__ = ["control_fault", "escape_fault", "string_fault"]

_ESCAPE: Final = re.compile(r"\\(?:[uUx][0-9A-Fa-f]{0,8}|[!-~]?)")
_DIGITS: Final = {"x": 2, "u": 4, "U": 8}
_THREE_QUOTES: Final = ('"""', "'''")


def control_fault(text: str, offset: int, remedy: str = "") -> Fault:
    """Say that a character must not be there: in a comment, or with a remedy in a string."""
    kind = "string" if remedy else "comment"
    message = f"a {kind} holds the control character U+{ord(text[offset]):04X}; {remedy}remove it"
    return Fault("syntax", message, offset, offset + 1)


def string_fault(text: str, offset: int, opening: int) -> Fault:
    """
    Say that a string is not closed, or holds what it must not.

    Args:
        text: The whole text.
        offset: Where the parser stopped.
        opening: Of the string, with blanks before it perhaps.
    """
    while text.startswith((" ", "\t"), opening):
        opening += 1
    quotes = text[opening : opening + 3]
    if quotes not in _THREE_QUOTES:
        quotes = text[opening]
    if offset < len(text) and not text.startswith(("\n", "\r\n"), offset):
        code = f"\\u{ord(text[offset]):04X}"
        remedy = f"write it as {code}" if '"' in quotes else f"use double quotes and {code}"
        return control_fault(text, offset, f"{remedy}, or ")
    opened = (("opened here", opening, opening + len(quotes)),)
    if quotes in _THREE_QUOTES:
        end = len(text.rstrip(" \t\r\n"))
        return Fault("syntax", f"a string is not closed; close it with {quotes}", end, end, opened)
    # The parser may have looked for the quote through many lines.
    newline = text.find("\n", opening)
    end = opening + len(text[opening : newline if newline >= 0 else None].rstrip("\r"))
    message = (
        f"a string is not closed on its line; close it with {quotes}, "
        f"or write several lines between {quotes * 3} and {quotes * 3}"
    )
    return Fault("syntax", message, end, end, opened)


def escape_fault(text: str, offset: int) -> Fault:
    """Say what is wrong with the last backslash before the place where the parser stopped."""
    start = text.rfind("\\", 0, offset)
    found = _ESCAPE.match(text, start)
    written = found[0] if found else "\\"
    if len(written) == 1:
        message = "a lone backslash in a string; write it as \\\\, or use single quotes"
    elif digits := _DIGITS.get(written[1]):
        written = written[: digits + 2]
        message = (
            f"{written} is not an escape; \\{written[1]} takes {digits} hexadecimal digits of a "
            "character, and no half of a surrogate pair"
        )
    else:
        message = (
            f"{written} is not an escape; write a backslash as \\\\, "
            "or use single quotes, which know no escapes"
        )
    return Fault("syntax", message, start, start + len(written))
