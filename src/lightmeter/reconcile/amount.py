"""Amounts and days as bills write them: read exactly, or refused."""

import datetime as dt
import re
from decimal import Decimal

from lightmeter.document.number import RefusedNumberError, read_decimal
from lightmeter.document.quoting import quoted
from lightmeter.language.exact import is_exact, negate
from lightmeter.reconcile.amount_error import AmountError
from lightmeter.reconcile.currency import currency_of

__all__ = ["day_of", "read_amount", "read_number"]

_AMOUNT = re.compile(
    r"(?P<minus>-?)(?P<sign>\$?)\s*"
    r"(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?)"
    r"(?:\s*(?P<word>[A-Za-z][A-Za-z ]{0,20}))?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_SECONDS = re.compile(r"[0-9]{10}(?:[0-9]{3})?(?:\.[0-9]+)?")


def read_amount(text: str) -> tuple[Decimal, str] | None:
    """
    Read an amount and the currency that may stand with it; None where nothing is written.

    >>> read_amount("0.0315")
    (Decimal('0.0315'), '')
    >>> read_amount("24 credits")
    (Decimal('24'), 'credits')

    Raises:
        AmountError: If it is no number, or one that could be read in two ways.
    """
    text = text.strip()
    if not text:
        return None
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise AmountError(_why_not(text))
    currency = currency_of(match["word"] or match["sign"] or "")
    if match["sign"] and currency != "USD":
        raise AmountError(f"{quoted(text)}, with two currencies; write the number with one of them")
    number = read_number(match["number"])
    return (negate(number) if match["minus"] and number else number), currency


def read_number(value: str | int | Decimal) -> Decimal:
    """
    Read a number exactly, of any sign.

    Raises:
        AmountError: If it has more digits than any amount of money.
    """
    try:
        number = read_decimal(value) if isinstance(value, str) else Decimal(value)
    except RefusedNumberError:
        number = Decimal("NaN")
    if not is_exact(number):
        raise AmountError(f"{quoted(str(value))}, which is beyond any amount of money")
    # -0.0 is 0, and is not written with a sign.
    return number or Decimal(0)


def _why_not(text: str) -> str:
    shown = quoted(text)
    if re.fullmatch(r"[^0-9]*[0-9]+,[0-9]+[^0-9]*", text):
        return f"{shown}: a comma may part decimals or thousands; write a decimal point alone"
    if re.search(r"[0-9][,'_\u2019\u00a0\u202f ][0-9]|\.[0-9]+\.", text):
        return f"{shown}, with signs between its digits; write digits and one decimal point"
    return f"{shown}, which is no amount; write a number such as 0.0315, or leave it out"


def day_of(value: object) -> dt.date | None:
    """The day of a time in ISO form, or in seconds or milliseconds since 1970; else None."""
    text = str(value).strip()
    try:
        if match := _DAY.match(text):
            return dt.date.fromisoformat(match[0])
        if _SECONDS.fullmatch(text):
            whole = text.partition(".")[0]
            seconds = int(whole) // (1000 if len(whole) == 13 else 1)
            return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        pass
    return None
