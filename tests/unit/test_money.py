import doctest
from decimal import Decimal

import pytest

from lightmeter import money
from lightmeter.money import format_amount, parse_amount


@pytest.mark.parametrize(
    ("amount", "text"),
    (
        (0, "0"),
        (5, "5"),
        (-5, "-5"),
        (100, "100"),
        (Decimal(0), "0"),
        (Decimal("-0"), "0"),
        (Decimal("0.000"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E-12"), "0"),
        (Decimal("0E+3"), "0"),
        (Decimal("0.0310"), "0.031"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1.00"), "1"),
        (Decimal(100), "100"),
        (Decimal("4E+1"), "40"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1E+30"), "1" + "0" * 30),
        (Decimal("-1.10"), "-1.1"),
        (Decimal("0." + "3" * 60), "0." + "3" * 60),
        (10**40, "1" + "0" * 40),
    ),
)
def test_an_amount_is_written_in_plain_digits(amount: Decimal | int, text: str) -> None:
    assert format_amount(amount) == text


def test_the_examples_of_the_docstring_hold() -> None:
    result = doctest.testmod(money)

    assert result.attempted >= 2
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "amount"),
    (
        ("0", Decimal(0)),
        ("0.0315", Decimal("0.0315")),
        ("9" * 15 + "." + "9" * 15, Decimal("9" * 15 + "." + "9" * 15)),
        (24, Decimal(24)),
        *((it, None) for it in ("9" * 16, "0." + "9" * 16, 10**15, -1, "", "-1", "+1", "1e3")),
        *((it, None) for it in ("NaN", "1.", ".5", " 1", "1_0", "٣", "1\n")),
    ),
)
def test_an_amount_is_read_from_plain_digits(text: str | int, amount: Decimal | None) -> None:
    assert parse_amount(text) == amount
