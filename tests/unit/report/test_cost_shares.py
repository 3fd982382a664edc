from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_shares import (
    Shares,
    portion_of,
    show_bar,
    show_percent,
    show_wholes,
)
from lightmeter.report.cost_view import By, CostView

Check = Callable[[dict[str, str | bytes]], BatchReport]

TEXT = (
    '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
    '{"model": "reel-1", "input": {}}\n'
    '{"model": "film-1", "input": {"seconds": 3}}\n'
)


def purses_of(report: BatchReport, by: By) -> tuple[Account, list[Purse]]:
    """What requests, or groups of them, come to."""
    account = Account(by)
    singly = [kind.purse() for _, _, kind in account.over(report, CostView(by))]
    if by is By.REQUEST:
        return account, singly
    return account, [it for group in account.groups() for it in group.purses]


def make_shares(report: BatchReport, by: By) -> list[Fraction | None]:
    account, purses = purses_of(report, by)
    return [account.shares.of(portion_of(it)) for it in purses]


def test_shares_are_of_dollars_where_every_amount_has_a_value(check: Check) -> None:
    """Four credits are 0.02, the reel is 0.15 as far as it is known; the film has no share."""
    shares = make_shares(check({"a.jsonl": TEXT}), By.REQUEST)

    assert shares == [Fraction(2, 17), Fraction(15, 17), None]


def _without_value(report: BatchReport, number: int) -> None:
    it = report.reports[number]
    assert it.estimate is not None
    it._estimate = attrs.evolve(it.estimate, usd=None)


def test_what_has_no_value_is_shared_out_by_itself(check: Check) -> None:
    """All others are still compared in dollars, and it is said what is of what."""
    report = check({"a.jsonl": TEXT + TEXT.splitlines()[1]})
    _without_value(report, 0)
    _, purses = purses_of(report, By.REQUEST)

    assert make_shares(report, By.REQUEST) == [1, Fraction(1, 2), None, Fraction(1, 2)]
    assert list(show_wholes(purses)) == [
        "shares of credits at acme are of that alone, and all others are of what has a value in USD"
    ]


def test_nothing_is_said_where_all_are_of_the_same(check: Check) -> None:
    _, purses = purses_of(check({"a.jsonl": TEXT}), By.REQUEST)

    assert list(show_wholes(purses)) == []


def test_a_share_is_the_same_however_requests_are_put_together(check: Check) -> None:
    """
    A range counts by its upper end, whatever stands beside it.

    The ends of the reel are 0.10 to 0.50 for its seconds and 0.05 once it has no seal; with the
    picture at 0.02 and a film that nobody has priced it is 55 of 57 cents.
    """
    report = check({"a.jsonl": TEXT})
    reel = report.reports[1]
    assert reel.estimate is not None
    reel._estimate = attrs.evolve(reel.estimate, maximum=Decimal("0.55"), unpriced=())

    for by in By:
        shares = [it for it in make_shares(report, by) if it is not None]
        assert sorted(shares) == [Fraction(2, 57), Fraction(55, 57)]


@pytest.mark.parametrize(
    ("shares", "told"),
    (
        ([], False),
        ([Fraction(1)], False),
        ([Fraction(1, 2), None], False),
        ([Fraction(1, 2), Fraction(1, 2)], True),
        ([Fraction(1, 200)] * 200, False),
        ([Fraction(1, 100)] * 100, True),
    ),
)
def test_whether_shares_tell_anything(shares: list[Fraction | None], told: bool) -> None:
    """As parts of a whole, whatever that comes to."""
    found = Shares()
    for it in shares:
        found.add(None if it is None else ("", it * 7))

    assert found.tell_apart is told


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
