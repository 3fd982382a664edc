"""Random expressions of the language have the same value in CEL as in lightmeter."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lightmeter.language.absent import ABSENT
from lightmeter.language.check import check, check_cases
from lightmeter.language.errors import ExpressionError
from lightmeter.language.interpret import evaluate
from lightmeter.language.parse import parse
from lightmeter.language.scope import (
    Case,
    Declaration,
    FieldDeclaration,
    LetDeclaration,
    TableDeclaration,
)
from lightmeter.language.typed import Typed
from lightmeter.language.types import (
    ArrayType,
    BooleanType,
    IntegerType,
    NumberType,
    ObjectType,
    StringType,
    TableType,
    Type,
    UnionType,
)
from tests.property.cel import (
    NUMBER_PLACES,
    Binding,
    CelError,
    Vocabulary,
    binding,
    compile_cel,
    export,
    export_value,
)

pytest.importorskip(
    "cel_expr_python",
    reason="cel-expr-python has no wheel for this platform (musl, or another Python)",
)

_COLOURS: Final = ("blue", "red", 'a "b" \\ c')

# Path: what lightmeter is told of its type, what the export is, whether it always has a value.
_MEMBERS: Final[Mapping[str, tuple[Type, tuple[str, ...], bool]]] = {
    "count": (IntegerType(1, 40), ("integer",), True),
    "shift": (IntegerType(-60, 60), ("integer",), True),
    "seed": (IntegerType(-1000, 1000), ("integer",), False),
    "scale": (NumberType(), ("number",), True),
    "strength": (NumberType(), ("number",), False),
    "colour": (StringType(frozenset(_COLOURS)), ("string",), True),
    "tint": (StringType(frozenset(_COLOURS)), ("string",), False),
    "frame": (
        UnionType((StringType(frozenset({"blue", "none"})), ObjectType())),
        ("string", "object"),
        True,
    ),
    "frame.width": (IntegerType(0, 5000), ("integer",), False),
    "frame.height": (IntegerType(0, 5000), ("integer",), False),
    "title": (StringType(), ("string",), False),
    "loud": (BooleanType(), ("boolean",), True),
    "images": (ArrayType(6), ("array",), False),
}
_LETS: Final[Mapping[str, Any]] = {
    "area": "frame.width * frame.height",
    "longest": "max(frame.width, frame.height)",
    "pictures": "images",
    "level": [
        {"when": "not has(tint)", "then": '"red"'},
        {"when": 'tint == "blue" and count > 3', "then": '"blue"'},
        {"then": "tint"},
    ],
    "amount": [
        {"when": "has(strength) and strength > 0.5", "then": "strength * 3"},
        {"when": "has(frame.width)", "then": "longest"},
        {"then": "0.125"},
    ],
    "price": {"blue": 2, "red": "0.0315", 'a "b" \\ c': "1.5"},
    "points": {
        "blue": {"blue": 1, "red": 2, 'a "b" \\ c': 3},
        "red": {"blue": 4, "red": 5, 'a "b" \\ c': 6},
        'a "b" \\ c': {"blue": 7, "red": 8, 'a "b" \\ c': 9},
    },
    "label": {"blue": "sea", "red": "rose", 'a "b" \\ c': "other"},
}
_VOCABULARY: Final = Vocabulary({path: kinds for path, (_, kinds, _) in _MEMBERS.items()}, _LETS)
_TEXTS: Final = (*_COLOURS, "none", "sea")


def _scope() -> dict[tuple[str, ...], Declaration]:
    scope: dict[tuple[str, ...], Declaration] = {}
    for name, (type_, _, certain) in _MEMBERS.items():
        path = tuple(name.split("."))
        group = "frame" if len(path) > 1 else None
        scope[path] = FieldDeclaration(path, type_, certain, group)
    for name, value in _LETS.items():
        if isinstance(value, Mapping):
            scope[name,] = TableDeclaration(name, _table(value))
        else:
            scope[name,] = LetDeclaration(name, _cases(value))
    return scope


def _cases(value: Any) -> tuple[Case, ...]:
    cases = value if isinstance(value, list) else [{"then": value}]
    return tuple(
        Case(parse(case["when"]) if "when" in case else None, parse(case["then"])) for case in cases
    )


def _table(rows: Mapping[str, Any]) -> TableType:
    cells = {
        key: _table(row) if isinstance(row, Mapping) else _cell(row) for key, row in rows.items()
    }
    return TableType(cells)


def _cell(value: int | str) -> int | Decimal | str:
    return Decimal(value) if isinstance(value, str) and value[0].isdigit() else value


_SCOPE: Final = _scope()


# Requests -----------------------------------------------------------------------------------------


@attrs.frozen
class _Request:
    """One request, as lightmeter's environment and as what CEL is given."""

    values: Mapping[str, Any]
    given: frozenset[str]

    def value(self, path: tuple[str, ...]) -> Any:
        return self.values.get(".".join(path), ABSENT)

    def sent(self, path: tuple[str, ...]) -> bool:
        return ".".join(path) in self.given

    @property
    def bound(self) -> Any:
        values = {
            path: int(value.scaleb(NUMBER_PLACES)) if isinstance(value, Decimal) else value
            for path, value in self.values.items()
        }
        return binding(Binding(values, dict.fromkeys(self.given, True)))


