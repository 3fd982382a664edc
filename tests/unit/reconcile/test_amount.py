import datetime as dt
from decimal import Decimal

import pytest

from lightmeter.reconcile.amount import day_of, read_amount, read_number
from lightmeter.reconcile.amount_error import AmountError
from lightmeter.reconcile.currency import currency_of


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    (
        ("0.0315", "0.0315", ""),
        (" 24 credits ", "24", "credits"),
        ("1 credit", "1", "credits"),
        ("$0.50", "0.50", "USD"),
        ("-$0.50", "-0.50", "USD"),
        ("-5", "-5", ""),
        ("0.05 USD", "0.05", "USD"),
        ("3.15e-2", "0.0315", ""),
        (".5", "0.5", ""),
        ("0.30000000000000004", "0.30000000000000004", ""),
    ),
)
def test_an_amount_is_read_to_its_last_digit(text: str, amount: str, currency: str) -> None:
    assert read_amount(text) == (Decimal(amount), currency)


def test_nothing_is_no_amount_and_not_zero() -> None:
    assert read_amount("  ") is None
    assert read_amount("0") == (Decimal(0), "")


def test_a_zero_has_no_sign() -> None:
    assert str(read_amount("-0.00")) == str((Decimal(0), ""))


@pytest.mark.parametrize(
    ("text", "why"),
    (
        ("0,0315", "a comma may part decimals or thousands"),
        ("1,234.50", "with signs between its digits"),
        ("1.234,50", "with signs between its digits"),
        ("1 234", "with signs between its digits"),
        ("1_000", "with signs between its digits"),
        ("five", "which is no amount"),
        ("(5.00)", "which is no amount"),
        ("NaN", "which is no amount"),
        ("1e9999", "beyond any amount of money"),
        ("$5 EUR", "two currencies"),
    ),
)
def test_what_could_be_read_in_two_ways_is_refused(text: str, why: str) -> None:
    with pytest.raises(AmountError, match=why):
        read_amount(text)


def test_a_number_of_json_stays_what_it_is() -> None:
    assert read_number(Decimal("0.0315")) == Decimal("0.0315")
    with pytest.raises(AmountError):
        read_number(10**200)


def test_currencies_are_called_as_estimates_call_them() -> None:
    said = [currency_of(it) for it in ("usd", "$", "US Dollars", "Credits", "cr", "eur", "")]

    assert said == ["USD", "USD", "USD", "credits", "credits", "EUR", ""]


def test_the_day_of_a_time() -> None:
    day = dt.date(2026, 8, 6)

    assert day_of("2026-08-06T10:31:02") == day
    assert day_of(1785974400) == day
    assert day_of("1785974400000") == day
    assert day_of("06/08/2026") is None
    assert day_of("2026-13-01") is None
