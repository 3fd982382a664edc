"""
Exact arithmetic on whole and decimal numbers, never through a float.

Python's own operators round a Decimal to the context of the thread, 28 digits by default, and raise
where that context traps. These use a context of their own. It neither rounds nor overflows for
numbers that `is_exact` accepts: a checked expression multiplies at most 2,000 of them, so a result
has fewer digits than the context has.
"""

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Final

__all__ = [
    "MAX_DIGITS",
    "MAX_EXPONENT",
    "SAFE_INTEGER",
    "add",
    "add_all",
    "is_exact",
    "multiply",
    "negate",
    "round_to",
    "subtract",
]

SAFE_INTEGER: Final = 2**53 - 1
"""The greatest integer of a request or a result; exact in JavaScript too."""

MAX_DIGITS: Final = 100
"""Digits of a decimal number in a request."""

MAX_EXPONENT: Final = 400
"""Greatest exponent of a decimal number in a request, either sign; beyond that of a double."""

_CONTEXT = Context(prec=2_000_000, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])

add = _CONTEXT.add
subtract = _CONTEXT.subtract
multiply = _CONTEXT.multiply
negate = _CONTEXT.minus


def add_all(amounts: Iterable[Decimal]) -> Decimal:
    """Add up numbers; 0 where there are none."""
    total = Decimal(0)
    for it in amounts:
        total = add(total, it)
    return total


def is_exact(value: int | Decimal) -> bool:
    """Tell whether a number of a request is small enough for exact arithmetic."""
    if isinstance(value, int):
        return -SAFE_INTEGER <= value <= SAFE_INTEGER
    _, digits, exponent = value.as_tuple()
    return (
        isinstance(exponent, int)
        and len(digits) <= MAX_DIGITS
        and -MAX_EXPONENT <= exponent <= MAX_EXPONENT
    )


def round_to(value: int, step: int) -> int:
    """Round to the nearest multiple, halves up; a positive value never becomes 0."""
    nearest = (2 * value + step) // (2 * step) * step
    return max(nearest, step) if value > 0 else nearest
