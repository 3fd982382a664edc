"""
The expressions of a pack in CEL, and the engine that evaluates them.

An oracle is worth what it does not share with what it checks. So nothing of lightmeter is used
here: the language has Python's spelling, hence Python's own parser reads it, and the tree is walked
into the text of another language, which an engine written by others runs. What both sides have in
common is the text of the pack.

CEL has neither exact decimals nor named values. A number is therefore an integer together with the
number of its decimal places, which is known without running anything; a named value is put in place
of its name. Division truncates in CEL and floors in the language, which is written out.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

__all__ = [
    "NUMBER_PLACES",
    "Binding",
    "CelError",
    "Term",
    "Vocabulary",
    "binding",
    "compile_cel",
    "export",
    "export_ends",
    "export_value",
]

NUMBER_PLACES: Final = 3
"""Decimal places that a member of type number is bound with."""

_AMOUNT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,12})?").fullmatch
_OPERATORS: Final = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class CelError(Exception):
    """The engine refused an expression, or gave an error instead of a value."""


@attrs.frozen
class Term:
    """
    An expression in CEL.

    Attributes:
        text: Bound tightly enough to stand in any other.
        places: The value is this integer divided by so many tens; None where it is no number.
    """

    text: str
    places: int | None = None

    def scaled(self, places: int) -> str:
        """The text of the same number with more decimal places."""
        assert self.places is not None
        return (
            self.text
            if self.places == places
            else f"({self.text} * {10 ** (places - self.places)})"
        )


@attrs.frozen
class Vocabulary:
    """
    What the names of a pack stand for, as its TOML has them.

    Attributes:
        members: Dotted path of a member, or of a part of one, to the names of its types.
        lets: Name to an expression, an array of cases, or a table.
    """

    members: Mapping[str, tuple[str, ...]]
    lets: Mapping[str, Any]


def export(text: str | int, vocabulary: Vocabulary) -> Term:
    """Write one expression in CEL."""
    source = str(text)
    return _Walk(source, vocabulary).visit(ast.parse(source, mode="eval").body)


def export_value(value: Any, vocabulary: Vocabulary) -> Term:
    """Write a named value in CEL: an expression, or cases of which the first that holds counts."""
    if not isinstance(value, list):
        return export(value, vocabulary)
    thens = [export(case["then"], vocabulary) for case in value]
    places = _common(thens)
    text = _at(thens[-1], places)
    for case, then in zip(value[-2::-1], thens[-2::-1], strict=True):
        text = f"({export(case['when'], vocabulary).text} ? {_at(then, places)} : {text})"
    return Term(text, places)


def export_ends(value: Any, vocabulary: Vocabulary) -> Term:
    """Write a billed quantity or rate: a list of its two ends, empty where no case holds."""
    if value is None:
        return Term("[]", 0)
    cases = value if isinstance(value, list) else [value]
    rows = [case if isinstance(case, Mapping) else {"then": case} for case in cases]
    ends = [
        tuple(
            export(row["then" if "then" in row else key], vocabulary)
            for key in ("minimum", "maximum")
        )
        for row in rows
    ]
    places = _common([end for pair in ends for end in pair])
    text = "[]"
    for row, (low, high) in zip(reversed(rows), reversed(ends), strict=True):
        pair = f"[{_at(low, places)}, {_at(high, places)}]"
        when = row.get("when")
        text = pair if when is None else f"({export(when, vocabulary).text} ? {pair} : {text})"
    return Term(text, places)


def _common(terms: Sequence[Term]) -> int | None:
    """Decimal places that hold all of them; None where they are no numbers."""
    known = [term.places for term in terms if term.places is not None]
    assert len(known) in (0, len(terms)), "numbers and other values are mixed"
    return max(known, default=None)


def _at(term: Term, places: int | None) -> str:
    return term.text if places is None else term.scaled(places)


@attrs.frozen
class _Walk:
    """One expression, node by node."""

    source: str
    vocabulary: Vocabulary

    def visit(self, node: ast.expr) -> Term:
        match node:
            case ast.Constant():
                return self.constant(node)
            case ast.Name() | ast.Attribute():
                return self.name(_dotted(node))
            case ast.Subscript():
                return self.cell(node)
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self.call(function, arguments)
            case ast.BoolOp(op=operator, values=values):
                sign = " && " if isinstance(operator, ast.And) else " || "
                return Term(f"({sign.join(self.visit(value).text for value in values)})")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Term(f"!{self.visit(operand).text}")
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.visit(operand)
                return Term(f"(-{inner.text})", inner.places)
            case ast.BinOp():
                return self.arithmetic(node)
            case ast.Compare():
                return self.comparison(node)
        raise NotImplementedError(ast.dump(node))

    def constant(self, node: ast.Constant) -> Term:
        match node.value:
            case str() as text:
                return Term(_quoted(text))
            case float():
                # The number as it is written: the float that Python read is not exact.
                digits = ast.get_source_segment(self.source, node)
                assert digits is not None
                return _number(Decimal(digits))
            case int() as whole:
                return Term(str(whole), 0)
        raise NotImplementedError(ast.dump(node))

    def name(self, name: str) -> Term:
        if name in ("true", "false"):
            return Term(name)
        if name in self.vocabulary.members:
            types = self.vocabulary.members[name]
            places = NUMBER_PLACES if "number" in types else 0 if "integer" in types else None
            return Term(f"value[{_quoted(name)}]", places)
        return export_value(self.vocabulary.lets[name], self.vocabulary)

    def cell(self, node: ast.Subscript) -> Term:
        keys: list[str] = []
        table: ast.expr = node
        while isinstance(table, ast.Subscript):
            keys.insert(0, f"[{self.visit(table.slice).text}]")
            table = table.value
        rows = self.vocabulary.lets[_dotted(table)]
        places = _places(rows)
        return Term(_table(rows, places) + "".join(keys), places)

    def call(self, function: str, arguments: Sequence[ast.expr]) -> Term:
        match function:
            case "has":
                return Term(f"({_quoted(_dotted(arguments[0]))} in sent)")
            case "len":
                return self.length(arguments[0])
            case "round_to":
                return self.rounded(*map(self.visit, arguments))
        terms = [self.visit(argument) for argument in arguments]
        places = _common(terms)
        sign = "<=" if function == "min" else ">="
        text = _at(terms[0], places)
        for term in terms[1:]:
            text = f"cel.bind(a, {text}, cel.bind(b, {_at(term, places)}, (a {sign} b ? a : b)))"
        return Term(text, places)

    def length(self, argument: ast.expr) -> Term:
        name = self.alias(argument)
        if name is not None and "array" in self.vocabulary.members[name]:
            key = _quoted(name)
            return Term(f"({key} in sent ? size(value[{key}]) : 0)", 0)
        return Term(f"size({self.visit(argument).text})", 0)

    def alias(self, node: ast.expr) -> str | None:
        """The member that an expression names, directly or by plain named values."""
        while isinstance(node, ast.Name | ast.Attribute):
            name = _dotted(node)
            if name in self.vocabulary.members:
                return name
            value = self.vocabulary.lets.get(name)
            if not isinstance(value, str):
                return None
            node = ast.parse(value, mode="eval").body
        return None

    def rounded(self, value: Term, step: Term) -> Term:
        # The nearest multiple, halves up; a positive number never becomes 0.
        nearest = f"({_floored(f'(2 * v + {step.text})', f'(2 * {step.text})')} * {step.text})"
        least = f"cel.bind(r, {nearest}, (v > 0 && r < {step.text} ? {step.text} : r))"
        return Term(f"cel.bind(v, {value.text}, {least})", 0)

    def arithmetic(self, node: ast.BinOp) -> Term:
        left, right = self.visit(node.left), self.visit(node.right)
        assert left.places is not None
        assert right.places is not None
        match node.op:
            case ast.FloorDiv():
                return Term(_floored(left.text, right.text), 0)
            case ast.Mod():
                return Term(f"(({left.text} % {right.text} + {right.text}) % {right.text})", 0)
            case ast.Mult():
                return Term(f"({left.text} * {right.text})", left.places + right.places)
        sign = "+" if isinstance(node.op, ast.Add) else "-"
        places = max(left.places, right.places)
        return Term(f"({left.scaled(places)} {sign} {right.scaled(places)})", places)

    def comparison(self, node: ast.Compare) -> Term:
        pairs = []
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            pairs.append(self.pair(left, operator, right))
            left = right
        return Term(f"({' && '.join(pairs)})")

    def pair(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str:
        first = self.visit(left)
        if isinstance(operator, ast.In | ast.NotIn):
            assert isinstance(right, ast.List)
            items = [self.visit(item) for item in right.elts]
            places = _common([first, *items])
            listed = ", ".join(_at(item, places) for item in items)
            found = f"({_at(first, places)} in [{listed}])"
            return f"!{found}" if isinstance(operator, ast.NotIn) else found
        second = self.visit(right)
        places = _common([first, second]) if first.places is not None else None
        return f"{_at(first, places)} {_OPERATORS[type(operator)]} {_at(second, places)}"


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    assert isinstance(node, ast.Name)
    return node.id


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(value: Decimal, places: int | None = None) -> Term:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    own = max(-exponent, 0)
    whole = int(value.scaleb(own if places is None else places))
    return Term(str(whole), own if places is None else places)


def _floored(left: str, right: str) -> str:
    """The quotient by a positive number, rounded down as the language does."""
    return f"cel.bind(q, {left}, (q % {right} < 0 ? q / {right} - 1 : q / {right}))"


def _places(rows: Any) -> int | None:
    """Decimal places that hold every cell of a table; None where the cells are texts."""
    cells = list(_cells(rows))
    if not all(isinstance(cell, int) or _AMOUNT(cell) for cell in cells):
        return None
    known = (_number(Decimal(cell)).places for cell in cells)
    return max(places for places in known if places is not None)


def _cells(rows: Any) -> Sequence[int | str]:
    if isinstance(rows, Mapping):
        return [cell for row in rows.values() for cell in _cells(row)]
    return [rows]


def _table(rows: Any, places: int | None) -> str:
    if isinstance(rows, Mapping):
        entries = (f"{_quoted(key)}: {_table(row, places)}" for key, row in rows.items())
        return "{" + ", ".join(entries) + "}"
    return _quoted(str(rows)) if places is None else _number(Decimal(rows), places).text


# The engine ---------------------------------------------------------------------------------------


@attrs.frozen
class Binding:
    """
    A request as expressions in CEL see it.

    Attributes:
        value: Dotted path to value, for every member that has one.
        sent: Dotted path to true, for every member that was sent.
    """

    value: Mapping[str, Any]
    sent: Mapping[str, bool]


Run = Callable[[Any], Any]


def binding(values: Binding) -> Any:
    """Bind a request once, for many expressions."""
    return _environment().Activation({"value": values.value, "sent": values.sent})


def compile_cel(text: str) -> Run:
    """
    Compile an expression.

    Returns:
        A function of what `binding` gives, which raises CelError where there is no value.

    Raises:
        CelError: If the engine refuses the expression.
    """
    from cel_expr_python import cel  # noqa: PLC0415 - the tests that need it skip without it

    try:
        compiled = _environment().compile(text)
    except RuntimeError as error:
        raise CelError(f"{error}\n{text}") from error

    def run(bound: Any) -> Any:
        found = compiled.eval(bound)
        if found.type() == cel.Type.ERROR:
            raise CelError(f"{found.value()}\n{text}")
        return found.plain_value()

    return run


_engine: list[Any] = []


def _environment() -> Any:
    if not _engine:
        from cel_expr_python import cel  # noqa: PLC0415 - as above
        from cel_expr_python.ext import ext_bindings  # noqa: PLC0415 - as above

        name, anything = cel.Type.STRING, cel.Type.DYN
        _engine.append(
            cel.NewEnv(
                variables={
                    "value": cel.Type.Map(name, anything),
                    "sent": cel.Type.Map(name, cel.Type.BOOL),
                },
                extensions=[ext_bindings.ExtBindings()],
            )
        )
    return _engine[0]
