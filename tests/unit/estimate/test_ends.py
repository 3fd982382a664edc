"""What is not known is no 0, and keeps a whole from being known."""

import decimal
from decimal import Decimal

import pytest

from lightmeter.estimate.ends import add_ends, known_sum, whole_sum

ONE, TWO = Decimal("1.0000000001"), Decimal(2)


@pytest.mark.parametrize(
    ("amounts", "known", "whole"),
    (
        ((ONE, TWO), Decimal("3.0000000001"), Decimal("3.0000000001")),
        ((ONE, None), ONE, None),
        ((None, None), None, None),
        ((), None, Decimal(0)),
    ),
)
def test_sums(
    amounts: tuple[Decimal | None, ...], known: Decimal | None, whole: Decimal | None
) -> None:
    """To the last digit, whatever the thread rounds to."""
    with decimal.localcontext(prec=1):
        assert (known_sum(amounts), whole_sum(amounts)) == (known, whole)


def test_least_amounts_are_those_that_are_known_and_greatest_those_of_all() -> None:
    assert add_ends(iter([(ONE, TWO), (TWO, TWO)])) == (Decimal("3.0000000001"), Decimal(4))
    assert add_ends([(ONE, TWO), (None, None)]) == (ONE, None)
    assert add_ends([(None, None)]) == (None, None)
