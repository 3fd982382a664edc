"""What can be relied on in prices, whatever the request."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from lightmeter.checker import Checker
from lightmeter.diagnostic import Citation
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.own import OwnRate, OwnRates, OwnValue
from lightmeter.estimate.pricing import estimate
from lightmeter.estimate.total import total_of
from lightmeter.estimate.words import show_amount
from lightmeter.language.exact import add, multiply
from lightmeter.packs.program import Program
from lightmeter.settings.model import CostSettings, Settings
from lightmeter.settings.parts import FactorRange, RateEntry
from lightmeter.verify.pool import make_pool
from tests.property.strategies import PROMISE, near_valid, shuffled

DAY = dt.date(2026, 11, 27)
PLAIN = Checker(as_of=DAY)
PROGRAMS = [PLAIN.shelf.program(*it) for it in PLAIN.shelf.models()]
Ends = tuple[Decimal | None, Decimal | None]


def amounts(low: str, high: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, allow_nan=False, allow_infinity=False, places=6)


ONE = FactorRange(Decimal(1), Decimal("1.00"))
RATES = tuple(
    RateEntry(provider=it, source="the same", multiply=ONE) for it in ("vidgo", "poyo", "mindvideo")
)
SAME = Checker(settings=Settings(cost=CostSettings(rates=RATES)), as_of=DAY)


Request = tuple[str, dict[str, Any], Estimate]


def _boundary_requests() -> list[Request]:
    """Accepted requests at the bounds of every shipped model, one for each price it can have."""
    found: dict[tuple[str, str, str], Request] = {}
    for program in PROGRAMS:
        for body in make_pool(program):
            estimate_ = PLAIN.estimate(body, provider=program.provider)
            if estimate_ is not None:
                key = program.model, str(estimate_.effective), str(estimate_)
                found.setdefault(key, (program.provider, body, estimate_))
    return list(found.values())


POOL = _boundary_requests()


@st.composite
def _drawn(draw: st.DrawFn) -> Request:
    program = draw(st.sampled_from(PROGRAMS))
    body = draw(near_valid(program, slips=False))
    found = PLAIN.estimate(body, provider=program.provider)
    # Some are rejected for what several members demand together.
    assume(found is not None)
    assert found is not None
    return found.provider, body, found


def accepted() -> st.SearchStrategy[Request]:
    """A request of a shipped model that has an estimate."""
    # Hypothesis shows what it draws from, and would show the whole pool.
    return st.one_of(st.integers(0, len(POOL) - 1).map(lambda it: POOL[it]), _drawn())


def priced(payload: Mapping[str, Any], provider: str, checker: Checker = PLAIN) -> Estimate:
    found = checker.estimate(payload, provider=provider)
    assert found is not None
    return found


def otherwise(provider: str, body: dict[str, Any], own: Callable[[Program], OwnRates]) -> Estimate:
    """The price at rates of one's own."""
    report = PLAIN.check(body, provider=provider)
    assert report.program is not None
    assert report.verdict is not None
    found = estimate(report.program, report.verdict, own(report.program))
    assert found is not None
    return found


def within(inner: Ends, outer: Ends) -> bool:
    """Whether one range lies in another, open ends included."""
    least = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    most = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return least and most


