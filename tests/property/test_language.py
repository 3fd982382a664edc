# ruff: noqa: D102  (the docstring of a class is the promise its methods test)
import re
import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lightmeter.language.absent import ABSENT
from lightmeter.language.check import check, check_cases
from lightmeter.language.errors import ExpressionError
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.language.facts import facts_if_false, facts_if_true
from lightmeter.language.generate import generate
from lightmeter.language.interpret import evaluate
from lightmeter.language.message import escape
from lightmeter.language.parse import MAX_LENGTH, parse
from lightmeter.language.placeholders import parse_message
from lightmeter.language.scope import (
    Case,
    Declaration,
    FieldDeclaration,
    LetDeclaration,
    TableDeclaration,
)
from lightmeter.language.tree import Path
from lightmeter.language.truth import constant_truth
from lightmeter.language.typed import Typed, walk
from lightmeter.language.types import (
    ArrayType,
    BooleanType,
    IntegerType,
    NumberType,
    ObjectType,
    StringType,
    TableType,
    UnionType,
    possible,
)

_SET: Final = frozenset({"low", "high"})
_FORM: Final = re.compile(r"[0-9]{1,4}x[0-9]{1,4}")

_FIELDS: Final = (
    FieldDeclaration(("n",), IntegerType(1, 15), certain=True),
    FieldDeclaration(("m",), IntegerType(-20, 4), certain=True),
    FieldDeclaration(("seed",), IntegerType(), certain=False),
    FieldDeclaration(("count",), IntegerType(0, None), certain=True),
    FieldDeclaration(("scale",), NumberType(), certain=True),
    FieldDeclaration(("strength",), NumberType(), certain=False),
    FieldDeclaration(("quality",), StringType(_SET), certain=True),
    FieldDeclaration(("mode",), StringType(_SET | {"auto"}), certain=False),
    FieldDeclaration(("size",), StringType(_SET, _FORM), certain=True),
    FieldDeclaration(("size", "width"), IntegerType(0, 9_999), certain=False, group="size"),
    FieldDeclaration(("size", "height"), IntegerType(0, 9_999), certain=False, group="size"),
    FieldDeclaration(("frame",), UnionType((StringType(_SET), ObjectType())), certain=True),
    FieldDeclaration(("prompt",), StringType(), certain=False),
    FieldDeclaration(("audio",), BooleanType(), certain=True),
    FieldDeclaration(("urls",), ArrayType(9), certain=False),
)

_LETS: Final[Mapping[str, tuple[tuple[str | None, str], ...]]] = {
    "custom": ((None, "has(size.width)"),),
    "longest": ((None, "max(size.width, size.height)"),),
    "level": (("not has(mode)", '"low"'), ('mode == "auto" and n > 3', '"high"'), (None, "mode")),
    "amount": (("custom", "longest * n"), ("has(seed) and seed > 0", "min(seed, 99)"), (None, "0")),
    "wide": (("n > 7", "audio"), ("has(mode)", 'mode == "auto"'), (None, "false")),
}

_TABLES: Final = (
    TableDeclaration("price", TableType({"low": 1, "high": Decimal("2.5"), "auto": 3})),
    TableDeclaration(
        "points",
        TableType({key: TableType({"low": 1, "high": 4, "auto": 9}) for key in ("low", "high")}),
    ),
)


def _scope() -> dict[Path, Declaration]:
    scope: dict[Path, Declaration] = {field.path: field for field in _FIELDS}
    for name, cases in _LETS.items():
        read = (Case(None if when is None else parse(when), parse(then)) for when, then in cases)
        scope[(name,)] = LetDeclaration(name, tuple(read))
    return scope | {(table.name,): table for table in _TABLES}


_SCOPE: Final = _scope()


# Requests ----------------------------------------------------------------------------------------


@attrs.frozen
class _Request:
    values: Mapping[Path, Any]
    given: frozenset[Path]

    def value(self, path: Path) -> Any:
        return self.values.get(path, ABSENT)

    def sent(self, path: Path) -> bool:
        return path in self.given


_NUMBERS = st.one_of(
    st.integers(-SAFE_INTEGER, SAFE_INTEGER),
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9
    ),
    st.builds(Decimal, st.sampled_from(("1e400", "-9e-400", "0." + "7" * 60, "-0", "1.50"))),
)


