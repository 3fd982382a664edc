"""What one unit, or one unit of an estimate, was charged: exact, or a range rounded outward."""

from decimal import Decimal
from fractions import Fraction

import attrs

__all__ = ["DECIMALS", "Rate", "rate_of"]

DECIMALS = 12
"""Digits behind the point of a rate that does not end."""


@attrs.frozen
class Rate:
    """
    A quotient as decimals.

    Attributes:
        minimum: Rounded down.
        maximum: Rounded up; the same where the quotient ends.
    """

    minimum: Decimal
    maximum: Decimal

    @property
    def exact(self) -> bool:
        """Whether nothing was rounded."""
        return self.minimum == self.maximum


def rate_of(quotient: Fraction) -> Rate:
    """
    Write a quotient in decimals.

    >>> rate_of(Fraction(5, 2))
    Rate(minimum=Decimal('2.5'), maximum=Decimal('2.5'))
    >>> rate_of(Fraction(1, 3))
    Rate(minimum=Decimal('0.333333333333'), maximum=Decimal('0.333333333334'))
    """
    places = _places(quotient.denominator)
    if places is not None:
        exact = _shifted(quotient.numerator * 10**places // quotient.denominator, places)
        return Rate(exact, exact)
    scaled = quotient * 10**DECIMALS
    down = scaled.numerator // scaled.denominator
    return Rate(_shifted(down, DECIMALS), _shifted(down + 1, DECIMALS))


def _shifted(number: int, places: int) -> Decimal:
    # Of text there is no rounding, whatever the context of the thread.
    sign, digits = ("-" if number < 0 else ""), str(abs(number)).rjust(places + 1, "0")
    return Decimal(f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}0")


def _places(denominator: int) -> int | None:
    """How many digits a fraction in lowest terms has behind the point; None without end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
