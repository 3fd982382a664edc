"""What holds for every request to every shipped model."""

import copy
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.describe import describe
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.place import format_pointer
from lightmeter.verify.compare import same
from tests.property.strategies import PROMISE, json_values, near_valid, shuffled


class Bench:
    """One model's program and both of its judges; no data class, which would be printed whole."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.generated: Judge = generate_judge(program)
        self.interpreted: Judge = interpret_judge(program)

    def __repr__(self) -> str:
        return f"{self.program.pack}/{self.program.model}"

    def priced(self, body: dict[str, Any]) -> tuple[Verdict, Estimate | None]:
        """Judge and price a body."""
        verdict = self.generated(body, None)
        return verdict, estimate(self.program, verdict)

    def said(self, body: dict[str, Any]) -> list[Diagnostic]:
        """What is said of a body."""
        return list(describe(self.program, self.generated(body, None), headers_placed=False))


SHELF = Shelf()
BENCHES = [Bench(SHELF.program(pack, model)) for pack, model in SHELF.models()]


def requests(*, slips: bool = True) -> st.SearchStrategy[tuple[Bench, dict[str, Any]]]:
    """A model, and a request that is meant for it."""
    return st.sampled_from(BENCHES).flatmap(
        lambda bench: st.tuples(st.just(bench), near_valid(bench.program, slips=slips))
    )


def found(diagnostics: list[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((it.rule, format_pointer(it.pointer or ())) for it in diagnostics)


def test_there_are_models_to_try() -> None:
    assert len(BENCHES) >= 9


class TestTwins:
    """The generated judge and its interpreted twin give the same verdict."""

    @PROMISE
    @given(requests())
    def test_on_requests_that_are_meant_for_the_model(
        self, request: tuple[Bench, dict[str, Any]]
    ) -> None:
        """They agree on valid requests and on those with a few slips."""
        bench, body = request

        assert same(bench.generated(body, None), bench.interpreted(body, None))

    @PROMISE
    @given(st.sampled_from(BENCHES), json_values())
    def test_on_anything_else(self, bench: Bench, value: Any) -> None:
        """They agree on inputs that are no requests at all."""
        body = {"model": bench.program.model, "input": value}

        assert same(bench.generated(body, None), bench.interpreted(body, None))

    @pytest.mark.parametrize("bench", BENCHES, ids=repr)
    @pytest.mark.parametrize("size", ("012x1024", "1024x012", "000x000"))
    def test_on_leading_zeros_that_the_template_counts(self, bench: Bench, size: str) -> None:
        """They agree on what is left of `012` where three digits are demanded."""
        body = {"model": bench.program.model, "input": {"prompt": "x", "size": size}}

        assert same(bench.generated(body, None), bench.interpreted(body, None))


class TestAnything:
    """Any JSON value as input gives a verdict that can be put into words, never an exception."""

    @PROMISE
    @given(st.sampled_from(BENCHES), json_values())
    def test_as_the_input_object(self, bench: Bench, value: Any) -> None:
        """The input object may be any value."""
        assert all(it.message for it in bench.said({"model": bench.program.model, "input": value}))

    @PROMISE
    @given(st.sampled_from(BENCHES), st.dictionaries(st.text(), json_values(), max_size=4))
    def test_as_the_body(self, bench: Bench, body: dict[str, Any]) -> None:
        """The body may have any members."""
        assert all(it.message for it in bench.said(body))

    @PROMISE
    @given(requests(), st.dictionaries(st.text(), json_values(max_leaves=2), max_size=3))
    def test_as_headers(
        self, request: tuple[Bench, dict[str, Any]], headers: dict[str, Any]
    ) -> None:
        """The headers may have any names and values."""
        bench, body = request
        verdict = bench.generated(body, headers)

        assert all(it.message for it in describe(bench.program, verdict, headers_placed=True))

    @pytest.mark.parametrize("bench", BENCHES, ids=repr)
    def test_thousands_of_leading_zeros(self, bench: Bench) -> None:
        """Python reads no number of more than 4,300 digits, zeros included."""
        size = "0" * 5000 + "16x9"
        body = {"model": bench.program.model, "input": {"prompt": "x", "size": size}}

        assert same(bench.generated(body, None), bench.interpreted(body, None))


class TestVerdict:
    """A verdict depends on the request alone."""

    @PROMISE
    @given(requests().flatmap(lambda it: st.tuples(st.just(it), shuffled(it[1]))))
    def test_the_order_of_members_does_not_matter(
        self, pair: tuple[tuple[Bench, dict[str, Any]], dict[str, Any]]
    ) -> None:
        """The same members in another order give the same verdict."""
        (bench, body), other = pair
        verdict, again = bench.generated(body, None), bench.generated(other, None)

        assert found(bench.said(body)) == found(bench.said(other))
        assert same(verdict.amounts, again.amounts)
        assert same(verdict.levers, again.levers)
        assert same(verdict.normalized, again.normalized)
        assert verdict.rejected == again.rejected
        assert verdict.skipped == again.skipped

    @PROMISE
    @given(requests())
    def test_the_payload_is_never_changed(self, request: tuple[Bench, dict[str, Any]]) -> None:
        """Judging and describing leave the payload as it was given."""
        bench, body = request
        before = copy.deepcopy(body)

        verdict = bench.generated(body, None)
        bench.interpreted(body, None)
        bench.said(body)

        assert same(body, before)
        assert verdict.normalized is not body

    @PROMISE
    @given(requests())
    def test_a_request_is_rejected_where_there_is_an_error(
        self, request: tuple[Bench, dict[str, Any]]
    ) -> None:
        """An error rejects, and nothing else does."""
        bench, body = request
        errors = [it for it in bench.said(body) if it.severity is Severity.ERROR]

        assert bool(bench.generated(body, None).rejected) is bool(errors)

    @PROMISE
    @given(requests())
    def test_a_rejected_request_has_neither_normalized_payload_nor_cost(
        self, request: tuple[Bench, dict[str, Any]]
    ) -> None:
        """What is refused is neither sent nor billed."""
        bench, body = request
        verdict, priced = bench.priced(body)

        assert (verdict.normalized is None) is bool(verdict.rejected)
        assert (priced is None) is bool(verdict.rejected)
        if verdict.rejected:
            assert verdict.amounts == verdict.levers == ()


class TestNormalized:
    """The normalized payload is what to send."""

    @PROMISE
    @given(requests(slips=False))
    def test_it_is_accepted_at_the_same_cost_and_stays_as_it_is(
        self, request: tuple[Bench, dict[str, Any]]
    ) -> None:
        """Normalizing twice is normalizing once, and changes no price."""
        bench, body = request
        verdict, priced = bench.priced(body)
        if verdict.normalized is None:
            return

        again, repriced = bench.priced(verdict.normalized)
        assert same(again.normalized, verdict.normalized)
        assert same(again.amounts, verdict.amounts)
        assert same(again.levers, verdict.levers)
        assert priced is not None
        assert repriced is not None
        assert (repriced.minimum, repriced.maximum) == (priced.minimum, priced.maximum)

    @PROMISE
    @given(requests(slips=False))
    def test_it_holds_everything_that_was_sent(self, request: tuple[Bench, dict[str, Any]]) -> None:
        """Normalizing drops no member."""
        bench, body = request
        normalized = bench.generated(body, None).normalized
        if normalized is None:
            return

        assert normalized.keys() >= body.keys()
        assert normalized["input"].keys() >= body["input"].keys()

    @PROMISE
    @given(requests(slips=False))
    def test_it_needs_no_safe_fix(self, request: tuple[Bench, dict[str, Any]]) -> None:
        """Every safe spelling has been set already."""
        bench, body = request
        normalized = bench.generated(body, None).normalized
        if normalized is None:
            return

        assert [it.rule for it in bench.said(normalized) if it.fix and it.fix.safe] == []


class TestEstimate:
    """An estimate is an amount that can be relied on."""

    @PROMISE
    @given(requests(slips=False))
    def test_it_is_never_negative_and_its_ends_are_in_order(
        self, request: tuple[Bench, dict[str, Any]]
    ) -> None:
        """Its least is zero or more, and never above its most."""
        bench, body = request
        _, priced = bench.priced(body)
        if priced is None:
            return

        assert 0 <= priced.quantity_minimum <= priced.quantity_maximum
        if priced.minimum is not None:
            assert priced.minimum >= 0
        if priced.minimum is not None and priced.maximum is not None:
            assert priced.minimum <= priced.maximum
        assert priced.declined is (priced.maximum is None)
        assert all(it.text for it in priced.assumptions)

    @PROMISE
    @given(
        st.sampled_from([it for it in BENCHES if "seedream" in it.program.model]).flatmap(
            lambda it: st.tuples(st.just(it), near_valid(it.program, slips=False))
        ),
        st.integers(1, 15),
    )
    def test_a_flat_price_is_linear_in_n(
        self, request: tuple[Bench, dict[str, Any]], n: int
    ) -> None:
        """Seedream counts images: n of them cost n times one, at the most where it is a range."""
        bench, body = request
        # References and a group would make the number of images something else.
        few = {**body["input"], "n": 1}
        few.pop("sequential_image_generation", None)
        if "edit" not in bench.program.model:
            few.pop("image_urls", None)
        _, one = bench.priced({**body, "input": few})
        _, many = bench.priced({**body, "input": {**few, "n": n}})
        if one is None:
            return

        assert many is not None
        assert one.quantity_minimum == one.quantity_maximum == 1
        assert many.quantity_maximum == n
        assert many.quantity_minimum in (1, n)
        assert (many.maximum is None) is (one.maximum is None)
        if one.maximum is not None and many.maximum is not None:
            assert many.maximum == Decimal(n) * one.maximum


def test_the_requests_that_are_tried_are_accepted_as_well_as_rejected() -> None:
    """Promises about accepted requests are worth something only if there are some."""
    outcomes: Counter[bool] = Counter()

    @PROMISE
    @given(requests())
    def count(request: tuple[Bench, dict[str, Any]]) -> None:
        bench, body = request
        outcomes[bool(bench.generated(body, None).rejected)] += 1

    count()
    assert outcomes[False] > 30
    assert outcomes[True] > 30