def _values(type_: Type) -> st.SearchStrategy[Any]:
    match type_:
        case IntegerType(minimum=least, maximum=most):
            return st.integers(least, most)
        case NumberType():
            return st.integers(-3000, 3000).map(lambda it: Decimal(it).scaleb(-NUMBER_PLACES))
        case StringType(values=None):
            return st.text(max_size=4)
        case StringType(values=known):
            return st.sampled_from(sorted(known or ()))
        case BooleanType():
            return st.booleans()
        case ArrayType():
            return st.lists(st.just(0), max_size=6)
        case _:
            return st.sampled_from(("blue", "none"))


@st.composite
def _requests(draw: st.DrawFn) -> _Request:
    values: dict[str, Any] = {}
    given: set[str] = set()
    custom = draw(st.booleans())
    for path, (type_, _, certain) in _MEMBERS.items():
        sent = custom if path.startswith("frame.") else draw(st.booleans())
        if sent:
            given.add(path)
        if sent or certain:
            values[path] = draw(_values(type_))
    if custom:
        values["frame"] = {}
        given.add("frame")
    return _Request(values, frozenset(given))


# Expressions --------------------------------------------------------------------------------------

_GUARDS: Final = ("seed", "strength", "tint", "frame.width", "title", "images")


@attrs.frozen
class _Writer:
    """Writes random expressions; what `known` names may be read."""

    draw: Callable[[st.SearchStrategy[Any]], Any]

    def pick(self, *choices: str) -> str:
        return str(self.draw(st.sampled_from(choices)))

    def text(self, known: frozenset[str]) -> str:
        quoted = self.draw(st.sampled_from(_TEXTS)).replace("\\", "\\\\").replace('"', '\\"')
        names = ("colour", "level", "frame", "label[level]", f'"{quoted}"')
        return self.pick(*names, *(it for it in ("tint",) if it in known))

    def number(self, depth: int, known: frozenset[str], *, whole: bool) -> str:
        if depth == 0 or self.pick("leaf", "more", "more") == "leaf":
            leaves = ["count", "shift", "7", "0", "len(images)", "len(pictures)", "len(colour)"]
            leaves += ["points[colour][level]", 'points["red"][colour]']
            leaves += ["seed"] if "seed" in known else []
            leaves += ["len(title)"] if "title" in known else []
            leaves += ["longest", "area", "frame.height"] if "frame.width" in known else []
            if not whole:
                leaves += ["scale", "0.5", "2.25", "price[colour]", "price[level]", "amount"]
                leaves += ["strength"] if "strength" in known else []
            return self.pick(*leaves)
        left = self.number(depth - 1, known, whole=whole)
        right = self.number(depth - 1, known, whole=whole)
        step = self.draw(st.integers(1, 25))
        shapes = ["+", "-", "*", "min", "max", "neg", "bare"]
        shape = self.pick(*shapes, *(("%", "//", "round", "%", "//", "round") if whole else ()))
        match shape:
            case "min" | "max":
                return f"{shape}({left}, {right})"
            case "neg":
                return f"-({left})"
            case "%" | "//":
                return f"({left}) {shape} {step}"
            case "round":
                return f"round_to({left}, {step})"
            case "bare":
                # Without parentheses, so that both sides have to bind alike.
                return f"{left} {self.pick('+', '-', '*')} {right}"
        return f"({left}) {shape} ({right})"

    def condition(self, depth: int, known: frozenset[str]) -> str:
        shape = self.draw(st.integers(0, 9)) if depth else self.draw(st.integers(0, 4))
        inner = min(depth, 2)
        whole = self.draw(st.booleans())
        match shape:
            case 0:
                return self.pick("loud", "true", "false", *(f"has({it})" for it in _GUARDS))
            case 1:
                return f"{self.text(known)} {self.pick('==', '!=')} {self.text(known)}"
            case 2:
                listed = ", ".join(
                    '"' + it.replace("\\", "\\\\").replace('"', '\\"') + '"'
                    for it in self.draw(st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=3))
                )
                return f"{self.text(known)} {self.pick('in', 'not in')} [{listed}]"
            case 3:
                number = self.number(inner, known, whole=whole)
                return f"{number} {self.pick('in', 'not in')} [1, -2, 0.5, 6]"
            case 4:
                chain = self.number(inner, known, whole=whole)
                if self.pick("equal", "order", "order") == "equal":
                    right = self.number(inner, known, whole=whole)
                    return f"{chain} {self.pick('==', '!=')} {right}"
                for _ in range(self.draw(st.integers(1, 3))):
                    right = self.number(inner, known, whole=whole)
                    chain += f" {self.pick('<', '<=', '>', '>=')} {right}"
                return chain
            case 5:
                return f"not ({self.condition(depth - 1, known)})"
            case 6 | 7:
                guard = self.pick(*_GUARDS)
                rest = self.condition(depth - 1, known | {guard})
                opening = f"has({guard}) and" if shape == 6 else f"not has({guard}) or"
                return f"{opening} ({rest})"
        left, right = self.condition(depth - 1, known), self.condition(depth - 1, known)
        # Bare again: `and` binds tighter than `or` on both sides.
        return f"{left} {self.pick('and', 'or')} {right}"