def _value(field: FieldDeclaration) -> st.SearchStrategy[Any]:
    match field.type:
        case IntegerType(minimum=least, maximum=greatest):
            return st.integers(
                -SAFE_INTEGER if least is None else least,
                SAFE_INTEGER if greatest is None else greatest,
            )
        case NumberType():
            return _NUMBERS
        case StringType(values=None):
            return st.text(max_size=5)
        case StringType(values=values, pattern=None):
            return st.sampled_from(sorted(values or ()))
        case StringType():
            return st.sampled_from(("low", "high", "20x30"))
        case BooleanType():
            return st.booleans()
        case ArrayType():
            return st.lists(st.just("u"), max_size=9)
        case _:
            return st.sampled_from(("low", "high", {"width": 1}, {}))


@st.composite
def _requests(draw: st.DrawFn) -> _Request:
    """Draw a request that keeps every declaration."""
    custom = draw(st.booleans())
    values: dict[Path, Any] = {}
    given_: set[Path] = set()
    for field in _FIELDS:
        present = custom if field.group else draw(st.booleans())
        if present:
            given_.add(field.path)
        # A member that always has a value has a default where it was not sent.
        if present or field.certain:
            values[field.path] = draw(_value(field))
    # Who sends parts sends the whole.
    return _Request(values, frozenset(given_ | ({("size",)} if custom else set())))


# Expressions -------------------------------------------------------------------------------------

_GUARDS = ("seed", "strength", "mode", "size.width", "prompt", "urls")


@st.composite
def _integers(draw: st.DrawFn, depth: int, known: frozenset[str]) -> str:
    leaves = [
        "n",
        "m",
        "count",
        "len(urls)",
        "len(quality)",
        "7",
        "-3",
        "0",
        "points[quality][level]",
    ]
    leaves += ["seed"] if "seed" in known else []
    leaves += ["len(prompt)"] if "prompt" in known else []
    leaves += ["size.width", "longest", "longest"] if "size.width" in known else []
    leaves += ["amount"]
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(leaves))
    inner = _integers(depth - 1, known)
    left = draw(inner)
    shape = draw(st.sampled_from(("+", "-", "*", "%", "//", "neg", "min", "max", "round")))
    if shape in {"%", "//"}:
        return f"({left}) {shape} {draw(st.integers(1, 20))}"
    if shape == "neg":
        return f"-({left})"
    if shape == "round":
        return f"round_to({left}, {draw(st.integers(1, 20))})"
    if shape in {"min", "max"}:
        return f"{shape}({left}, {draw(inner)})"
    return f"({left}) {shape} ({draw(inner)})"


@st.composite
def _decimals(draw: st.DrawFn, depth: int, known: frozenset[str]) -> str:
    leaves = [
        "scale",
        "0.1",
        "-2.50",
        "price[level]",
        *(["strength"] if "strength" in known else []),
    ]
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(leaves))
    left = draw(_decimals(depth - 1, known))
    right = draw(st.one_of(_decimals(depth - 1, known), _integers(depth - 1, known)))
    shape = draw(st.sampled_from(("+", "-", "*", "neg", "min", "max")))
    if shape == "neg":
        return f"-({left})"
    if shape in {"min", "max"}:
        return f"{shape}({right}, {left})"
    return f"({right}) {shape} ({left})"


def _amounts(depth: int, known: frozenset[str]) -> st.SearchStrategy[str]:
    return st.one_of(_integers(depth, known), _decimals(depth, known))


@st.composite
def _comparisons(draw: st.DrawFn, depth: int, known: frozenset[str]) -> str:
    texts = ["quality", "size", "frame", "level", *(["mode"] if "mode" in known else [])]
    literal = '"low"', '"high"'
    match draw(st.integers(0, 6)):
        case 0:
            operator = draw(st.sampled_from(("==", "!=")))
            return f"{draw(st.sampled_from(texts))} {operator} {draw(st.sampled_from(literal))}"
        case 1:
            operator = draw(st.sampled_from(("in", "not in")))
            return f'{draw(st.sampled_from(texts))} {operator} ["high", "low"]'
        case 2:
            operator = draw(st.sampled_from(("==", "!=")))
            return f"{draw(_amounts(depth, known))} {operator} {draw(_amounts(depth, known))}"
        case 3:
            return f"{draw(_amounts(depth, known))} in [1, -2, 2.5, 7]"
        case 4:
            return f"quality {draw(st.sampled_from(('==', '!=')))} {draw(st.sampled_from(texts))}"
        case _:
            chain = draw(_amounts(depth, known))
            for _ in range(draw(st.integers(1, 3))):
                operator = draw(st.sampled_from(("<", "<=", ">", ">=")))
                chain += f" {operator} {draw(_amounts(max(depth - 1, 0), known))}"
            return chain


