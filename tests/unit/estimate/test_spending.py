"""What was spent, put in and taken out again to the last digit."""

import decimal
from decimal import Decimal

from lightmeter.checker import Checker
from lightmeter.estimate.spending import Spending
from lightmeter.estimate.total import total_of

CHECKER = Checker()


def test_what_is_put_in_and_taken_out_leaves_nothing() -> None:
    """The 24 credits of a high 2K image, and the 0.0315 dollars of another provider's."""
    payload = {"model": "gpt-image-2", "input": {"prompt": "x", "quality": "high"}}
    cost = CHECKER.estimate(payload, provider="vidgo")
    assert cost is not None
    spending = Spending("vidgo", "credits")

    with decimal.localcontext(prec=1):
        spending.add(cost, 3)
        assert spending.total == total_of([cost] * 3)
        spending.add(cost, -3)
    assert spending.requests == 0
    assert (spending.minimum, spending.usd_maximum) == (Decimal(0), Decimal(0))


def test_dollars_are_not_known_once_a_part_of_them_is_not() -> None:
    payload = {"model": "seedance-2", "input": {"prompt": "x", "resolution": "480p", "duration": 5}}
    cost = CHECKER.estimate(payload, provider="vidgo")
    assert cost is not None
    spending = Spending("vidgo", "credits")
    spending.add(cost, 1)

    assert spending.total.in_usd == (None, None)