@st.composite
def _expressions(draw: st.DrawFn) -> tuple[str, Typed]:
    """An expression that the checker accepts."""
    writer = _Writer(draw)
    nothing: frozenset[str] = frozenset()
    match draw(st.integers(0, 3)):
        case 0:
            text = writer.number(3, nothing, whole=True)
        case 1:
            text = writer.number(3, nothing, whole=False)
        case _:
            text = writer.condition(3, nothing)
    try:
        return text, check(parse(text), _SCOPE)
    except ExpressionError:
        assume(False)  # noqa: FBT003 - hypothesis' way to try another one
        raise


_ALIKE = settings(
    max_examples=800,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def in_cel(text: str, request: _Request) -> Any:
    """The value of an expression, worked out by the engine."""
    term = export(text, _VOCABULARY)
    value = compile_cel(term.text)(request.bound)
    return value if term.places is None else Decimal(value).scaleb(-term.places)


def test_random_expressions_have_the_same_value() -> None:
    """Numbers, conditions and texts alike; hundreds of each kind are compared."""
    compared: Counter[str] = Counter()

    @_ALIKE
    @given(_expressions(), _requests())
    def agree(expression: tuple[str, Typed], request: _Request) -> None:
        text, typed = expression
        value = evaluate(typed.node, request)
        try:
            found = in_cel(text, request)
        except CelError as error:
            # The engine's integers have 64 bits, which many decimal places can use up.
            assert "overflow" in str(error)  # noqa: PT017
            event("too long for the engine")
            return

        assert found == value
        assert isinstance(found, bool) is isinstance(value, bool)
        compared[type(value).__name__] += 1

    agree()
    assert compared["bool"] > 150
    assert compared["int"] + compared["Decimal"] > 200


@pytest.mark.parametrize("name", ("level", "amount"))
def test_ordered_cases_have_the_same_value(name: str) -> None:
    """The first case that holds counts, and numbers of all cases share their decimal places."""
    node = check_cases(_cases(_LETS[name]), _SCOPE).node
    term = export_value(_LETS[name], _VOCABULARY)
    run = compile_cel(term.text)

    @settings(max_examples=100, deadline=None)
    @given(_requests())
    def agree(request: _Request) -> None:
        found = run(request.bound)
        value = found if term.places is None else Decimal(found).scaleb(-term.places)

        assert value == evaluate(node, request)

    agree()


@pytest.mark.parametrize(
    ("text", "value"),
    (
        ("-7 // 2", -4),
        ("-7 % 3", 2),
        ("-6 % 3", 0),
        ("(0 - 6) // 3", -2),
        ("round_to(24, 16)", 32),
        ("round_to(23, 16)", 16),
        ("round_to(1, 16)", 16),
        ("round_to(0, 16)", 0),
        ("round_to(-24, 16)", -16),
        ("round_to(-25, 16)", -32),
        ("2 + 3 * 4 - 5 % 3", 12),
        ("0.1 + 0.2 == 0.3", True),
        ("0.1 * 3 == 0.3", True),
        ("1 < 2 < 2", False),
        ("not 1 == 2", True),
        ("true or true and false", True),
        ("min(0.5, 2) == 0.50", True),
        ("max(1, 2, 3)", 3),
    ),
)
def test_what_is_evident_is_so_on_both_sides(text: str, value: object) -> None:
    """Floored division, halves that go up, exact decimals, and what binds tighter."""
    request = _Request({}, frozenset())

    assert evaluate(check(parse(text), _SCOPE).node, request) == value
    assert in_cel(text, request) == value