@st.composite
def _conditions(draw: st.DrawFn, depth: int, known: frozenset[str] = frozenset()) -> str:
    shape = draw(st.integers(0, 7)) if depth else draw(st.integers(0, 1))
    if shape == 0:
        leaves = [f"has({name})" for name in ("n", "size.height", *_GUARDS)]
        return draw(st.sampled_from([*leaves, "audio", "true", "custom", "wide"]))
    if shape <= 2:
        return draw(_comparisons(min(depth, 2), known))
    if shape == 3:
        return f"not ({draw(_conditions(depth - 1, known))})"
    guard = draw(st.sampled_from(_GUARDS))
    if shape == 4:
        return f"has({guard}) and ({draw(_conditions(depth - 1, known | {guard}))})"
    if shape == 5:
        return f"not has({guard}) or ({draw(_conditions(depth - 1, known | {guard}))})"
    word = "and" if shape == 6 else "or"
    left, right = draw(_conditions(depth - 1, known)), draw(_conditions(depth - 1, known))
    return f"({left}) {word} ({right})"


@st.composite
def _checked(draw: st.DrawFn) -> Typed:
    """Draw an expression, or open cases, that the checker accepts."""
    condition, value = _conditions(3), _amounts(3, frozenset())
    form = draw(st.integers(0, 3))
    try:
        if form == 0:
            return check(parse(draw(value)), _SCOPE)
        if form < 3:
            return check(parse(draw(condition)), _SCOPE)
        guard = draw(st.sampled_from(_GUARDS))
        cases = (
            Case(parse(draw(_conditions(1))), parse(draw(_amounts(1, frozenset())))),
            Case(parse(f"has({guard})"), parse(draw(_amounts(1, frozenset({guard}))))),
        )
        return check_cases(cases, _SCOPE, open=True)
    except ExpressionError as error:
        event(f"refused: {error.message[-40:]}")
        assume(False)  # noqa: FBT003 - hypothesis' way to try another one
        raise


_ALIKE = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@attrs.define
class _Names:
    request: _Request
    objects: dict[str, object] = attrs.field(factory=lambda: {"A": ABSENT})

    def value(self, path: Path) -> str:
        self.objects["_".join(path)] = self.request.value(path)
        return "_".join(path)

    def sent(self, path: Path) -> str:
        name = "sent_" + "_".join(path)
        self.objects[name] = self.request.sent(path)
        return f"{name} is True"

    def length(self, path: Path) -> str:
        name = self.value(path)
        return f"0 if {name} is A else len({name})"

    def constant(self, value: object) -> str:
        name = f"C{len(self.objects)}"
        self.objects[name] = value
        return name


class TestTwins:
    """Generated code and the interpreter give the same value, of the same type, and never fail."""

    @_ALIKE
    @given(_checked(), _requests())
    def test_agree(self, expression: Typed, request: _Request) -> None:
        names = _Names(request)
        source = generate(expression.node, names)

        value = evaluate(expression.node, request)
        generated = eval(compile(source, "generated", "eval"), names.objects)  # noqa: S307

        assert (type(generated), str(generated)) == (type(value), str(value))
        event(f"a {type(value).__name__}")


class TestTypes:
    """A value is one that its type promises."""

    @_ALIKE
    @given(_checked(), _requests())
    def test_hold(self, expression: Typed, request: _Request) -> None:
        value = evaluate(expression.node, request)

        if value is ABSENT:
            return
        match expression.type:
            case IntegerType(minimum=least, maximum=greatest):
                assert type(value) is int
                assert (-SAFE_INTEGER if least is None else least) <= value
                assert value <= (SAFE_INTEGER if greatest is None else greatest)
            case NumberType():
                assert type(value) in {int, Decimal}
                assert Decimal(value).is_finite()
            case StringType() as type_:
                assert possible(type_, value)
            case type_:
                assert type_ == BooleanType()
                assert type(value) is bool


