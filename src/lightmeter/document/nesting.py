"""How deep tables, objects and arrays may lie within each other."""

from itertools import accumulate
from typing import Any

from lightmeter.document.fault import Fault

__all__ = ["MAX_NESTING", "brackets_too_deep", "nesting_fault", "value_too_deep"]

MAX_NESTING = 100
"""Containers within each other, the outermost included."""

_CONTAINERS = frozenset((dict, list))
_OPENING, _CLOSING = b"[{", b"]}"
_ALL_ELSE = bytes(code for code in range(256) if code not in b'"' + _OPENING + _CLOSING)
# Opening brackets become 1, closing ones 255, which a signed byte reads as -1.
_CHANGES = bytes.maketrans(_OPENING + _CLOSING, b"\x01\x01\xff\xff")


def brackets_too_deep(text: str) -> bool:
    """
    Tell whether a JSON text nests too deep, before a recursive parser sees it.

    In what follows a syntax error the answer may be wrong; no parser gets there.
    """
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return False
    # Few texts have that many.
    from array import array  # noqa: PLC0415

    # Brackets within strings count for nothing. With the escaped backslashes and quotes gone,
    # every second piece between quotes lies outside of strings; two quotes side by side change
    # nothing about that, and without them little is left to split.
    plain = text.replace("\\\\", "").replace('\\"', "").encode(errors="surrogatepass")
    marks = plain.translate(None, _ALL_ELSE).replace(b'""', b"")
    brackets = b"".join(marks.split(b'"')[::2])
    depths = accumulate(array("b", brackets.translate(_CHANGES)))
    return max(depths, default=0) > MAX_NESTING


def value_too_deep(value: Any) -> bool:
    """Tell whether data nest too deep, without recursion."""
    level = [value]
    for _ in range(MAX_NESTING):
        # Parsers make no other classes of these.
        level = [
            item
            for container in level
            for item in (container.values() if type(container) is dict else container)
            if type(item) in _CONTAINERS
        ]
        if not level:
            return False
    return True


def nesting_fault(start: int, end: int) -> Fault:
    """Say that nesting goes too deep at a place."""
    message = f"nested deeper than the {MAX_NESTING} levels that are read; flatten it"
    return Fault("nesting", message, start, end)