class TestSoundness:
    """The price of every completion of what is open lies in the range."""

    @PROMISE
    @given(
        st.integers(1, 15),
        st.integers(0, 14),
        st.one_of(st.none(), st.integers(1, 15)),
        st.one_of(st.none(), st.integers(1, 15)),
    )
    def test_a_group_of_images(
        self, made: int, references: int, n: int | None, most: int | None
    ) -> None:
        """However many images MindVideo makes of those it may."""
        group: dict[str, Any] = {"prompt": "x", "sequential_image_generation": "auto"}
        if references:
            group["image_urls"] = ["https://example.com/a.png"] * references
        if n is not None:
            group["n"] = n
        if most is not None:
            group["sequential_image_generation_options"] = {"max_images": most}
        payload = {"model": "doubao-seedream-5-0-lite", "input": group}
        whole = PLAIN.estimate(payload, provider="mindvideo")
        # More images than the references leave are refused, or never made.
        bound = 15 if most is None else max(most, n or 1)
        assume(whole is not None and made <= min(15 - references, bound))
        assert whole is not None

        known = {"prompt": "x", "n": made}
        one = priced({**payload, "input": known}, "mindvideo")
        assert one.exact
        assert within((one.minimum, one.maximum), (whole.minimum, whole.maximum))

    @PROMISE
    @given(st.integers(1, 15), st.integers(1, 15))
    def test_images_of_which_an_unknown_number_is_billed(self, n: int, billed: int) -> None:
        """However many of n images PoYo bills; what closes the range is its upper end."""
        payload = {"model": "seedream-5.0-lite", "input": {"prompt": "x", "n": n}}
        whole = priced(payload, "poyo")
        one = priced({**payload, "input": {"prompt": "x", "n": 1}}, "poyo")
        assert one.exact
        assert one.minimum is not None
        assert whole.maximum == multiply(one.minimum, n)
        if billed <= n:
            cost = multiply(one.minimum, billed)
            assert within((cost, cost), (whole.minimum, whole.maximum))

    @PROMISE
    @given(accepted(), amounts("0", "1"), amounts("0", "1"), st.integers(0, 8))
    def test_a_credit_of_unknown_value(
        self, request: Request, low: Decimal, more: Decimal, part: int
    ) -> None:
        """Whatever a credit costs between its ends."""
        provider, body, plain = request
        if plain.currency == "USD":
            return
        step = more / 8
        exact = low + step * part
        whole = self._worth(provider, body, low, low + more)
        one = self._worth(provider, body, exact, exact)

        assert (whole.minimum, whole.maximum) == (plain.minimum, plain.maximum)
        assert within(one.in_usd, whole.in_usd)
        if plain.exact and more == 0:
            assert whole.in_usd[0] == whole.in_usd[1]

    def _worth(self, provider: str, body: dict[str, Any], low: Decimal, high: Decimal) -> Estimate:
        value = OwnValue(low, high, "documented", Citation("bill"))
        return otherwise(provider, body, lambda _: OwnRates(value=value))

    @PROMISE
    @given(accepted(), amounts("0", "9"), amounts("0", "9"), st.integers(0, 8))
    def test_a_factor_of_unknown_size(
        self, request: Request, low: Decimal, more: Decimal, part: int
    ) -> None:
        """Whatever a discount comes to between its ends; what has no price stays without one."""
        provider, body, plain = request
        exact = low + more / 8 * part
        whole = self._times(provider, body, low, low + more)
        one = self._times(provider, body, exact, exact)

        assert whole.declined == one.declined == plain.declined
        assert within((one.minimum, one.maximum), (whole.minimum, whole.maximum))
        if plain.minimum is not None and plain.maximum is not None:
            assert one.minimum == multiply(plain.minimum, exact)
            assert one.maximum == multiply(plain.maximum, exact)

    def _times(self, provider: str, body: dict[str, Any], low: Decimal, high: Decimal) -> Estimate:
        change = OwnRate("multiply", low, high, "documented", Citation("contract"))
        return otherwise(provider, body, lambda it: OwnRates(tuple((change,) for _ in it.lines)))

    @PROMISE
    @given(
        accepted(),
        st.sampled_from(("replace", "add")),
        amounts("0", "9"),
        amounts("0", "9"),
        st.integers(0, 8),
    )
    def test_a_rate_of_ones_own_of_unknown_size(
        self, request: Request, operation: str, low: Decimal, more: Decimal, part: int
    ) -> None:
        """Whatever is paid between its ends, in place of what is listed or on top of it."""
        provider, body, plain = request
        exact = low + more / 8 * part
        whole = self._changed(provider, body, operation, low, low + more)
        one = self._changed(provider, body, operation, exact, exact)

        assert whole.declined == one.declined == (plain.declined and operation == "add")
        assert within((one.minimum, one.maximum), (whole.minimum, whole.maximum))
        (line,) = plain.lines
        if operation == "replace":
            expected: Ends = (
                multiply(line.quantity_minimum, exact),
                multiply(line.quantity_maximum, exact),
            )
        else:
            expected = (
                _plus(plain.minimum, multiply(line.quantity_minimum, exact)),
                _plus(plain.maximum, multiply(line.quantity_maximum, exact)),
            )
        assert (one.minimum, one.maximum) == expected

    def _changed(
        self, provider: str, body: dict[str, Any], operation: str, low: Decimal, high: Decimal
    ) -> Estimate:
        change = OwnRate(operation, low, high, "documented", Citation("contract"))
        return otherwise(provider, body, lambda it: OwnRates(tuple((change,) for _ in it.lines)))

    def test_no_pack_has_an_open_lever_that_is_not_tried_above(self) -> None:
        """Whoever writes a range into a pack writes here what its completions are."""
        found = {
            (program.pack, name, number)
            for program in PROGRAMS
            for line in program.lines
            for name, branches in (("quantity", line.quantity), ("rate", line.rate))
            for number, branch in enumerate(branches)
            if branch.minimum is not branch.maximum
        }

        assert found == {
            # A group of images: with max_images, and without.
            ("mindvideo/doubao-seedream-5-0-lite", "quantity", 1),
            ("mindvideo/doubao-seedream-5-0-lite", "quantity", 2),
            # Images of which an unknown number is billed.
            ("poyo/seedream-5.0-lite", "quantity", 1),
        }