class TestFacts:
    """What a condition proves present is present."""

    @_ALIKE
    @given(_conditions(3), _requests())
    def test_hold(self, text: str, request: _Request) -> None:
        try:
            condition = check(parse(text), _SCOPE)
        except ExpressionError:
            assume(False)  # noqa: FBT003 - hypothesis' way to try another one
            raise
        outcome = evaluate(condition.node, request)

        facts = facts_if_true(condition) if outcome else facts_if_false(condition)

        assert [path for path in facts if request.value(path) is ABSENT] == []
        event(f"{len(facts)} facts")


class TestTruth:
    """A condition that is evidently constant never has the other outcome."""

    @_ALIKE
    @given(_conditions(2), _requests())
    def test_holds(self, text: str, request: _Request) -> None:
        try:
            condition = check(parse(text), _SCOPE)
        except ExpressionError:
            assume(False)  # noqa: FBT003 - hypothesis' way to try another one
            raise
        evident = constant_truth(condition)

        assert evident in {None, evaluate(condition.node, request)}
        event(f"evident: {evident}")


_WORDS = (
    *("and", "or", "not", "in", "true", "false", "(", ")", "[", "]", ",", "+", "-", "*", "%"),
    *("//", "==", "!=", "<", "<=", ">", ">=", "/", "=", "&&", "'", '"', "\\", ".", "{", "}"),
    *("n", "seed", "mode", "quality", "size.width", "frame", "urls", "scale", "level", "custom"),
    *("has", "len", "min", "max", "round_to", "price", "has(seed)", "1", "0.5", '"low"', "007"),
)
_SOUP = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
_ANYTHING = st.one_of(
    st.text(max_size=60),
    _SOUP,
    st.text(alphabet="()[]-nota.,\"'", max_size=MAX_LENGTH + 5),
)


class TestParse:
    """Any text is an expression or an `ExpressionError` whose place lies in the text."""

    @settings(max_examples=600, deadline=None)
    @given(_ANYTHING, st.integers(0, 50))
    def test_is_total(self, text: str, offset: int) -> None:
        began = time.perf_counter()
        try:
            tree = parse(text, offset)
        except ExpressionError as error:
            assert offset <= error.start <= error.end <= offset + len(text)  # noqa: PT017
            assert error.message  # noqa: PT017
        else:
            assert offset <= tree.start < tree.end <= offset + len(text)
        assert time.perf_counter() - began < 0.5

    @settings(max_examples=300, deadline=None)
    @given(_ANYTHING)
    def test_messages_are_total(self, text: str) -> None:
        try:
            parts = parse_message(text)
        except ExpressionError as error:
            assert 0 <= error.start <= error.end <= len(text)  # noqa: PT017
        else:
            assert all(part if isinstance(part, str) else part.end > part.start for part in parts)


class TestCheck:
    """Whatever can be read is proven or refused, and what is proven never fails."""

    @settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(_SOUP, _requests())
    def test_is_total(self, text: str, request: _Request) -> None:
        try:
            expression = check(parse(text), _SCOPE)
        except ExpressionError as error:
            assert 0 <= error.start <= error.end <= len(text)  # noqa: PT017
            return
        value = evaluate(expression.node, request)

        assert value is not ABSENT
        assert list(walk(expression.node))

    @pytest.mark.parametrize("name", sorted(_LETS))
    def test_every_named_value_of_the_scope_is_used(self, name: str) -> None:
        """The properties above would be empty for a named value that is always refused."""
        expression = check(parse(f"custom and {name} == {name}"), _SCOPE)

        assert len(list(walk(expression.node))) > 3


class TestEscape:
    """Escaped text is printable and keeps within its limit."""

    @settings(max_examples=300, deadline=None)
    @given(st.text(), st.integers(12, 80))
    def test_is_printable(self, text: str, limit: int) -> None:
        shown = escape(text, limit)

        assert len(shown) <= limit
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", shown)
        assert escape(shown) == shown
