from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.difference.bounds import Bounds
from lightmeter.difference.effects import Change, Today, change_of
from lightmeter.difference.matching import Pair
from lightmeter.difference.side import REPEATED, Priced

MakePriced = Callable[..., Priced]


@attrs.frozen
class Table:
    """
    Rates of the new side, as a test has them.

    Attributes:
        today: The old request with its cost there; None where that is not known.
        alike: The new request is the same, by the same tables.
    """

    today: Priced | None = None
    alike: bool = False

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Give what the test says."""
        del old, new
        return Today(self.today, "" if self.today else "nobody knows", self.alike)


def bounds(low: str | None, high: str | None = "") -> Bounds:
    """Bounds of texts; one end stands for both."""
    high = low if high == "" else high
    return Bounds(*(None if it is None else Decimal(it) for it in (low, high)))


def parts(change: Change) -> list[tuple[Any, ...]]:
    return [(it.currency, it.difference, it.request, it.rates, it.unsplit) for it in change.effects]


def test_the_effects_add_up_at_each_end(priced: MakePriced) -> None:
    """From 10 to 20 credits to 12 to 40, of it -2 to +4 by the rates."""
    old, new = priced(cost=("10", "20")), priced(cost=("12", "40"))

    change = change_of(Pair("id", old, new), Table(priced(cost=("8", "24"))))
    assert parts(change) == [
        ("credits", bounds("2", "20"), bounds("4", "16"), bounds("-2", "4"), bounds("0"))
    ]


def test_an_end_that_is_not_known(priced: MakePriced) -> None:
    old, new = priced(cost=("10", None)), priced(cost=("12", "40"))

    change = change_of(Pair("id", old, new), Table(priced(cost=("8", "24"))))
    assert parts(change) == [
        ("credits", bounds("2", None), bounds("4", "16"), bounds("-2", None), bounds("0"))
    ]


def test_the_same_request_by_the_same_tables_is_no_change(priced: MakePriced) -> None:
    """Whatever it costs, and though nobody may know what."""
    for cost in ("5", ("5", None), "?"):
        old, new = priced(cost="4"), priced(cost=cost)
        change = change_of(Pair("content", old, new), Table(new, alike=True))
        ((_, difference, request, rates, unsplit),) = parts(change)
        assert (request, unsplit, rates) == (bounds("0"), bounds("0"), difference)


def test_what_has_lost_its_rate_is_not_split_at_that_end(priced: MakePriced) -> None:
    """40 credits became 12 and no rate is left for the old request, at its upper end at least."""
    old, new = priced(cost="40"), priced(cost="12")

    open_above = change_of(Pair("id", old, new), Table(priced(cost=("8", None), why="no rate")))
    assert parts(open_above) == [
        ("credits", bounds("-28"), bounds("4", "0"), bounds("-32", "0"), bounds("0", "-28"))
    ]
    assert open_above.why_unsplit == "the old request has no price today, no rate"


def test_what_cannot_be_priced_today_is_not_split(priced: MakePriced) -> None:
    """The difference stands all the same, and why is said."""
    change = change_of(Pair("id", priced(cost="4"), priced(cost="7")), Table())
    refused = change_of(
        Pair("id", priced(cost="4"), priced(cost="7")), Table(priced(cost=None, why="rejected: no"))
    )

    for it, why in (
        (change, "nobody knows"),
        (refused, "the old request is no longer accepted, rejected: no"),
    ):
        assert parts(it) == [("credits", bounds("3"), bounds("0"), bounds("0"), bounds("3"))]
        assert (it.base_known, it.why_unsplit) == (False, why)


def test_what_stands_alone_is_the_requests_doing(priced: MakePriced) -> None:
    added = change_of(Pair("", None, priced(cost=("1", "2"))), Table())
    removed = change_of(Pair("", priced(cost=("1", "2")), None), Table())
    rejected = change_of(Pair("", None, priced(cost=None)), Table())

    assert parts(added) == [("credits", *[bounds("1", "2")] * 2, *[bounds("0")] * 2)]
    assert parts(removed) == [("credits", *[bounds("-1", "-2")] * 2, *[bounds("0")] * 2)]
    assert parts(rejected) == []


def test_what_stands_alone_has_no_effect_of_rates_though_it_has_no_price(
    priced: MakePriced,
) -> None:
    removed = change_of(Pair("", priced(cost=("1", None)), None), Table())

    unknown = bounds("-1", None)
    assert parts(removed) == [("credits", unknown, unknown, bounds("0"), bounds("0"))]


def test_what_nobody_knows_then_and_now_has_not_changed(priced: MakePriced) -> None:
    """As long as the same is not known of it, for the same reason."""
    for cost in ("?", ("5", None)):
        old, new, other = (priced(cost=cost, why=why) for why in ("no rate", "no rate", "odd size"))
        still = change_of(Pair("id", old, new), Table(new, alike=True))
        open_now = change_of(Pair("id", old, other), Table(other, alike=True))

        assert [it[1:] for it in parts(still)] == [(bounds("0"),) * 4]
        assert still.still
        ((_, difference, request, rates, unsplit),) = parts(open_now)
        assert (difference.known, request, unsplit) == (False, bounds("0"), bounds("0"))
        assert rates == difference


def test_rates_that_stayed_do_nothing_though_nobody_knows_them(priced: MakePriced) -> None:
    old, new = priced(cost=("5", None), why="no rate"), priced(cost=("7", None), why="no rate")
    same, other = (priced(cost=("5", None), why=why) for why in ("no rate", "two rates"))

    half = bounds("2", None)
    stayed = change_of(Pair("id", old, new), Table(same))
    assert parts(stayed) == [("credits", half, half, bounds("0"), bounds("0"))]
    changed = change_of(Pair("id", old, new), Table(other))
    assert parts(changed) == [("credits", half, half, bounds("0", None), bounds("0"))]


def test_moving_to_where_it_costs_more_is_somebodys_doing(priced: MakePriced) -> None:
    """The same request: 2 credits where it was, also today, and 4 where it is now."""
    payload = {"n": 1}
    old, new = (
        priced(cost=cost, key=key, payload=payload) for cost, key in (("2", "x"), ("4", "y"))
    )

    moved = change_of(Pair("content", old, new), Table(old))
    assert parts(moved) == [("credits", bounds("2"), bounds("2"), bounds("0"), bounds("0"))]
    assert (moved.same, moved.touched) == (True, True)


def test_a_rejected_request_that_was_edited_is_changed(priced: MakePriced) -> None:
    old, new = (priced(cost=None, why="rejected: x", written={"n": it}) for it in (1, 2))

    change = change_of(Pair("id", old, new), Table())
    assert (change.still, change.touched) == (False, True)
    assert change_of(Pair("id", old, old), Table()).still


def test_what_was_in_a_file_that_nobody_could_read_is_not_known(priced: MakePriced) -> None:
    change = change_of(Pair("", None, priced(cost="3")), Table(), base_unknown="a.json is broken")

    unknown = bounds(None)
    assert parts(change) == [("credits", unknown, bounds("0"), bounds("0"), unknown)]
    assert (change.base_known, change.why_unsplit) == (False, "a.json is broken")


def test_another_currency_is_less_of_one_and_more_of_the_other(priced: MakePriced) -> None:
    old, new = priced(cost="10", usd=bounds("0.05")), priced(cost="0.20", currency="USD")

    change = change_of(Pair("id", old, new), Table(priced(cost="12")))
    zero = bounds("0")
    assert parts(change) == [
        ("credits", bounds("-10"), bounds("-10"), zero, zero),
        ("USD", bounds("0.20"), bounds("0.20"), zero, zero),
    ]
    assert change.usd == bounds("0.15")


def test_a_price_that_is_lost_leaves_the_purse_open(priced: MakePriced) -> None:
    """And is no saving: nobody knows what is paid instead."""
    change = change_of(Pair("id", priced(cost="10"), priced(cost="?")), Table(priced(cost="10")))

    unknown, zero = bounds(None), bounds("0")
    assert parts(change) == [("credits", unknown, unknown, zero, zero)]


def test_what_is_charged_once_is_paid_once(priced: MakePriced) -> None:
    """A key taken out makes a second task of the same payload: that is no other rate."""
    payload = {"n": 1}
    again = priced(cost="0", why=REPEATED, payload=payload)
    once = priced(cost="5", payload=payload)

    more = change_of(Pair("content", again, once), Table(once, alike=True))
    less = change_of(Pair("content", once, again), Table(once, alike=True))
    assert parts(more) == [("credits", bounds("5"), bounds("5"), bounds("0"), bounds("0"))]
    assert parts(less) == [("credits", bounds("-5"), bounds("-5"), bounds("0"), bounds("0"))]
    assert more.touched


def test_two_that_are_rejected_for_the_same_are_still(priced: MakePriced) -> None:
    same = change_of(Pair("id", *(priced(cost=None, why="rejected: x") for _ in "ab")), Table())
    other = change_of(
        Pair("id", priced(cost=None, why="rejected: x"), priced(cost=None, why="rejected: y")),
        Table(),
    )

    assert (same.still, other.still, same.effects) == (True, False, ())
