"""Settings that are amounts of money, rates, or factors of them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lightmeter.misfit import show
from lightmeter.money import (
    CURRENCY_PATTERN,
    MONEY_PATTERN,
    NUMBER_PATTERN,
    Amount,
    meant_currency,
    parse_amount,
    parse_money,
)
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.kind import Kind
from lightmeter.settings.parts import FactorRange, MoneyRange, Percentage

__all__ = ["AMOUNT", "DOLLARS", "FACTOR", "GROWTH", "RATE"]

_RANGE = rf"({NUMBER_PATTERN})(?: +to +({NUMBER_PATTERN}))?"
_FACTOR = rf"^{_RANGE}$"
_RATE = rf"^{_RANGE} +({CURRENCY_PATTERN}) *(?:/|per) *(\S(?:.*\S)?)$"
_IN_DOLLARS = rf"^{_RANGE} +USD$"
_PERCENTAGE = rf"({NUMBER_PATTERN})%"
_percentage_parts = re.compile(_PERCENTAGE).fullmatch
_factor_parts = re.compile(_FACTOR).fullmatch
_rate_parts = re.compile(_RATE).fullmatch
_dollar_parts = re.compile(_IN_DOLLARS).fullmatch
_EXAMPLES = 'write "0.50 USD" or "25 credits"'


# Limits -------------------------------------------------------------------------------------------


def _amount(cursor: Cursor) -> Amount:
    text = _text(cursor, "is not a text that says a currency", _EXAMPLES)
    amount = parse_money(text)
    if amount is None:
        raise cursor.wrong(f"{show(text)} is no amount of a currency; {_EXAMPLES}")
    _check_currency(cursor, text, amount.currency)
    return amount


AMOUNT = Kind(
    "a text: an amount and its currency",
    _amount,
    {"type": "string", "pattern": f"^{MONEY_PATTERN}$"},
)


def _growth(cursor: Cursor) -> Amount | Percentage:
    examples = 'write "25%", "5 USD" or "40 credits"'
    text = _text(cursor, "does not say whether it is a percentage or an amount", examples)
    if "%" not in text:
        return _amount(cursor)
    parts = _percentage_parts(text)
    number = parse_amount(parts[1]) if parts else None
    if number is None:
        raise cursor.wrong(f"{show(text)} is no percentage; {examples}")
    return Percentage(number)


GROWTH = Kind(
    "a text: a percentage, or an amount and its currency",
    _growth,
    {"type": "string", "pattern": f"^(?:{_PERCENTAGE}|{MONEY_PATTERN})$"},
)


# What is paid -------------------------------------------------------------------------------------


def _rate(cursor: Cursor) -> MoneyRange:
    examples = 'write "8 credits/second" or "0.03 to 0.05 USD/image"'
    text = _text(cursor, "does not say in which currency, and for what", examples)
    parts = _rate_parts(text)
    if parts is None:
        amount = parse_money(text)
        said = "does not say for what it is paid" if amount else "is no rate"
        raise cursor.wrong(f"{show(text)} {said}; {examples}")
    _check_currency(cursor, text, parts[3])
    low, high = _ends(cursor, parts)
    return MoneyRange(low, high, parts[3], parts[4])


RATE = Kind(
    "a text: an amount, or two with to between them, its currency, and behind a slash the unit",
    _rate,
    {"type": "string", "pattern": _RATE},
)


def _factor(cursor: Cursor) -> FactorRange:
    value = cursor.value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return FactorRange(Decimal(value), Decimal(value))
    examples = 'write "0.8" or "0.8 to 0.9"'
    if isinstance(value, int) and not isinstance(value, bool):
        raise cursor.wrong(f"{show(value)} is no factor; {examples}")
    text = _text(cursor, "is a number that may lose digits in other readers", examples)
    parts = _factor_parts(text)
    if parts is None:
        raise cursor.wrong(f"{show(text)} is no factor; {examples}")
    return FactorRange(*_ends(cursor, parts))


FACTOR = Kind(
    "a text: a factor, or two with to between them; or a whole number",
    _factor,
    {"oneOf": [{"type": "string", "pattern": _FACTOR}, {"type": "integer", "minimum": 0}]},
)


def _dollars(cursor: Cursor) -> MoneyRange:
    examples = 'write "0.004 USD" or "0.004 to 0.006 USD"'
    text = _text(cursor, "does not say a currency", examples)
    parts = _dollar_parts(text)
    if parts is None:
        raise cursor.wrong(f"{show(text)} is no amount of US dollars; {examples}")
    low, high = _ends(cursor, parts)
    return MoneyRange(low, high, "USD")


DOLLARS = Kind(
    "a text: an amount of USD, or two with to between them",
    _dollars,
    {"type": "string", "pattern": _IN_DOLLARS},
)


# Texts --------------------------------------------------------------------------------------------


def _text(cursor: Cursor, odd_number: str, examples: str) -> str:
    value = cursor.value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        raise cursor.wrong(f"{show(value)} {odd_number}; {examples}")
    if not isinstance(value, str):
        raise cursor.wrong(f"{show(value)} is not a text; {examples}")
    return value


def _check_currency(cursor: Cursor, text: str, currency: str) -> None:
    if meant := meant_currency(currency):
        raise cursor.wrong(f"{currency} is no currency", text.replace(currency, meant))


def _ends(cursor: Cursor, parts: re.Match[str]) -> tuple[Decimal, Decimal]:
    low, high = _numbers(parts)
    if low > high:
        raise cursor.wrong(f"{parts[1]} is more than {parts[2]}; write the lower end first")
    return low, high


def _numbers(parts: re.Match[str]) -> Iterator[Decimal]:
    for text in (parts[1], parts[2] or parts[1]):
        number = parse_amount(text)
        assert number is not None
        yield number
