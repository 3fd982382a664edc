# ruff: noqa: D102  (the docstring of a class is the promise its methods test)
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from lightmeter.judge.field_walk import read_members
from lightmeter.language.absent import ABSENT
from lightmeter.language.interpret import Environment, evaluate
from lightmeter.language.narrow import Known, Value, narrow
from lightmeter.language.tree import Path
from lightmeter.language.typed import Node, Typed, paths, walk
from lightmeter.language.types import IntegerType, StringType
from lightmeter.packs.hints import trees_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.verify.compare import same
from tests.property.strategies import near_valid
from tests.property.test_language import _FIELDS, _checked, _Request, _requests

_TRIED = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
SHELF = Shelf()
PROGRAMS = [SHELF.program(pack, model) for pack, model in SHELF.models()]


@st.composite
def _known(draw: st.DrawFn, members: Sequence[Path], request: Environment) -> Known:
    """Something that is true of a request: of each member its value, or what it lies among."""
    values: dict[Path, Value] = {}
    sent: dict[Path, bool] = {}
    for path in members:
        choice = draw(st.integers(0, 3))
        if choice:
            sent[path] = request.sent(path)
        value = request.value(path)
        if value is ABSENT or choice < 2:
            continue
        if isinstance(value, list | tuple):
            values[path] = draw(_around(len(value), least=0))
        elif isinstance(value, bool | Decimal):
            values[path] = value
        elif isinstance(value, int):
            values[path] = value if choice == 2 else draw(_around(value))
        elif isinstance(value, str):
            others = draw(st.sets(st.sampled_from(("low", "high", "auto", "1K")), max_size=3))
            values[path] = value if choice == 2 else StringType(frozenset({value, *others}))
    return Known(values, sent)


@st.composite
def _around(draw: st.DrawFn, value: int, least: int | None = None) -> IntegerType:
    near = st.one_of(st.integers(0, 3), st.just(10**6))
    low, high = value - draw(near), value + draw(near)
    if least is not None:
        low = max(low, least)
    return IntegerType(
        None if draw(st.integers(0, 5)) == 0 and least is None else low,
        None if draw(st.integers(0, 5)) == 0 else high,
    )


def _is_kept(node: Node, known: Known, request: Environment) -> Node:
    """A narrowed expression has the same value; the narrowed one."""
    narrowed = narrow(node, known)

    assert same(evaluate(narrowed, request), evaluate(node, request))
    return narrowed


class TestNarrow:
    """What is true of a request can be folded into an expression, which keeps its value."""

    @_TRIED
    @given(
        _checked(),
        _requests().flatmap(
            lambda it: st.tuples(st.just(it), _known([field.path for field in _FIELDS], it))
        ),
    )
    def test_of_any_expression(self, expression: Typed, pair: tuple[_Request, Known]) -> None:
        request, known = pair
        narrowed = _is_kept(expression.node, known, request)

        before, after = (sum(1 for _ in walk(it)) for it in (expression.node, narrowed))
        assert after <= before
        event("smaller" if after < before else "as it was")

    @_TRIED
    @given(
        st.sampled_from(PROGRAMS).flatmap(
            lambda it: st.tuples(st.just(it), near_valid(it, slips=False))
        ),
        st.data(),
    )
    def test_of_what_shipped_packs_ask(
        self, drawn: tuple[Program, Mapping[str, Any]], data: st.DataObject
    ) -> None:
        program, body = drawn
        request = read_members(program, body)
        nodes = [node for trees in trees_of(program) for node in trees]
        members = sorted(set().union(*map(paths, nodes)))
        known = data.draw(_known(members, request))

        assert len(nodes) > 3
        for node in nodes:
            # The values of a rule are asked for where it fires, and have none elsewhere.
            if _has_value(node, request):
                _is_kept(node, known, request)


def _has_value(node: Node, request: Environment) -> bool:
    try:
        evaluate(node, request)
    except (TypeError, KeyError):
        return False
    return True
