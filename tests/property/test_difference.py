"""Promises of comparisons: effects add up, and where requests stand changes nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds, minus, total
from lightmeter.difference.comparison import compare
from lightmeter.difference.effects import Today
from lightmeter.difference.growth import Holding, hold, sums
from lightmeter.difference.side import REPEATED, Paid, Priced, Side
from lightmeter.money import Amount

_AMOUNTS = st.decimals("0", "1e9", allow_nan=False, places=6)
_BOUNDS = st.one_of(
    _AMOUNTS.map(lambda it: Bounds(it, it)),
    st.tuples(_AMOUNTS, _AMOUNTS).map(lambda it: Bounds(min(it), max(it))),
    _AMOUNTS.map(lambda it: Bounds(it, None)),
    st.just(UNKNOWN),
)
_NAMES = st.sampled_from(("", "a", "b"))


@st.composite
def paid(draw: st.DrawFn) -> Paid | None:
    """What a request may cost."""
    if draw(st.integers(0, 5)) == 0:
        return None
    amount = draw(_BOUNDS)
    currency = (
        ""
        if amount == UNKNOWN and draw(st.booleans())
        else draw(st.sampled_from(("credits", "USD")))
    )
    usd = amount if currency == "USD" else draw(st.one_of(_BOUNDS, st.just(UNKNOWN)))
    return Paid(draw(st.sampled_from(("vidgo", "poyo", ""))), currency, amount, usd)


@st.composite
def requests(draw: st.DrawFn, *, costs: Mapping[int, Paid | None] | None = None) -> Priced:
    """A request of one of a few files; of some the payload is not known."""
    number = draw(st.integers(0, 4))
    cost = draw(paid()) if costs is None else costs[number]
    key = draw(st.sampled_from(("x", "y")))
    repeated = costs is None and cost is not None and draw(st.integers(0, 9)) == 0
    return Priced(
        source=key,
        key=key,
        index=0,
        id=draw(_NAMES),
        line=None,
        provider=cost.provider if cost is not None else "vidgo",
        model=draw(st.sampled_from(("m", "k"))),
        cost=attrs.evolve(cost, amount=ZERO, usd=ZERO) if repeated and cost else cost,
        why=REPEATED if repeated else "",
        payload={"n": number} if costs is not None or draw(st.booleans()) else None,
    )


@attrs.frozen
class Rates:
    """Rates of today, by the payload."""

    costs: Mapping[int, Paid | None]

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Price an old request as the table has it."""
        if old.payload is None:
            return Today(None, "hidden")
        alike = new is not None and new.content == old.content
        if alike and new is not None:
            return Today(new, alike=True)
        return Today(attrs.evolve(old, cost=self.costs[old.payload["n"]], why=""))


@st.composite
def tables(draw: st.DrawFn) -> dict[int, Paid | None]:
    """A cost for each payload."""
    return {number: draw(paid()) for number in range(5)}


_SIDES = st.lists(requests(), max_size=6).map(lambda it: Side("x", tuple(it)))


@given(_SIDES, _SIDES, tables())
def test_effects_add_up_to_the_difference(old: Side, new: Side, costs: Any) -> None:
    """
    Request, rates and what is not split come to the difference, at each end.

    And where both sides are known, the difference of a change is what is paid now less what was.
    """
    comparison = compare(old, new, Rates(costs))
    for change in comparison.changes:
        for it in change.effects:
            _add_up(it.difference, it.request, it.rates, it.unsplit)
            assert it.difference == minus(it.new, it.old) or not (it.old.known and it.new.known)
    for whole in comparison.totals:
        _add_up(whole.difference, whole.request, whole.rates, whole.unsplit)
        if whole.old.known and whole.new.known:
            assert whole.difference == minus(whole.new, whole.old)


def _add_up(difference: Bounds, *effects: Bounds) -> None:
    together = total(effects)
    for end in ("minimum", "maximum"):
        parts, whole = getattr(together, end), getattr(difference, end)
        assert whole is None or parts == whole


@given(_SIDES, _SIDES, tables())
def test_every_request_is_in_one_change(old: Side, new: Side, costs: Any) -> None:
    changes = compare(old, new, Rates(costs)).changes

    assert [it.new for it in changes if it.new is not None] == list(new.requests)
    assert sorted(id(it.old) for it in changes if it.old is not None) == sorted(
        map(id, old.requests)
    )


@given(_SIDES, _SIDES, tables())
def test_totals_are_those_of_the_sides(old: Side, new: Side, costs: Any) -> None:
    """Whatever was matched with what, a provider's credits are all there, and none twice."""
    for it in compare(old, new, Rates(costs)).totals:
        for side, bounds in ((old, it.old), (new, it.new)):
            amounts = [
                request.cost.amount
                for request in side.requests
                if request.cost is not None and request.cost.purse == (it.provider, it.currency)
            ]
            if bounds.known:
                assert bounds == total(amounts)


@given(st.data())
def test_moving_and_reordering_changes_nothing(data: st.DataObject) -> None:
    """Requests that have an id of their own, or none, wherever they go."""
    costs = data.draw(tables())
    old = data.draw(st.lists(requests(costs=costs), max_size=6))
    old = [attrs.evolve(it, id="") for it in old]
    moved = [
        attrs.evolve(it, key=data.draw(st.sampled_from(("x", "y", "z"))))
        for it in data.draw(st.permutations(old))
    ]

    comparison = compare(Side("x", tuple(old)), Side("y", tuple(moved)), Rates(costs))
    assert all(it.still for it in comparison.changes)
    assert all(it.request == ZERO for whole in comparison.changes for it in whole.effects)


@given(_SIDES, _SIDES, tables(), _AMOUNTS)
def test_a_limit_that_is_broken_is_broken_whatever_is_not_known(
    old: Side, new: Side, costs: Any, limit: Decimal
) -> None:
    """What is claimed to hold, and what is claimed not to, cannot both be."""
    changes = compare(old, new, Rates(costs)).changes
    amount = Amount(limit, "USD")
    for it in sums(changes, amount):
        floor, ceiling = it.floor, it.ceiling
        assert floor is None or ceiling is None or floor <= ceiling
        if hold(it, amount) is Holding.OVER:
            assert ceiling is None or ceiling > limit
