"""Amounts of one or two requests, before and now, at rates that stay as they are."""

from decimal import Decimal

import attrs

from lightmeter.difference.bounds import UNKNOWN, Bounds
from lightmeter.difference.comparison import compare
from lightmeter.difference.effects import Today
from lightmeter.difference.side import Paid, Priced, Side
from lightmeter.report.difference_headline import headline


@attrs.frozen
class Rates:
    """Rates that stay as they are."""

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Give the old request as it was."""
        return Today(old, alike=new is not None and new.cost == old.cost)


def paid(amount: str | None, worth: str | None = None, provider: str = "vidgo") -> Priced:
    """A request that costs so many credits, each of which is worth so many dollars."""
    cost = Bounds(*[None if amount is None else Decimal(amount)] * 2)
    dollars = (
        UNKNOWN
        if worth is None or amount is None
        else Bounds(*[Decimal(amount) * Decimal(worth)] * 2)
    )
    return Priced(
        source="a",
        key="a",
        index=0,
        id=provider,
        line=1,
        provider=provider,
        model="m",
        cost=Paid(provider, "credits", cost, dollars),
    )


def said(old: tuple[Priced, ...], new: tuple[Priced, ...]) -> list[str]:
    return list(headline(compare(Side("x", old), Side("y", new), Rates())))


def test_one_provider() -> None:
    assert said((), ()) == ["this change costs nothing: there is no request on either side"]
    assert said((paid("72"),), (paid("72"),)) == ["this change costs nothing (72 credits)"]
    assert said((paid("48"),), (paid("72"),)) == [
        "this change costs +24 credits: requests +24, rates 0 (48 -> 72 credits)"
    ]
    (line,) = said((paid("5"),), (paid(None),))
    assert line == (
        "what this change costs is not known: requests not known, rates 0 (5 credits -> not priced)"
    )


def test_several_providers_are_one_sum_in_dollars() -> None:
    """Ten credits of 0.005 USD more, two of 0.02 USD less; a third provider has no part in it."""
    acme = paid("7", provider="acme")
    old = (paid("10", "0.005"), paid("5", "0.02", "poyo"), acme)
    new = (paid("20", "0.005"), paid("3", "0.02", "poyo"), acme)

    assert said(old, new) == ["this change costs +$0.01: -2 credits at poyo, +10 credits at vidgo"]


def test_several_providers_have_a_line_each_where_there_is_no_sum() -> None:
    old = (paid("10", "0.005"), paid("5", None, "poyo"))
    new = (paid("20", "0.005"), paid("3", None, "poyo"))

    assert said(old, new) == [
        "at poyo this change costs -2 credits: requests -2, rates 0 (5 -> 3 credits)",
        "at vidgo this change costs +10 credits: requests +10, rates 0 (10 -> 20 credits)",
    ]


def test_credits_of_another_value_are_never_nothing() -> None:
    """Ten credits of a tenth of a cent more each."""
    assert said((paid("10", "0.005"),), (paid("10", "0.006"),)) == [
        "this change costs no more credits (10 credits)",
        "1 credit at vidgo was worth $0.005 and is worth $0.006 today: +$0.01 altogether",
    ]
