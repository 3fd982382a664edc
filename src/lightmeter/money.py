"""How exact amounts are written."""

from decimal import Decimal

__all__ = ["format_amount"]


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
