# ruff: noqa: D102  (the docstring of a class is the promise its methods test)
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lightmeter.audit.domain import never
from lightmeter.judge.field_walk import read_members
from lightmeter.judge.generate import generate_judge
from lightmeter.language.check import check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.interpret import Environment, evaluate
from lightmeter.language.parse import parse
from lightmeter.language.scope import Declaration
from lightmeter.language.typed import Node
from lightmeter.packs.declare import declarations
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.packs.proven import ProvenRule
from lightmeter.verify.pool import make_pool
from tests.property.strategies import near_valid

_TRIED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
_BANK = 400


class Field:
    """One model's fields without its rules, and requests that the fields accept."""

    def __init__(self, program: Program) -> None:
        self.program = attrs.evolve(program, rules=(), lines=(), levers=(), fills={})
        self.scope: dict[tuple[str, ...], Declaration] = {}
        for member in program.inputs.values():
            self.scope.update(declarations(member))
        self._judge = generate_judge(self.program)
        self._rule = program.rules[0]

    def __repr__(self) -> str:
        return f"{self.program.pack}/{self.program.model}"

    def accepts(self, body: Mapping[str, Any]) -> bool:
        return not self._judge(body, None).rejected

    @cached_property
    def bank(self) -> list[Environment]:
        """Requests at the boundaries, as expressions see them."""
        bodies = (body for body in make_pool(self.program) if self.accepts(body))
        return [read_members(self.program, body) for body in islice(bodies, _BANK)]

    def check(self, text: str) -> Node:
        return check(parse(text), self.scope, expected="boolean").node

    def asking(self, condition: Node) -> Program:
        """The program with one rule, so that what it compares with is known."""
        rule: ProvenRule = attrs.evolve(self._rule, when=condition, require=None, values=())
        return attrs.evolve(self.program, rules=(rule,))


SHELF = Shelf()
FIELDS = [Field(SHELF.program(pack, model)) for pack, model in SHELF.models()]


def atoms(member: Member, number: int) -> Iterator[str]:
    """Conditions on one member, in which a number stands."""
    field, name = member.field, ".".join(member.path)
    sent = f"has({name}) and {name}"
    yield f"has({name})"
    yield f"not has({name})"
    if set(field.type) == {"integer"}:
        low, high = field.minimum or 0, field.maximum if field.maximum is not None else 99
        for sign in ("<", "<=", ">", ">=", "==", "!="):
            yield f"{sent} {sign} {low - 1 + number % (high - low + 3)}"
        yield f"{sent} % {number % 7 + 2} == {number % 5}"
        yield f"{sent} in [{number % 20}, {number % 7}]"
    if set(field.type) == {"array"}:
        for sign in ("<", ">", "=="):
            yield f"len({name}) {sign} {number % 17}"
    if field.enum and "string" in field.type:
        choice = field.enum[number % len(field.enum)]
        yield f'{sent} == "{choice}"'
        yield f'{sent} != "{choice}"'
        yield f'{sent} in ["{choice}", "{field.enum[0]}"]'
    if set(field.type) == {"boolean"}:
        yield sent
        yield f"has({name}) and not {name}"
    if member.template is not None:
        for part in member.template.parts:
            for sign in ("<", ">="):
                bound = number % 4 * 1000 + number % 3 - 1
                yield f"has({name}.{part}) and {name}.{part} {sign} {bound}"


