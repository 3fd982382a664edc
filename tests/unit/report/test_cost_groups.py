from collections.abc import Callable
from decimal import Decimal

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_groups import Group
from lightmeter.report.cost_purse import Quantity
from lightmeter.report.cost_state import State, state_of
from lightmeter.report.cost_view import By, CostView

Check = Callable[[dict[str, str | bytes]], BatchReport]

PICTURE = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
REEL = '{"model": "reel-1", "input": {"seconds": 3}}\n'
FILM = '{"model": "film-1", "input": {"seconds": 3}}\n'
REJECTED = '{"model": "picture-1", "input": {"prompt": 1}}\n'
UNKNOWN = '{"model": "radio-7", "input": {}}\n'


def make_groups(report: BatchReport, by: By) -> tuple[Group, ...]:
    """Groups as formats show them: each request is one where they are not put together."""
    account = Account(by, with_members=True)
    counted = [
        Group("", (number,), (kind.purse(),))
        for number, _, kind in account.over(report, CostView(by))
    ]
    return tuple(counted) if by is By.REQUEST else tuple(account.groups())


def _ends(group: Group) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(it.currency, *it.ends) for it in group.purses]


def test_states(check: Check) -> None:
    """What is charged with an earlier request is in no state of doubt."""
    report = check({"a.jsonl": PICTURE + FILM + REJECTED + UNKNOWN})
    again = attrs.evolve(report.reports[1], repeats=True)

    states = [State.PRICED, State.UNPRICED, State.REJECTED, State.UNCHECKED]
    assert list(map(state_of, report.reports)) == states
    assert state_of(again) is State.REPEATED


def test_a_group_for_each_request(check: Check) -> None:
    groups = make_groups(check({"a.jsonl": PICTURE + FILM + UNKNOWN}), By.REQUEST)

    assert [it.members for it in groups] == [(0,), (1,), (2,)]
    assert [_ends(it) for it in groups] == [
        [("credits", Decimal(4), Decimal(4))],
        [("credits", None, None)],
        [("", None, None)],
    ]


def test_currencies_never_add_up_with_each_other(check: Check) -> None:
    (group,) = make_groups(check({"a.jsonl": PICTURE + REEL + PICTURE}), By.FILE)

    assert group.name == "a.jsonl"
    # Three seconds at 0.10, and a reel at 0.05; of its seal nobody knows the price.
    assert _ends(group) == [("credits", Decimal(8), Decimal(8)), ("USD", Decimal("0.35"), None)]
    assert [it.quantity for it in group.purses] == [
        Quantity(2, 2, "image"),
        Quantity(3, 3, "second"),
    ]


def test_one_unpriced_request_leaves_a_sum_open(check: Check) -> None:
    """What is known of it is the least, and nothing is the most; the units have no sum."""
    (group,) = make_groups(check({"a.jsonl": PICTURE + FILM}), By.PROVIDER)
    (purse,) = group.purses

    assert (purse.ends, purse.in_usd) == ((Decimal(4), None), (Decimal("0.02"), None))
    assert (purse.quantity, purse.state) == (None, State.UNPRICED)


def test_a_rejected_request_leaves_it_closed(check: Check) -> None:
    """It is counted, but nobody will send it."""
    (group,) = make_groups(check({"a.jsonl": PICTURE + REJECTED}), By.FILE)

    assert _ends(group) == [("credits", Decimal(4), Decimal(4))]
    assert group.purses[0].states == {State.PRICED: 1, State.REJECTED: 1}


def test_an_unchecked_request_opens_what_it_may_belong_to(check: Check) -> None:
    """Of no provider known, it may be any provider's; other files have nothing to do with it."""
    report = check({"a.jsonl": PICTURE, "b.jsonl": PICTURE + UNKNOWN})

    assert [_ends(it)[0] for it in make_groups(report, By.FILE)] == [
        ("credits", Decimal(4), Decimal(4)),
        ("credits", Decimal(4), None),
    ]
    assert [_ends(it)[0] for it in make_groups(report, By.PROVIDER)] == [
        ("credits", Decimal(8), None),
        ("", None, None),
    ]
    assert [it.name for it in make_groups(report, By.MODEL)] == ["acme/picture-1", "radio-7"]


def test_what_is_not_charged_again_is_in_no_sum(check: Check) -> None:
    report = check({"a.jsonl": PICTURE * 2})
    first, second = report.reports
    report = attrs.evolve(report, reports=(first, attrs.evolve(second, repeats=True)))
    (group,) = make_groups(report, By.FILE)

    assert _ends(group) == [("credits", Decimal(4), Decimal(4))]
    assert group.purses[0].quantity == Quantity(1, 1, "image")
    assert [it.total is None for it in make_groups(report, By.REQUEST)[1].purses] == [True]


def test_groups_add_up_to_the_totals_of_the_report(check: Check) -> None:
    report = check({"a.jsonl": PICTURE * 3 + REEL, "b.jsonl": REEL * 2 + FILM})
    charged = {
        (it.provider, it.currency): it.total
        for group in make_groups(report, By.PROVIDER)
        for it in group.purses
    }

    assert charged == {(it.provider, it.currency): it for it in report.totals}