class TestInvariance:
    """What does not change a request does not change its price."""

    @PROMISE
    @given(accepted().flatmap(lambda it: st.tuples(st.just(it), shuffled(it[1]))))
    def test_the_order_of_members(self, both: tuple[Request, dict[str, Any]]) -> None:
        """Members of an object have no order."""
        (provider, _, plain), other = both

        assert priced(other, provider) == plain

    @PROMISE
    @given(accepted())
    def test_normalization(self, request: Request) -> None:
        """What is sent costs what was priced."""
        provider, body, plain = request
        report = PLAIN.check(body, provider=provider)
        assert report.normalized is not None

        assert priced(report.normalized, provider) == plain

    @PROMISE
    @given(accepted())
    def test_an_override_of_factor_one(self, request: Request) -> None:
        """It changes nothing but what it is called."""
        provider, body, plain = request
        same = priced(body, provider, SAME)

        assert same.own_rates == (() if plain.minimum is None else ("the same",))
        assert attrs.evolve(same, own_rates=()) == plain


class TestSums:
    """A total is the sum of its parts."""

    @PROMISE
    @given(accepted(), st.integers(1, 50))
    def test_so_many_times_the_same(self, request: Request, times: int) -> None:
        """N equal requests cost n times one, in every currency, and stay unpriced if it is."""
        _, _, one = request
        total = total_of([one] * times)

        assert (total.requests, total.unpriced) == (times, times * one.declined)
        for sum_, part in (
            (total.minimum, one.minimum),
            (total.maximum, one.maximum),
            (total.in_usd[0], one.in_usd[0]),
            (total.in_usd[1], one.in_usd[1]),
        ):
            assert sum_ == (None if part is None else multiply(part, times))

    @PROMISE
    @given(st.lists(accepted(), min_size=2, max_size=6))
    def test_neither_order_nor_brackets_matter(self, requests: list[Request]) -> None:
        """Whichever way they are added up."""
        first = requests[0][2]
        mine = [it for _, _, it in requests if (it.provider, it.currency) == _whose(first)]
        left = mine[0] + 0
        for it in mine[1:]:
            left = left + it

        assert left == total_of(mine) == total_of(reversed(mine))

    @PROMISE
    @given(
        st.lists(st.decimals("0", "99999", allow_nan=False, places=11), min_size=1, max_size=8),
        st.sampled_from(("USD", "EUR", "credits")),
    )
    def test_of_what_is_printed(self, parts: list[Decimal], currency: str) -> None:
        """The digits that are shown add up to the digits that are shown."""
        total = Decimal(0)
        for it in parts:
            total = add(total, it)

        shown = [_read(show_amount(it, currency)) for it in parts]
        assert sum(shown) == _read(show_amount(total, currency)) == total


def _plus(amount: Decimal | None, more: Decimal) -> Decimal | None:
    return None if amount is None else add(amount, more)


def _whose(estimate: Estimate) -> tuple[str, str]:
    return estimate.provider, estimate.currency


def _read(shown: str) -> Decimal:
    return Decimal(shown.removeprefix("$").partition(" ")[0])


def test_the_requests_that_are_tried_are_of_every_kind() -> None:
    """Exact ones, ranges and declined ones of every provider, and every cell of the one table."""
    kinds = {(provider, it.exact, it.declined) for provider, _, it in POOL}
    tables = {
        (body["model"], it.effective["quality"], it.effective["tier"])
        for _, body, it in POOL
        if "tier" in it.effective
    }

    assert kinds == {
        ("vidgo", True, False),
        ("vidgo", False, True),
        ("poyo", True, False),
        ("poyo", False, False),
        ("mindvideo", True, False),
        ("mindvideo", False, False),
        ("mindvideo", False, True),
    }
    assert tables == set(
        product(("gpt-image-2", "gpt-image-2-edit"), ("low", "medium", "high"), ("1K", "2K", "4K"))
    )
