from decimal import Decimal

import pytest

from lightmeter.budget.costs import Purse
from lightmeter.budget.words import over
from lightmeter.money import Amount


@pytest.mark.parametrize(
    ("least", "reached", "unknown", "said"),
    (
        (15, 15, 0, "15 credits"),
        (5, 15, 0, "5 to 15 credits"),
        (15, 15, 1, "at least 15 credits"),
        (5, 15, 1, "5 to 15 credits or more"),
    ),
)
def test_what_is_over_a_limit_is_in_what_it_costs(
    least: int, reached: int, unknown: int, said: str
) -> None:
    """A sum is held against a limit by its upper ends, as far as these are known."""
    purse = Purse("vidgo", 2, Decimal(least), Decimal(reached), unknown)

    found = over(Amount(Decimal(10), "credits"), purse, "the file", "file", "leave one out")

    assert found.message == (
        f"the file costs {said}, and the budget of a file is 10 credits; leave one out, or raise"
        " file under [budget] in the settings"
    )
