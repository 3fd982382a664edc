from decimal import Decimal
from fractions import Fraction

import pytest

from lightmeter.difference.bounds import Bounds
from lightmeter.report.signed_amounts import show_change, show_growth


@pytest.mark.parametrize(
    ("low", "high", "currency", "bare", "expected"),
    (
        ("12", "12", "credits", False, "+12 credits"),
        ("1", "1", "credits", False, "+1 credit"),
        ("-5", "3", "credits", False, "-5 to +3 credits"),
        ("3", "-5", "credits", False, "-5 to +3 credits"),
        ("0", "0", "credits", False, "0 credits"),
        ("80", "80", "credits", True, "+80"),
        ("-0.05", "0.125", "USD", False, "-$0.05 to +$0.125"),
        ("-0.05", "-0.05", "USD", True, "-$0.05"),
        ("0.5", "0.5", "EUR", False, "+0.50 EUR"),
        ("4", None, "credits", False, "+4 credits (lower end), upper end not known"),
        (None, "4", "credits", True, "+4 (upper end), lower end not known"),
        (None, None, "credits", False, "not known"),
    ),
)
def test_differences_have_signs(
    low: str | None, high: str | None, currency: str, bare: bool, expected: str
) -> None:
    bounds = Bounds(*(None if it is None else Decimal(it) for it in (low, high)))

    assert show_change(bounds, currency, bare=bare) == expected


@pytest.mark.parametrize(
    ("growth", "expected"),
    (
        (None, ""),
        (Fraction(0), "0%"),
        (Fraction(22, 34), "+64.7%"),
        (Fraction(1), "+100%"),
        (Fraction(-1, 3), "-33.3%"),
        (Fraction(1, 2000), "less than +0.1%"),
        # Halves go away from zero.
        (Fraction(125, 100_000), "+0.1%"),
        (Fraction(1245, 10_000), "+12.5%"),
    ),
)
def test_growth_is_rounded_to_be_shown(growth: Fraction | None, expected: str) -> None:
    assert show_growth(growth) == expected
