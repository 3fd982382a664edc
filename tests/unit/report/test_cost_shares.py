from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from lightmeter.report.cost_groups import make_groups
from lightmeter.report.cost_shares import make_shares, show_bar, show_percent
from lightmeter.report.cost_view import By
from lightmeter.result import BatchReport

Check = Callable[[dict[str, str | bytes]], BatchReport]

TEXT = (
    '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
    '{"model": "reel-1", "input": {}}\n'
    '{"model": "film-1", "input": {"seconds": 3}}\n'
)


def test_shares_are_of_dollars_where_every_amount_has_a_value(check: Check) -> None:
    """Four credits are 0.02, the reel is 0.15 as far as it is known; the film has no share."""
    groups = make_groups(check({"a.jsonl": TEXT}), By.REQUEST)

    shares = make_shares([it for group in groups for it in group.purses])
    assert shares == [Fraction(2, 17), Fraction(15, 17), None]


def test_else_they_are_of_each_currency_alone(check: Check) -> None:
    report = check({"a.jsonl": TEXT})
    for it in report.reports:
        if it.estimate is not None:
            it._estimate = attrs.evolve(it.estimate, usd=None)
    groups = make_groups(report, By.REQUEST)

    assert make_shares([it for group in groups for it in group.purses]) == [1, 1, None]


@pytest.mark.parametrize(
    ("share", "text"),
    (
        (Fraction(0), "0%"),
        (Fraction(1, 1000), "<1%"),
        (Fraction(1, 8), "13%"),
        (Fraction(1, 3), "33%"),
        (Fraction(999, 1000), ">99%"),
        (Fraction(1), "100%"),
    ),
)
def test_percentages_are_rounded_halves_up(share: Fraction, text: str) -> None:
    """What is neither nothing nor all never looks like it."""
    assert show_percent(share) == text


@pytest.mark.parametrize(
    ("share", "bar"),
    (
        (Fraction(0), "    "),
        (Fraction(1, 1000), "▏   "),
        (Fraction(1, 2), "██  "),
        (Fraction(5, 8), "██▌ "),
        (Fraction(1), "████"),
    ),
)
def test_bars(share: Fraction, bar: str) -> None:
    """They take the same columns always."""
    assert show_bar(share, 4) == bar
