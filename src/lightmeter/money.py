"""Amounts of money: how exact ones are read and written."""

import re
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import UsageError

__all__ = [
    "CURRENCY_PATTERN",
    "MONEY_PATTERN",
    "NUMBER_PATTERN",
    "Amount",
    "format_amount",
    "meant_currency",
    "parse_amount",
    "parse_money",
]

NUMBER_PATTERN = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
"""How an exact number of zero or more is written."""

CURRENCY_PATTERN = r"[A-Za-z][A-Za-z0-9_-]*"
"""How a currency is called."""

MONEY_PATTERN = rf"({NUMBER_PATTERN}) +({CURRENCY_PATTERN})"
"""How an amount with its currency is written."""


@attrs.frozen
class Amount:
    """
    An amount of a currency; one that is none raises UsageError.

    Attributes:
        value: Exact, zero or more.
        currency: "USD", or what a provider counts in: "credits".
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    value: Decimal = attrs.field()
    currency: str

    @value.validator
    def _check(self, _: Any, value: Any) -> None:
        if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
            raise UsageError(f"{value!r} is no amount; give a decimal of zero or more")

    def __str__(self) -> str:
        """As settings write it: `0.5 USD`, `25 credits`."""
        return f"{format_amount(self.value)} {self.currency}"


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
    # No exponents: written out, 1e999999999 fills a disk.
    return Decimal(text) if re.fullmatch(NUMBER_PATTERN, text) else None


def parse_money(text: str) -> Amount | None:
    """
    An amount and its currency, or None.

    >>> parse_money("0.50 USD")
    Amount(value=Decimal('0.50'), currency='USD')
    """
    parts = re.fullmatch(MONEY_PATTERN, text)
    return Amount(Decimal(parts[1]), parts[2]) if parts else None


def meant_currency(currency: str) -> str:
    """
    What a misspelt currency was meant to be, or "".

    >>> meant_currency("credit"), meant_currency("USD")
    ('credits', '')
    """
    for known in ("USD", "credits"):
        # Packs spell them so, and an amount of another currency is never reached.
        if currency != known and currency.casefold().rstrip("s") == known.casefold().rstrip("s"):
            return known
    return ""


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
