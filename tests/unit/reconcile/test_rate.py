from decimal import Decimal
from fractions import Fraction

import pytest

from lightmeter.reconcile.rate import Rate, rate_of


@pytest.mark.parametrize(
    ("quotient", "text"),
    ((Fraction(25, 2), "12.5"), (Fraction(63, 2000), "0.0315"), (Fraction(8), "8.0")),
)
def test_a_quotient_that_ends_is_exact(quotient: Fraction, text: str) -> None:
    assert rate_of(quotient) == Rate(Decimal(text), Decimal(text))


def test_one_that_does_not_end_lies_between_its_neighbours() -> None:
    """10 credits for 3 images."""
    rate = rate_of(Fraction(10, 3))

    assert rate == Rate(Decimal("3.333333333333"), Decimal("3.333333333334"))
    assert not rate.exact


def test_many_digits_are_all_kept() -> None:
    exact = Fraction(10**40 + 1, 2**20)

    assert Fraction(rate_of(exact).minimum) == exact
