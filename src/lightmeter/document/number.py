"""Which numbers can be read: finite ones, of a size that every receiver can hold."""

import re
from decimal import Decimal, InvalidOperation

from lightmeter.document.fault import Fault
from lightmeter.patterns import late

__all__ = ["MAX_DIGITS", "RefusedNumberError", "number_fault", "read_decimal", "refuse_constant"]

MAX_DIGITS = 4300
"""What Python's `int()` reads by default; longer ones take quadratic time."""

# Numbers from 1e308 on may be infinite to a receiver that reads doubles. Below 1e-400 nothing is
# meant, and written out such a number fills pages.
_MAX_EXPONENT = 307
_MIN_EXPONENT = -400

# Bits of the largest number with MAX_DIGITS digits: TOML's 0x… could name a longer one, which
# nobody could print.
_MAX_BITS = 14_285

_INTEGER = late(r"[+-]?+(?:0[xob][0-9A-Fa-f_]++|[0-9][0-9_]*+)")
_NOT_FINITE = late(r"[+-]?+(?:nan|inf(?:inity)?+)", re.IGNORECASE)
_FLOAT = late(r"[+-]?+[0-9][0-9_]*+(?:\.[0-9_]++)?+(?:[eE][+-]?+[0-9_]++)?+")


class RefusedNumberError(ValueError):
    """Raised within a parser at a number that cannot be used; the place is looked up later."""


def read_decimal(text: str) -> Decimal:
    """
    Read a number with a fraction or an exponent exactly.

    Raises:
        RefusedNumberError: If it is infinite, not a number, or beyond what can be used.
    """
    if len(text) <= MAX_DIGITS:
        try:
            number = Decimal(text)
        except InvalidOperation:  # an exponent of twenty digits
            raise RefusedNumberError(text) from None
        if number.is_finite() and _MIN_EXPONENT <= number.adjusted() <= _MAX_EXPONENT:
            return number
    raise RefusedNumberError(text[:MAX_DIGITS])


def refuse_constant(text: str) -> None:
    """Refuse what Python's JSON parser would let pass: NaN, Infinity, -Infinity."""
    raise RefusedNumberError(text)


def number_fault(text: str, start: int, member: str) -> Fault | None:
    """
    Say what is wrong with a number, or None if it can be used or is none.

    Args:
        text: Of the number alone.
        start: Its offset.
        member: What the format calls it: "key" or "property".
    """
    end = start + len(text)
    if _NOT_FINITE.fullmatch(text):
        message = f"{text} is not a number that can be sent; write one or leave the {member} out"
        return Fault("not-a-number", message, start, end)
    if _INTEGER.fullmatch(text):
        if _is_readable_integer(text):
            return None
    elif not _FLOAT.fullmatch(text):
        return None
    elif len(text) <= MAX_DIGITS:
        try:
            read_decimal(text)
        except RefusedNumberError:
            message = (
                f"{_clipped(text)} is beyond the numbers that can be sent, which lie between "
                "1e-400 and 1e308; write a smaller exponent"
            )
            return Fault("not-a-number", message, start, end)
        return None
    message = (
        f"a number of {len(text):,} characters; at most {MAX_DIGITS:,} digits are read: "
        "write fewer, or text in quotes"
    )
    return Fault("number-range", message, start, end)


def _is_readable_integer(text: str) -> bool:
    base = 0 if text[:1] == "0" and text[1:2] in ("x", "o", "b") else 10
    try:
        return int(text, base).bit_length() <= _MAX_BITS
    except ValueError:  # the interpreter's own limit on digits
        return False


def _clipped(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:30]}…"
