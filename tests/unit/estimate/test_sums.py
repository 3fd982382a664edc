from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lightmeter.estimate.list_price import ListPrice
from lightmeter.estimate.model import Estimate, Unpriced, UsdValue
from lightmeter.estimate.sums import Sums
from lightmeter.estimate.total import total_of

AMOUNTS = st.decimals(0, 1000, places=4, allow_nan=False)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    """In credits: exact, a range, open above or declined; of known value or not; listed or not."""
    low = draw(st.none() | AMOUNTS)
    high = None if low is None or draw(st.booleans()) else low + draw(AMOUNTS)
    usd = None
    if low is not None and draw(st.booleans()):
        usd = UsdValue(low, high, Decimal("0.005"), Decimal("0.005"), "observed", None)
    return Estimate(
        provider="vidgo",
        minimum=low,
        maximum=high,
        currency="credits",
        quantity_minimum=1,
        quantity_maximum=1,
        unit="image",
        effective={},
        lines=(),
        assumptions=(),
        unpriced=() if high is not None else (Unpriced("image", "nobody says"),),
        usd=usd,
        list_price=draw(st.none() | st.just(ListPrice(low, high))),
    )


@given(st.lists(estimates(), min_size=1, max_size=6), st.lists(estimates(), max_size=3))
def test_running_sums_are_those_of_all_at_once(
    kept: Sequence[Estimate], taken: Sequence[Estimate]
) -> None:
    """Also where some were added that are taken away again, or added as often as they come."""
    first, second = Sums(), Sums()

    for it in taken:
        first.add(it)
    for it in kept:
        second.add(it, 2)
    first.merge(second)
    for it in taken:
        first.add(it, -1)

    assert first.total("vidgo", "credits") == total_of([*kept, *kept])
