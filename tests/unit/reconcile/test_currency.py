import pytest

from lightmeter.reconcile.amount_error import AmountError
from lightmeter.reconcile.currency import agreed_currency, said_currency


@pytest.mark.parametrize(
    ("name", "currency"),
    (
        ("Cost ($)", "USD"),
        ("Cost (US$)", "USD"),
        ("$ charged", "USD"),
        ("amount_usd", "USD"),
        ("Amount (€)", "EUR"),
        ("Amount (EUR)", "EUR"),
        ("Amount [eur]", "EUR"),
        ("total EUR", "EUR"),
        ("Cost (TRY)", "TRY"),
        ("credits_amount", "credits"),
        ("Cost (credits)", "credits"),
        ("cost", ""),
        ("Total due", ""),
        ("Amount (net)", ""),
        ("Amount (VAT)", ""),
        ("total of all", ""),
        ("amount_gbp", "GBP"),
        ("Cost Usd", "USD"),
        ("Cost for Bob", ""),
    ),
)
def test_what_the_name_of_an_amount_says_of_its_currency(name: str, currency: str) -> None:
    assert said_currency(name) == currency


@pytest.mark.parametrize(
    "name",
    ("Cost (¥)", "Cost (C$)", "A$ total", "Cost (USDT)", "cost_cents", "Cost (¢)", "USD or EUR"),
)
def test_a_currency_that_is_not_understood_is_refused(name: str) -> None:
    with pytest.raises(AmountError):
        said_currency(name)


def test_a_currency_is_one_however_often_it_is_said() -> None:
    assert agreed_currency("USD", "", "USD") == "USD"
    assert agreed_currency("", "", "") == ""


@pytest.mark.parametrize("said", (("USD", "EUR", ""), ("USD", "", "EUR"), ("", "USD", "EUR")))
def test_two_currencies_of_one_amount_are_refused(said: tuple[str, str, str]) -> None:
    with pytest.raises(AmountError, match="keep one"):
        agreed_currency(*said)
