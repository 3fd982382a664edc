from decimal import Decimal

import pytest

from lightmeter.estimate.words import (
    count,
    show_amount,
    show_effective,
    show_money,
    show_quantity,
)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    (
        ("24", "credits", "24 credits"),
        ("1", "credits", "1 credit"),
        ("0.5", "credits", "0.5 credits"),
        ("0.1", "USD", "$0.10"),
        ("2", "USD", "$2.00"),
        ("0.0310", "USD", "$0.031"),
        ("0.12345678", "USD", "$0.12345678"),
        ("0.1", "EUR", "0.10 EUR"),
        (
            "123456789012345678901234567890.1234567",
            "USD",
            "$123456789012345678901234567890.1234567",
        ),
    ),
)
def test_amounts(amount: str, currency: str, shown: str) -> None:
    """Nothing is rounded; money has two decimals at least, credits have what they have."""
    assert show_amount(Decimal(amount), currency) == shown


@pytest.mark.parametrize(
    ("minimum", "maximum", "currency", "shown"),
    (
        ("1", "1", "credits", "1 credit"),
        ("1", "4", "credits", "1 to 4 credits"),
        ("4", None, "credits", "at least 4 credits"),
        (None, None, "credits", "not priced"),
        ("0.1", "0.2", "USD", "$0.10 to $0.20"),
        ("0.1", "0.2", "EUR", "0.10 to 0.20 EUR"),
    ),
)
def test_money(minimum: str | None, maximum: str | None, currency: str, shown: str) -> None:
    """An amount is exact, a range, open above, or declined; never a silent zero."""
    low = None if minimum is None else Decimal(minimum)
    high = None if maximum is None else Decimal(maximum)

    assert show_money(low, high, currency) == shown


def test_quantities() -> None:
    """Units are in the plural except for exactly one."""
    assert show_quantity(1, 1, "image") == "1 image"
    assert show_quantity(4, 15, "second") == "4 to 15 seconds"
    assert count(12345, "request") == "12,345 requests"


def test_effective_values() -> None:
    """Levers are shown as they are, controls escaped and long ones clipped."""
    effective = {"tier": "2K", "audio": True, "ratio": Decimal("1.50"), "x": "\x1b" + "y" * 50}

    assert show_effective(effective) == ("tier 2K, audio true, ratio 1.5, x \\x1b" + "y" * 35 + "…")


def test_units_and_currencies_of_a_pack_are_shown_but_not_acted_on() -> None:
    assert show_amount(Decimal(2), "\x1b[31m") == "2 \\x1b[31m"
    assert show_quantity(1, 1, "\u202e") == "1 \\u202e"
    assert show_effective({"a\nb": "c\nd"}) == "a\\nb c\\nd"
