"""What can be meant by a word that JSON does not know."""

import re
from typing import Final

from lightmeter.document.fault import Fault
from lightmeter.document.quoting import quoted

__all__ = ["WORD", "word_fault"]

WORD: Final = re.compile(r"""[^ \t\r\n,:\[\]{}"';=]++""")

_MEANT: Final = {
    "none": "null",
    "nil": "null",
    "undefined": "null",
    "yes": "true",
    "on": "true",
    "no": "false",
    "off": "false",
}
_NUMBER_LIKE: Final = re.compile(r"[+-]?+\.?+[0-9][0-9A-Za-z_.+-]*+")
_ALLOWED: Final = (
    "a value is an object, an array, text in double quotes, a number, true, false or null"
)


def word_fault(word: str, start: int) -> Fault:
    """Say what is wrong with a bare word that stands where a value belongs."""
    end = start + len(word)
    lower = word.lower()
    meant = lower if lower in ("true", "false", "null") else _MEANT.get(lower)
    if meant:
        message = f"{quoted(word)} is not JSON; write {meant}"
        if meant == "null":
            message += ", or leave the property out"
    elif _NUMBER_LIKE.fullmatch(word) or lower in ("-", "+"):
        message = f"{quoted(word)} is not a number in JSON; {_number_remedy(word)}"
    else:
        message = f"{quoted(word)} is not JSON; {_ALLOWED}"
    return Fault("syntax", message, start, end)


def _number_remedy(word: str) -> str:
    digits = word.lstrip("+-")
    if word.startswith("+"):
        return "leave out the plus sign"
    if digits.startswith("."):
        return "write a 0 before the point"
    if re.fullmatch(r"[0-9]++\.(?:[eE].*+)?+", digits):
        return "write a digit after the point"
    if "_" in digits:
        return "leave out the underscores"
    if re.match(r"0[xXoObB]", digits):
        return "write it in decimal digits"
    if re.match(r"0[0-9]", digits):
        return "leave out the leading zero"
    return "write digits like 12, 1.5 or 1e3, or text in double quotes"
