"""Exact amounts: decimals that never pass through a float, and how they are written."""

import decimal
from decimal import Decimal

__all__ = ["add", "format_amount", "multiply"]

# Quantities have at most 16 digits and rates at most 28, so 60 digits hold every product and every
# sum; Inexact is trapped so that a rounding would be a crash in the tests, never a wrong price.
_EXACT = decimal.Context(prec=60, traps=[decimal.Inexact, decimal.InvalidOperation])


def multiply(left: Decimal | int, right: Decimal | int) -> Decimal:
    """The exact product."""
    return _EXACT.multiply(Decimal(left), Decimal(right))


def add(left: Decimal | int, right: Decimal | int) -> Decimal:
    """The exact sum."""
    return _EXACT.add(Decimal(left), Decimal(right))


def format_amount(amount: Decimal | int) -> str:
    """
    An amount in plain digits, without exponent and without trailing zeros.

    >>> format_amount(Decimal("0.0310"))
    '0.031'
    >>> format_amount(Decimal("4E+1"))
    '40'
    """
    text = format(Decimal(amount), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
