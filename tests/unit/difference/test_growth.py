from collections.abc import Callable
from decimal import Decimal

import pytest

from lightmeter.difference.bounds import Bounds
from lightmeter.difference.effects import Change, Today, change_of
from lightmeter.difference.growth import Holding, hold, sums
from lightmeter.difference.matching import Pair
from lightmeter.difference.side import Priced
from lightmeter.money import Amount
from lightmeter.settings.parts import Percentage

MakePriced = Callable[..., Priced]

CREDITS, DOLLARS = Amount(Decimal(10), "credits"), Amount(Decimal("0.05"), "USD")
QUARTER = Percentage(Decimal(25))


def changed(old: Priced | None, new: Priced | None, *, still: bool = False) -> Change:
    """A change at rates that stayed the same."""

    class Rates:
        def price(self, *_: Priced | None) -> Today:
            return Today(old, alike=still)

    return change_of(Pair("", old, new), Rates())


def holding(limit: Amount | Percentage, *changes: Change) -> list[Holding]:
    return [hold(it, limit) for it in sums(changes, limit)]


@pytest.mark.parametrize(
    ("old", "new", "limit", "expected"),
    (
        ("20", "30", CREDITS, Holding.HOLDS),
        ("20", "31", CREDITS, Holding.OVER),
        # Upper ends count: 20 to 30 are ten more, and 30 more at the lower end are nobody's worry.
        (("0", "20"), ("30", "30"), CREDITS, Holding.HOLDS),
        (("20", "20"), ("0", "31"), CREDITS, Holding.OVER),
        ("20", "25", QUARTER, Holding.HOLDS),
        ("20", "25.0000000000000000000000000000000000001", QUARTER, Holding.OVER),
        ("20", "19", Percentage(Decimal(0)), Holding.HOLDS),
        (None, "1", QUARTER, Holding.UNKNOWN),
        (None, "0", QUARTER, Holding.HOLDS),
        (None, "11", CREDITS, Holding.OVER),
        ("5", None, QUARTER, Holding.HOLDS),
        # What is not known is at least as much as is known, and at least nothing.
        (None, "?", CREDITS, Holding.UNKNOWN),
        (None, ("11", None), CREDITS, Holding.OVER),
        ("20", ("31", None), CREDITS, Holding.OVER),
        ("20", ("30", None), CREDITS, Holding.UNKNOWN),
        ("?", "10", CREDITS, Holding.HOLDS),
        ("?", "11", CREDITS, Holding.UNKNOWN),
        (("8", None), "10", QUARTER, Holding.HOLDS),
        (("8", None), "11", QUARTER, Holding.UNKNOWN),
        ("?", None, CREDITS, Holding.HOLDS),
    ),
)
def test_only_what_is_sure_is_claimed(
    priced: MakePriced, old: str | None, new: str | None, limit: Amount, expected: Holding
) -> None:
    """None stands for nothing paid, "?" and an open end for what nobody knows."""
    sides = (None if it is None else priced(cost=it) for it in (old, new))

    assert holding(limit, changed(*sides)) == [expected]


def test_the_untouched_grows_by_nothing_whatever_it_costs(priced: MakePriced) -> None:
    """And is something to grow from, as far as its price is known."""
    clip, half = priced(cost="?"), priced(cost=("40", None))
    more = changed(priced(cost="20"), priced(cost="30"))

    assert holding(CREDITS, changed(clip, clip, still=True), more) == [Holding.HOLDS]
    # Ten of 20 is half, and may be less of more; ten of 60 or more is never more than a quarter.
    assert holding(QUARTER, changed(clip, clip, still=True), more) == [Holding.UNKNOWN]
    assert holding(QUARTER, changed(half, half, still=True), more) == [Holding.HOLDS]


def test_changes_make_up_for_one_another(priced: MakePriced) -> None:
    more, less = changed(None, priced(cost="15")), changed(priced(cost="5"), None)

    assert holding(CREDITS, more, less) == [Holding.HOLDS]
    assert holding(CREDITS, more) == [Holding.OVER]


def test_credits_are_counted_for_each_provider(priced: MakePriced) -> None:
    changes = [
        changed(None, priced(cost="8")),
        changed(None, priced(cost="8", provider="poyo")),
        changed(priced(cost="20", provider="poyo"), priced(cost="30")),
    ]

    assert [(it.owner, it.ceiling) for it in sums(changes, CREDITS)] == [
        ("poyo", Decimal(-12)),
        ("vidgo", Decimal(38)),
    ]


def test_dollars_are_counted_over_all(priced: MakePriced) -> None:
    """What has no known value in dollars cannot be counted."""
    four = Bounds(Decimal("0.04"), Decimal("0.04"))
    known = [
        changed(None, priced(cost="8", usd=four)),
        changed(priced(cost="0.03", provider="acme", currency="USD"), None),
    ]
    unknown = changed(None, priced(cost="8"))

    (total,) = sums(known, DOLLARS)
    assert (total.owner, total.ceiling) == (None, Decimal("0.01"))
    (total,) = sums([*known, unknown], DOLLARS)
    assert (total.ceiling, hold(total, DOLLARS)) == (None, Holding.UNKNOWN)
    assert [it.why for it in total.unknown] == ["costs credits, which cannot be compared with USD"]


def test_a_percentage_of_several_purses_is_one_of_dollars(priced: MakePriced) -> None:
    """Where the value of all is known: 0.06 of 0.24 is a quarter. Else each purse has its own."""

    def worth(cost: str, dollars: str | None, provider: str) -> Priced:
        value = None if dollars is None else Decimal(dollars)
        return priced(cost=cost, provider=provider, usd=Bounds(value, value))

    def moved(dollars: tuple[str | None, ...]) -> list[Change]:
        first, second, third = dollars
        return [
            changed(worth("20", first, "poyo"), worth("20", first, "poyo"), still=True),
            changed(worth("28", second, "vidgo"), worth("40", third, "vidgo")),
        ]

    assert holding(QUARTER, *moved(("0.10", "0.14", "0.20"))) == [Holding.HOLDS]
    # What has no price and is untouched is no reason to count otherwise: 0.06 of 0.24 and more.
    clip = priced("clip", cost=(None, None), provider="acme")
    assert holding(QUARTER, *moved(("0.10", "0.14", "0.20")), changed(clip, clip, still=True)) == [
        Holding.HOLDS
    ]
    # At PoYo nothing grows; at Vidgo 12 of 28.
    assert holding(QUARTER, *moved((None, "0.14", "0.20"))) == [Holding.HOLDS, Holding.OVER]
