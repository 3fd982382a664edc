"""Currencies as bills write them: a code, a sign, a word, in cells and in the names of columns."""

import re
import unicodedata

from lightmeter.document.quoting import quoted
from lightmeter.reconcile.amount_error import AmountError

__all__ = ["agreed_currency", "currency_of", "said_currency"]

_DOLLARS = frozenset(("usd", "us$", "$", "dollar", "dollars", "us dollar", "us dollars"))
_SIGNS = {"\u20ac": "EUR", "\u00a3": "GBP", "\u20b9": "INR", "\u20a9": "KRW"}

# The codes of ISO 4217 that are in use.
_CODES = frozenset(
    re.findall(
        "[A-Z]{3}",
        """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """,
    )
)
# Words of English besides, and counted as codes within brackets alone.
_WORDS = frozenset(("ALL", "CUP", "MAD", "PEN", "TOP", "TRY", "SOS", "GEL"))
# What brackets say of an amount and is no currency.
_TAXES = frozenset(("NET", "GROSS", "TAX", "VAT", "GST", "SUM", "TOTAL", "INCL", "EXCL"))
_PARTS = frozenset(("cent", "cents", "ct", "cts", "pence", "micro", "micros", "mills"))

_PREFIXED_DOLLAR = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,3})\$")
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")


def currency_of(text: str) -> str:
    """
    A currency as estimates call it: `USD`, `EUR`, `credits`.

    >>> currency_of("Credit")
    'credits'
    """
    word = " ".join(text.split()).lower()
    if word in _DOLLARS:
        return "USD"
    if word in ("credit", "credits", "cr"):
        return "credits"
    if word in _SIGNS:
        return _SIGNS[word]
    return word.upper() if len(word) == 3 and word.isascii() and word.isalpha() else word


def said_currency(name: str) -> str:
    """
    The currency that the name of an amount says, or "".

    >>> said_currency("Cost ($)")
    'USD'

    Raises:
        AmountError: If it says one that is not known, a part of one, or two.
    """
    found = dict.fromkeys(_from_signs(name))
    bracketed = " ".join(_BRACKETS.findall(name))
    inside = re.findall(r"[A-Za-z]+", bracketed)
    for word in re.findall(r"[A-Za-z]+", name):
        code = word.upper()
        if word.lower() in _PARTS:
            reason = f"in {word.lower()}; give whole units, and name the column for their currency"
            raise AmountError(reason)
        if code in _CODES and (word in inside or _is_code_within(word, name)):
            found[code] = None
        elif word in inside and _is_like_a_code(word):
            raise _not_known(word)
    if "credit" in name.lower():
        found["credits"] = None
    if len(found) > 1:
        raise AmountError(f"named for {' and '.join(found)}; name the column for one currency")
    return next(iter(found), "")


def _from_signs(name: str) -> list[str]:
    found = []
    prefixed = _PREFIXED_DOLLAR.search(name)
    if prefixed is not None and prefixed[1].upper() != "US":
        raise _not_known(prefixed[0])
    for sign in name:
        if unicodedata.category(sign) == "Sc":
            if sign != "$" and sign not in _SIGNS:
                raise _not_known(sign)
            found.append(_SIGNS.get(sign, "USD"))
    return found


def _is_code_within(word: str, name: str) -> bool:
    """Whether a code stands among other words, and is no word or name itself."""
    if word.upper() in _WORDS:
        return False
    return word.isupper() or word.lower() == "usd" or (name.islower() and "_" in name)


def _is_like_a_code(word: str) -> bool:
    return word.isupper() and 3 <= len(word) <= 5 and word not in _TAXES


def _not_known(text: str) -> AmountError:
    return AmountError(
        f"named for {quoted(text)}, which is no currency that is known; write its code, such as"
        " USD or EUR, or credits"
    )


def agreed_currency(column: str, cell: str, name: str) -> str:
    """
    Give the one currency that is said, or "".

    Args:
        column: What a column or a member of its own says.
        cell: What stands with the amount.
        name: What the name of the amount says.

    Raises:
        AmountError: If they say different ones.
    """
    said = dict.fromkeys(it for it in (cell, name, column) if it)
    if len(said) > 1:
        first, second = list(said)[:2]
        where = "the currency beside it" if column == second else "its name"
        raise AmountError(f"in {first}, {where} is {second}; keep one")
    return next(iter(said), "")
