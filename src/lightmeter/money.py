"""How exact amounts are written."""

import re
from decimal import Decimal

__all__ = ["format_amount", "parse_amount"]

# No exponents: written out, 1e999999999 fills a disk.
_AMOUNT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?").fullmatch


def parse_amount(text: str | int) -> Decimal | None:
    """
    An amount of zero or more as a pack writes it, or None.

    >>> parse_amount("0.0315")
    Decimal('0.0315')

    Args:
        text: Plain digits, at most fifteen on either side of the point; or a whole number.
    """
    if isinstance(text, int):
        return Decimal(text) if 0 <= text < 10**15 else None
    return Decimal(text) if _AMOUNT(text) else None


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