@st.composite
def conditions(draw: st.DrawFn, field: Field, depth: int = 3) -> str:
    """Atoms joined at random; about a third of them can never hold."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        member = draw(st.sampled_from(list(field.program.inputs.values())))
        number = draw(st.integers(0, 10_000))
        return f"({draw(st.sampled_from(list(atoms(member, number))))})"
    shape = draw(st.sampled_from(("and", "and", "and", "or", "not")))
    inner = conditions(field, depth - 1)
    if shape == "not":
        return f"(not {draw(inner)})"
    return f"({draw(inner)} {shape} {draw(inner)})"


def asked() -> st.SearchStrategy[tuple[Field, str, dict[str, Any]]]:
    """A model, a condition on its members, and a request that is meant for it."""
    return st.sampled_from(FIELDS).flatmap(
        lambda it: st.tuples(st.just(it), conditions(it), near_valid(it.program, slips=False))
    )


class TestNever:
    """What is said never to hold does not hold for any request that the fields accept."""

    @_TRIED
    @given(asked())
    def test_is_sound(self, drawn: tuple[Field, str, dict[str, Any]]) -> None:
        field, text, body = drawn
        try:
            condition = field.check(text)
        except ExpressionError as error:
            event(f"refused: {error.message[-30:]}")
            assume(False)  # noqa: FBT003 - hypothesis' way to try another one
            raise
        requests = [*field.bank]
        if field.accepts(body):
            requests.append(read_members(field.program, body))

        for program in (field.program, field.asking(condition)):
            proven = never(program, condition)
            event(f"never: {proven}")
            assert not (proven and any(evaluate(condition, it) for it in requests))

    @pytest.mark.parametrize("field", FIELDS, ids=repr)
    def test_of_each_condition_on_one_member(self, field: Field) -> None:
        """Each choice, each bound and its neighbours."""
        texts = {
            text
            for member in field.program.inputs.values()
            for number in range(20)
            for text in atoms(member, number)
        }
        wrong, proven = [], 0
        for text in sorted(texts):
            condition = field.check(text)
            if never(field.asking(condition), condition):
                proven += 1
                wrong += [text] if any(evaluate(condition, it) for it in field.bank) else []

        assert wrong == []
        assert 0 < proven < len(texts) / 2

    @_TRIED
    @given(asked())
    def test_a_condition_and_its_opposite_are_not_both_dead(
        self, drawn: tuple[Field, str, dict[str, Any]]
    ) -> None:
        field, text, _ = drawn
        try:
            condition, opposite = field.check(text), field.check(f"not {text}")
        except ExpressionError:
            assume(False)  # noqa: FBT003 - hypothesis' way to try another one
            raise
        program = field.asking(condition)

        assert not (never(program, condition) and never(program, opposite))

    @pytest.mark.parametrize("field", FIELDS, ids=repr)
    def test_is_not_vacuous(self, field: Field) -> None:
        """What every member contradicts by itself is proven."""
        texts = [
            text for member in field.program.inputs.values() for text in contradictions(member)
        ]
        missed = [
            text for text in texts if not never(field.asking(field.check(text)), field.check(text))
        ]

        assert len(texts) > 15
        assert missed == []


def contradictions(member: Member) -> Iterator[str]:
    field, name = member.field, ".".join(member.path)
    yield f"has({name}) and not has({name})"
    if field.required and len(member.path) == 1:
        yield f"not has({name})"
    if field.unsupported is not None:
        yield f"has({name})"
        return
    if set(field.type) == {"integer"}:
        yield f"has({name}) and {name} > 3 and {name} < 4"
        yield f"has({name}) and {name} == 2 and {name} != 2"
        if field.minimum is not None:
            yield f"has({name}) and {name} < {field.minimum}"
        if field.maximum is not None:
            yield f"has({name}) and {name} > {field.maximum}"
    if set(field.type) == {"array"}:
        yield f"not has({name}) and len({name}) > 0"
        yield f"len({name}) > 2 and len({name}) < 3"
        if field.max_items is not None:
            yield f"len({name}) > {field.max_items}"
    if len(field.enum) > 1 and "string" in field.type:
        one, other, *_ = field.enum
        yield f'has({name}) and {name} == "{one}" and {name} == "{other}"'
        if member.template is None:
            listed = ", ".join(f'"{it}"' for it in field.enum)
            yield f"has({name}) and {name} not in [{listed}]"
    if member.template is not None:
        one, *_, last = member.template.parts
        yield f"has({name}.{one}) and not has({name}.{last})"
        yield f"has({name}.{one}) and {name}.{one} > 5 and {name}.{one} < 6"


def test_the_bank_is_worth_something() -> None:
    """Requests of every model, among them some with each of its members."""
    for field in FIELDS:
        assert len(field.bank) > 20
        for path, member in field.program.inputs.items():
            sent = any(it.sent(path) for it in field.bank)
            assert sent is (member.field.unsupported is None), path
