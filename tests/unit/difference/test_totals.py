from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from lightmeter.difference.bounds import Bounds
from lightmeter.difference.effects import Change, Today, change_of
from lightmeter.difference.matching import Pair
from lightmeter.difference.side import Priced
from lightmeter.difference.totals import add_up

MakePriced = Callable[..., Priced]


def both(low: str | None, high: str | None = "") -> Bounds:
    high = low if high == "" else high
    return Bounds(*(None if it is None else Decimal(it) for it in (low, high)))


def changed(old: Priced | None, new: Priced | None, today: Priced | None = None) -> Change:
    class Rates:
        def price(self, *_: Priced | None) -> Today:
            return Today(today or old, alike=today is not None and today is new)

    return change_of(Pair("", old, new), Rates())


def test_totals_are_those_of_a_provider_and_a_currency(priced: MakePriced) -> None:
    """Twelve credits stay; twenty become thirty, five of it by the rates; four are added."""
    changes = [
        changed(priced(cost="12"), priced(cost="12")),
        changed(priced(cost="20"), priced(cost="30"), priced(cost="25")),
        changed(None, priced(cost="4")),
        changed(priced(cost="1", provider="poyo"), None),
    ]

    poyo, vidgo = add_up(changes)
    assert (poyo.provider, poyo.old, poyo.new) == ("poyo", both("1"), both("0"))
    assert (vidgo.old, vidgo.new, vidgo.difference) == (both("32"), both("46"), both("14"))
    assert (vidgo.request, vidgo.rates, vidgo.unsplit) == (both("9"), both("5"), both("0"))
    # Nine more than the 37 credits that it all costs at today's rates.
    assert vidgo.growth == Fraction(9, 37)
    assert (vidgo.requests, vidgo.unpriced) == (3, 0)


def test_an_unknown_price_leaves_a_total_open(priced: MakePriced) -> None:
    """Even where not so much as its currency is known; what is untouched grows by nothing."""
    clip = priced("clip", cost="?")
    still = add_up([changed(clip, clip, clip), changed(None, priced(cost="4"))])
    added = add_up([changed(None, clip), changed(None, priced(cost="4"))])

    for (total,) in (still, added):
        assert total.new == both("4", None)
        assert total.unpriced == 1
    assert (still[0].difference, still[0].request, still[0].rates) == (
        both("4"),
        both("4"),
        both("0"),
    )
    assert (added[0].difference, added[0].request, added[0].growth) == (
        both(None),
        both(None),
        None,
    )


def test_an_unknown_price_at_another_provider_leaves_others_alone(priced: MakePriced) -> None:
    changes = [changed(None, priced(cost="?", provider="poyo")), changed(None, priced(cost="4"))]

    (total,) = add_up(changes)
    assert (total.difference, total.unpriced) == (both("4"), 0)


def test_nothing_known_is_not_nothing(priced: MakePriced) -> None:
    (total,) = add_up([changed(None, priced(cost=(None, None)))])

    assert (total.old, total.new) == (both("0"), both(None))


def test_there_is_no_percentage_of_nothing(priced: MakePriced) -> None:
    (total,) = add_up([changed(None, priced(cost="4"))])

    assert total.growth is None
