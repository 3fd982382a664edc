"""Estimates add up, are compared and are shown."""

from decimal import Decimal
from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.errors import UsageError
from lightmeter.estimate.cost import Cost
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.total import total_of
from lightmeter.money import Amount

CHECKER = Checker()


def priced(model: str, provider: str = "vidgo", **members: object) -> Estimate:
    payload = {"model": model, "input": {"prompt": "x", **members}}
    found = CHECKER.estimate(payload, provider=provider)
    assert found is not None
    return found


def ends(cost: Cost) -> tuple[object, object]:
    return cost.minimum, cost.maximum


# As the pages list them; a credit is half a cent at both providers.
CHEAP = priced("gpt-image-2", size="16:9", resolution="1K")  # 2 credits
DEAR = priced("gpt-image-2", size="16:9", resolution="2K", quality="high")  # 24 credits
FILM = priced("seedance-2", resolution="480p", duration=5)  # not known
IMAGES = priced("seedream-5.0-lite", "poyo", n=4)  # 5 to 20 credits
DOLLARS = priced("doubao-seedream-5-0-lite", "mindvideo", n=2)  # 0.063 USD


def test_estimates_of_a_provider_add_up() -> None:
    total = CHEAP + DEAR

    assert ends(total) == (26, 26)
    assert (total.requests, total.unpriced) == (2, 0)
    assert total.in_usd == (Decimal("0.13"), Decimal("0.13"))
    assert total == total_of((CHEAP, DEAR))
    assert str(sum((CHEAP, DEAR))) == "26 credits ($0.13)"
    assert (total + CHEAP).requests == 3
    assert CHEAP + total == total + CHEAP


def test_a_sum_with_an_unknown_price_has_no_upper_end() -> None:
    total = DEAR + FILM

    assert ends(total) == (24, None)
    assert total.unpriced == 1
    assert str(total) == "at least 24 credits (at least $0.12)"
    assert ends(FILM + FILM) == (None, None)
    assert str(FILM + FILM) == "not priced"


def test_equal_estimates_are_one_member_of_a_set() -> None:
    again = priced("gpt-image-2", size="16:9", resolution="1K")

    assert {CHEAP, again, DEAR} == {CHEAP, DEAR}


@pytest.mark.parametrize("other", (IMAGES, DOLLARS))
def test_credits_of_two_providers_are_no_sum(other: Estimate) -> None:
    with pytest.raises(UsageError, match="credits of vidgo and"):
        _ = DEAR + other


def test_nothing_has_no_sum() -> None:
    with pytest.raises(UsageError, match="there is nothing to add up"):
        total_of(())


@pytest.mark.parametrize(
    ("cost", "shown"),
    (
        (CHEAP, "2 credits ($0.01)"),
        (IMAGES, "5 to 20 credits ($0.025 to $0.10)"),
        (FILM, "not priced"),
        (DOLLARS, "$0.063"),
    ),
)
def test_an_estimate_is_shown_as_reports_show_it(cost: Estimate, shown: str) -> None:
    assert str(cost) == shown


@pytest.mark.parametrize(
    ("cost", "limit", "at_most", "below", "at_least", "above"),
    (
        (DEAR, "24 credits", True, False, True, False),
        (DEAR, "25 credits", True, True, False, False),
        (DEAR, "23.9 credits", False, False, True, True),
        (DEAR, "0.12 USD", True, False, True, False),
        (DEAR, Amount(Decimal("0.1199"), "USD"), False, False, True, True),
        # Of a range only what holds for all of it is certain.
        (IMAGES, "20 credits", True, False, False, False),
        (IMAGES, "19 credits", False, False, False, False),
        (IMAGES, "5 credits", False, False, True, False),
        (IMAGES, "4 credits", False, False, True, True),
        # Nothing is certain of what is not known.
        (FILM, "1000000 credits", False, False, False, False),
        (FILM, "0 USD", False, False, False, False),
        # Of two providers dollars are compared: 0.12 with 0.025 to 0.10, and with 0.063.
        (DEAR, IMAGES, False, False, True, True),
        (DEAR, DOLLARS, False, False, True, True),
        (CHEAP, DEAR, True, True, False, False),
        (DEAR, DEAR, True, False, True, False),
    ),
)
def test_comparisons_say_what_is_certain(
    cost: Estimate,
    limit: Estimate | Amount | str,
    at_most: bool,
    below: bool,
    at_least: bool,
    above: bool,
) -> None:
    assert (cost <= limit, cost < limit) == (at_most, below)
    assert (cost >= limit, cost > limit) == (at_least, above)


@pytest.mark.parametrize("limit", ("25", "0.5 dollars and more", "-1 USD"))
def test_a_limit_is_an_amount_of_a_currency(limit: str) -> None:
    cost = DEAR

    with pytest.raises(UsageError, match="is no amount"):
        assert cost <= limit


def test_what_is_no_estimate_is_no_part_of_a_sum() -> None:
    """As what a rejected request has for an estimate."""
    nothing: Any = None
    with pytest.raises(TypeError, match="unsupported operand type"):
        _ = DEAR + nothing
    with pytest.raises(TypeError, match="unsupported operand type"):
        _ = (DEAR + CHEAP) + nothing
    with pytest.raises(UsageError, match="None is no amount; write"):
        assert nothing >= DEAR


def test_what_cannot_be_compared_is_an_error() -> None:
    with pytest.raises(UsageError, match="credits of vidgo cannot be compared with EUR"):
        assert DEAR <= "1 EUR"
