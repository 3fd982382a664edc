"""Amounts, quantities and effective values in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lightmeter.language.message import escape
from lightmeter.money import format_amount

__all__ = [
    "count",
    "show_amount",
    "show_effective",
    "show_money",
    "show_quantity",
    "show_usd",
]

_LONGEST_VALUE = 40


def count(number: int, noun: str) -> str:
    """
    A number and its noun, in the plural where it must be.

    >>> count(2, "request")
    '2 requests'
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def show_amount(amount: Decimal, currency: str) -> str:
    """
    One amount: `$0.12`, `0.12 EUR`, `24 credits`.

    A provider's own currency is a plural and loses its s for exactly one.
    """
    currency = escape(currency)
    if currency == "USD":
        return f"${_dollars(amount)}"
    if currency.isupper():
        return f"{_dollars(amount)} {currency}"
    one = amount == 1 and currency.endswith("s")
    return f"{format_amount(amount)} {currency[:-1] if one else currency}"


def show_money(minimum: Decimal | None, maximum: Decimal | None, currency: str) -> str:
    """An amount that is exact, a range, open above, or not known at all."""
    if minimum is None:
        return "not priced"
    if maximum is None:
        return f"at least {show_amount(minimum, currency)}"
    if minimum == maximum:
        return show_amount(minimum, currency)
    low = show_amount(minimum, currency)
    # The currency is said once, behind the pair; a sign before the number belongs to both.
    if not low.startswith("$"):
        low = low.partition(" ")[0]
    return f"{low} to {show_amount(maximum, currency)}"


def show_usd(minimum: Decimal, maximum: Decimal | None) -> str:
    """An amount in US dollars, exact or a range."""
    return show_money(minimum, maximum, "USD")


def _dollars(amount: Decimal) -> str:
    # Nothing is rounded: a total is the sum of what is shown, to the last digit.
    whole, _, decimals = format_amount(amount).partition(".")
    return f"{whole}.{decimals:0<2}"


def show_quantity(minimum: int, maximum: int, unit: str) -> str:
    """How many units: `1 image`, `4 to 15 seconds`."""
    unit = escape(unit)
    if minimum == maximum:
        return count(minimum, unit)
    return f"{minimum:,} to {count(maximum, unit)}"


def show_effective(effective: Mapping[str, Any]) -> str:
    """What the provider will really use: `quality high, tier 2K`."""
    return ", ".join(f"{escape(name)} {_plain(value)}" for name, value in effective.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format_amount(value) if value.is_finite() else str(value)
    return escape(str(value), _LONGEST_VALUE)
