"""Amounts, rates and factors as settings write them."""

from decimal import Decimal

import pytest

from lightmeter.errors import SettingsError
from lightmeter.settings.parts import FactorRange, MoneyRange, RateEntry
from tests.unit.settings.conftest import Read

ENTRY = '[[cost.rates]]\nprovider = "vidgo"\nsource = "order form"\n'


def entry(settle: Read, line: str) -> RateEntry:
    (found,) = settle(f"{ENTRY}{line}\n").cost.rates
    return found


def refused(settle: Read, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settle(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "low", "high", "currency", "unit"),
    (
        ("8 credits/second", "8", "8", "credits", "second"),
        ("0.03 to 0.05 USD/image", "0.03", "0.05", "USD", "image"),
        ("8 credits per billed image", "8", "8", "credits", "billed image"),
        ("0 credits / image", "0", "0", "credits", "image"),
    ),
)
def test_a_rate_names_its_currency_and_its_unit(
    settle: Read, written: str, low: str, high: str, currency: str, unit: str
) -> None:
    found = entry(settle, f'replace = "{written}"')

    assert found.replace == MoneyRange(Decimal(low), Decimal(high), currency, unit)
    assert entry(settle, f'add = "{written}"').add == found.replace


@pytest.mark.parametrize(
    ("written", "low", "high"),
    (('"0.8"', "0.8", "0.8"), ("2", "2", "2"), ('"1 to 1.5"', "1", "1.5")),
)
def test_a_factor_is_a_text_or_a_whole_number(
    settle: Read, written: str, low: str, high: str
) -> None:
    found = entry(settle, f"multiply = {written}")

    assert found.multiply == FactorRange(Decimal(low), Decimal(high))


def test_a_value_of_credits_is_an_amount_of_dollars(settle: Read) -> None:
    settings = settle('[cost.credits]\nvidgo = "0.004 to 0.0050 USD"\npoyo = "0.005 USD"\n')

    assert settings.cost.credits == (
        ("vidgo", MoneyRange(Decimal("0.004"), Decimal("0.005"), "USD")),
        ("poyo", MoneyRange(Decimal("0.005"), Decimal("0.005"), "USD")),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    (
        ('replace = "8 credits"', '"8 credits" does not say for what it is paid; write "8 credits'),
        ("replace = 8", "8 does not say in which currency, and for what"),
        ("replace = 0.8", "0.8 does not say in which currency, and for what"),
        ('replace = "cheap"', '"cheap" is no rate'),
        ('replace = "-1 credits/image"', '"-1 credits/image" is no rate'),
        ('replace = "9 to 8 credits/second"', "9 is more than 8; write the lower end first"),
        ('replace = "1 credit/image"', "credit is no currency; did you mean 1 credits/image?"),
        ('replace = "1 usd/image"', "usd is no currency; did you mean 1 USD/image?"),
        ("replace = true", "true is not a text"),
        ("multiply = 0.8", "0.8 is a number that may lose digits in other readers; write"),
        ('multiply = "80%"', '"80%" is no factor; write "0.8"'),
        ("multiply = -1", '-1 is no factor; write "0.8"'),
        ('multiply = "2 to 1"', "2 is more than 1"),
    ),
)
def test_what_is_none_is_refused_at_its_place(settle: Read, line: str, said: str) -> None:
    message = refused(settle, f"{ENTRY}{line}\n")

    assert message.startswith("lightmeter.toml:4:")
    assert said in message


@pytest.mark.parametrize(
    ("text", "said"),
    (
        (ENTRY, "the entry changes nothing; give it one of replace, multiply, add"),
        (f'{ENTRY}multiply = 1\nadd = "1 USD/image"\n', "the entry has multiply and add; give"),
        ('[[cost.rates]]\nprovider = "vidgo"\nmultiply = 1\n', "the key source is missing"),
        ('[[cost.rates]]\nsource = "x"\nmultiply = 1\n', "the key provider is missing"),
        ('[cost.rates]\nprovider = "x"\n', "write [[cost.rates]] with two brackets"),
        ('[cost.credits]\nvidgo = "4 credits"\n', '"4 credits" is no amount of US dollars; write'),
        ("[cost.credits]\nvidgo = 0.004\n", "0.004 does not say a currency"),
    ),
)
def test_an_entry_that_is_not_whole_is_refused(settle: Read, text: str, said: str) -> None:
    assert said in refused(settle, text)
