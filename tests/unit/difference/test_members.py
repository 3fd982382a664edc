from collections.abc import Callable
from decimal import Decimal

from lightmeter.difference.bounds import Bounds
from lightmeter.difference.effects import Today, change_of
from lightmeter.difference.matching import Pair
from lightmeter.difference.members import MemberChange, RateChange, changed_members, changed_rates
from lightmeter.difference.side import Priced
from lightmeter.language.absent import ABSENT

MakePriced = Callable[..., Priced]


class NoRates:
    """A side of which no rates are known."""

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Say so."""
        del old, new
        return Today(None, "x")


def test_the_closest_members_that_differ(priced: MakePriced) -> None:
    """Numbers are compared as JSON says them: 5 and 5.0 are one."""
    old = {"model": "m", "input": {"n": 5, "a": [1, {"b": 2}], "c": [1], "d": {"e": 1}, "f": 1}}
    new = {
        "model": "m",
        "input": {"n": Decimal("5.0"), "a": [1, {"b": 3}], "c": [], "g": {"h": 1}, "f": True},
    }

    change = change_of(Pair("id", priced(payload=old), priced(payload=new)), NoRates())
    assert changed_members(change) == (
        MemberChange(("input", "a", 1, "b"), 2, 3),
        MemberChange(("input", "c"), [1], []),
        MemberChange(("input", "d"), {"e": 1}, ABSENT),
        MemberChange(("input", "f"), 1, True),  # noqa: FBT003
        MemberChange(("input", "g"), ABSENT, {"h": 1}),
    )


def test_levers_tell_where_a_payload_is_not_known(priced: MakePriced) -> None:
    old = priced(effective={"tier": "2K", "quality": "low"})
    new = priced(payload={"n": 1}, effective={"tier": "4K", "quality": "low"})

    change = change_of(Pair("id", old, new), NoRates())
    assert changed_members(change) == (MemberChange(("tier",), "2K", "4K"),)
    assert changed_members(change_of(Pair("", None, new), NoRates())) == ()


def test_rates_of_the_old_request_that_are_others_today(priced: MakePriced) -> None:
    two, three = (Bounds(Decimal(it), Decimal(it)) for it in (2, 3))

    class Rates:
        def price(self, old: Priced, new: Priced | None) -> Today:
            del old, new
            return Today(priced(rates={"image": three, "audio": two, "new": two}))

    old = priced(rates={"image": two, "audio": two})
    change = change_of(Pair("id", old, priced()), Rates())
    assert changed_rates(change) == (RateChange("image", two, three),)
