"""Currencies that are no currency, or whose value nobody tells."""

import re
from collections.abc import Iterator

from lightmeter.audit.billed import Billed
from lightmeter.audit.flaw import Flaw
from lightmeter.diagnostic import Severity

__all__ = ["odd_currency"]

# What is written for a currency that has a code.
_MEANT = {
    **dict.fromkeys(("$", "us$", "dollar", "dollars", "us dollar", "us dollars"), "USD"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("rmb", "yuan", "renminbi"), "CNY"),
    **{it.lower(): it for it in ("USD", "EUR", "GBP", "CNY", "JPY", "KRW", "INR", "CHF", "SGD")},
}
_is_code = re.compile(r"[A-Z]{3}").fullmatch


def odd_currency(billed: Billed) -> Iterator[Flaw]:
    """Find a currency of one item that is misspelt, or whose value in dollars nobody tells."""
    currency = billed.line.currency
    if _is_code(currency) or currency in billed.model.merged.pack.currencies:
        return
    if meant := _MEANT.get(currency.lower()):
        message = f"{currency} is no currency; did you mean {meant}?"
        yield billed.flaw("currency-odd", message, ("currency",))
        return
    message = (
        f"the value of {currency} in US dollars is not known; say it under [currencies.{currency}],"
        " where a source tells, or say why it cannot be: waived.currency-odd = why"
    )
    yield billed.flaw("currency-odd", message, ("currency",), severity=Severity.WARNING)
