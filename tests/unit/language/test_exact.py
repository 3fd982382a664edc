from decimal import Decimal

import pytest

from lightmeter.language import exact


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    (
        (1, 16, 16),
        (8, 16, 16),
        (23, 16, 16),
        (24, 16, 32),
        (1000, 16, 1008),
        (1001, 16, 1008),
        (0, 16, 0),
        (-7, 16, 0),
        (-8, 16, 0),
        (-9, 16, -16),
        (5, 1, 5),
    ),
)
def test_rounding_takes_halves_up_and_never_to_nothing(
    value: int, step: int, expected: int
) -> None:
    assert exact.round_to(value, step) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    (
        (2**53 - 1, True),
        (2**53, False),
        (Decimal("1e400"), True),
        (Decimal("1e401"), False),
        (Decimal("1e-401"), False),
        (Decimal("1" * 101), False),
        (Decimal("Infinity"), False),
        (Decimal("NaN"), False),
    ),
)
def test_only_numbers_of_modest_size_are_exact(value: int | Decimal, *, expected: bool) -> None:
    assert exact.is_exact(value) is expected


def test_the_greatest_numbers_do_not_round() -> None:
    great, small = Decimal("9e400"), Decimal("1e-400")

    assert exact.subtract(exact.add(great, small), great) == small
    assert exact.multiply(great, small) == 9
    assert exact.negate(2) == -2
