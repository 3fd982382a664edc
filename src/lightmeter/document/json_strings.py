"""What can be wrong within a JSON string."""

import re
from collections.abc import Iterator
from typing import Final

from lightmeter.document.fault import Fault

__all__ = ["has_lone_surrogate", "string_end", "surrogate_faults"]

_CONTENT: Final = re.compile(
    r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+'
)
_ESCAPE_START: Final = re.compile(r"\\(?:u[0-9a-fA-F]{0,4}|[^\n\r]?)", re.DOTALL)
_HEX: Final = "[0-9a-fA-F]{2}"
_PAIR: Final = rf"\\u[dD][89abAB]{_HEX}\\u[dD][c-fC-F]{_HEX}"

# Runs over all that is no lone surrogate, in one go: it stops at the first, or at the end.
_WITHOUT_LONE: Final = re.compile(
    rf"(?:[^\\]++|\\(?:[^u]|u(?:[^dD]|[dD][^89a-fA-F]))|{_PAIR})*+", re.DOTALL
)
_ESCAPE: Final = re.compile(rf"{_PAIR}|(\\u[dD][89a-fA-F]{_HEX})|\\.", re.DOTALL)

_CONTROLS: Final = {"\t": "\\t", "\b": "\\b", "\f": "\\f"}


def has_lone_surrogate(text: str) -> bool:
    """Tell whether a text that the parser has accepted escapes half of a surrogate pair."""
    if "\\ud" not in text and "\\uD" not in text:
        return False
    clean = _WITHOUT_LONE.match(text)
    return clean is not None and clean.end() < len(text)


def surrogate_faults(text: str, start: int, end: int) -> Iterator[Fault]:
    """Find each half of a surrogate pair that a valid string escapes."""
    for escape in _ESCAPE.finditer(text, start, end):
        if escape[1]:
            message = (
                f"{escape[1]} is half of a surrogate pair and cannot be sent as UTF-8; write both "
                "halves, or the character itself"
            )
            yield Fault("encoding", message, *escape.span())


def string_end(text: str, start: int) -> int | Fault:
    """Find the offset right after the string that begins at an offset, or what is wrong in it."""
    content = _CONTENT.match(text, start)
    place = content.end() if content else start
    opened = (("opened here", start, start + 1),)
    if place == len(text):
        message = 'a string is not closed; close it with "'
        return Fault("syntax", message, place, place, opened)
    char = text[place]
    if char == '"':
        return place + 1
    if char in "\r\n":
        message = (
            'a string is not closed on its line; close it with ", or write a line break as \\n'
        )
        return Fault("syntax", message, place, place, opened)
    if char == "\\":
        return _escape_fault(text, place)
    written = _CONTROLS.get(char, f"\\u{ord(char):04x}")
    code = f"U+{ord(char):04X}"
    message = f"a string holds the control character {code}; write it as {written} or remove it"
    return Fault("syntax", message, place, place + 1)


def _escape_fault(text: str, start: int) -> Fault:
    escape = _ESCAPE_START.match(text, start)
    written = escape[0] if escape else "\\"
    if written.startswith("\\u"):
        message = f"{written} is not an escape; \\u takes four hexadecimal digits"
    elif written == "\\":
        message = "a lone backslash in a string; write it as \\\\"
    else:
        shown = written if written.isprintable() else f"a backslash before U+{ord(written[1]):04X}"
        message = (
            f'{shown} is not an escape; JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX, '
            "and a backslash itself is written \\\\"
        )
    return Fault("syntax", message, start, start + len(written))
