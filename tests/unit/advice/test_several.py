"""Sums of requests of so many images, at a credit each, and what they may come to."""

from decimal import Decimal

import pytest

from lightmeter.advice.pairs import Effort
from lightmeter.advice.plans import Spender
from lightmeter.advice.several import in_some
from tests.unit.advice.conftest import Begin
from tests.unit.advice.test_ways import PACK, worth


@pytest.mark.parametrize(
    ("requests", "excess", "edits", "saving"),
    (
        # Each of 1,000 images can save 999: two of them, to the last image.
        (3, 1200, 2, 1200),
        (3, 998, 1, 998),
        (3, 2900, 3, 2900),
        # Of more than three each goes as far down as it can.
        (4, 2998, 4, 3996),
    ),
)
def test_no_farther_than_it_must(
    start: Begin, requests: int, excess: int, edits: int, saving: int
) -> None:
    spender = Spender(start(PACK, "[]", n=1000), Decimal(1000), tuple(range(requests)))
    plan = in_some([spender], Decimal(excess), worth, Effort())

    assert plan is not None
    assert (len(plan.edits), int(plan.saving)) == (edits, saving)


def test_what_cannot_be_covered(start: Begin) -> None:
    spender = Spender(start(PACK, "[]", n=1000), Decimal(1000), (0, 1))

    assert in_some([spender], Decimal(1999), worth, Effort()) is None
