from collections.abc import Callable
from decimal import Decimal

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_sums import grand_total, show_left_out, without_value
from lightmeter.report.cost_view import BY_REQUEST, By

Check = Callable[[dict[str, str | bytes]], BatchReport]

PICTURE = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
REEL = '{"model": "reel-1", "input": {"seconds": 3}}\n'
FILM = '{"model": "film-1", "input": {"seconds": 3}}\n'


def account_of(report: BatchReport) -> Account:
    account = Account(By.REQUEST)
    account.take(report, BY_REQUEST)
    return account


def charged_purses(report: BatchReport) -> list[Purse]:
    return account_of(report).charged()


def test_parts_with_a_value_in_dollars_add_up(check: Check) -> None:
    """Four credits at 0.005 and 0.35 dollars, and more for a seal that nobody has priced."""
    purses = charged_purses(check({"a.jsonl": PICTURE + REEL}))

    assert [it.currency for it in purses] == ["USD", "credits"]
    assert grand_total(purses) == (Decimal("0.37"), None)


def test_one_part_is_its_own_total(check: Check) -> None:
    assert grand_total(charged_purses(check({"a.jsonl": PICTURE}))) is None


def test_a_part_without_a_value_leaves_no_sum(check: Check) -> None:
    report = check({"a.jsonl": PICTURE + REEL})
    first = report.reports[0]
    assert first.estimate is not None
    first._estimate = attrs.evolve(first.estimate, usd=None)
    purses = charged_purses(report)

    assert grand_total(purses) is None
    assert without_value(purses) == [purses[1]]


def test_nothing_known_is_no_total(check: Check) -> None:
    """Not even one of nothing."""
    report = check({"a.jsonl": FILM})
    purses = charged_purses(report)

    assert grand_total(purses) is None
    assert [it.ends for it in purses] == [(None, None)]
    assert list(show_left_out(account_of(report))) == [
        "1 request not priced, or in part: more than the total may be charged"
    ]


def test_a_currency_that_no_setting_converts(check: Check) -> None:
    """Only what credits are worth can be settled, not an exchange rate."""
    report = check({"a.jsonl": PICTURE + REEL})
    first = report.reports[0]
    assert first.estimate is not None
    first._estimate = attrs.evolve(first.estimate, usd=None, currency="EUR")

    assert list(show_left_out(account_of(report)))[-1] == (
        "no total in USD: EUR at acme is not converted"
    )
