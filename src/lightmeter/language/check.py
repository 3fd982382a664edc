"""The checker: from the tree of an expression to a resolved tree that cannot fail."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import attrs

from lightmeter.language import arithmetic, compare, names, tables, tree, typed
from lightmeter.language.errors import ExpressionError, mistake
from lightmeter.language.facts import Facts, facts_if_false, facts_if_true
from lightmeter.language.operand import Operand
from lightmeter.language.scope import (
    Case,
    FieldDeclaration,
    LetDeclaration,
    Scope,
    TableDeclaration,
    fields,
)
from lightmeter.language.types import (
    ArrayType,
    IntegerType,
    Kind,
    Type,
    describe,
    join,
    kinds,
)

__all__ = ["MAX_DEPTH", "MAX_NODES", "Expansions", "check", "check_cases", "check_let"]

MAX_NODES: Final = 2_000
"""Parts of an expression once every named value is put in place."""

MAX_DEPTH: Final = 64
"""Parts inside one another, so that no later walk exhausts the stack or Python's own parser."""

_MAX_ITEMS = 2**31
_ARITY = {"has": 1, "len": 1, "round_to": 2}


@attrs.frozen
class _Expansion:
    """
    A named value that was put in place once.

    Attributes:
        facts: Members known to be present there; with them or more it is the same again.
        node: What it has become.
        nodes: Its parts.
        depth: How deep they lie in one another.
    """

    facts: Facts
    node: typed.Node
    nodes: int
    depth: int


Expansions: TypeAlias = dict[str, list[_Expansion]]
"""Named values that were put in place before, for checks that share a scope."""


def check(
    expr: tree.Expr,
    scope: Scope,
    *,
    facts: Facts = frozenset(),
    expected: Kind | None = None,
    expansions: Expansions | None = None,
) -> typed.Typed:
    """
    Prove that an expression has a value in every request, and resolve it.

    Args:
        expr: As parsed.
        scope: What its names stand for.
        facts: Members known to be present here.
        expected: What it must give; None accepts everything but arrays, objects and tables.
        expansions: Of earlier checks with the same scope; this check adds its own.

    Raises:
        ExpressionError: At what cannot be proven.
    """
    walk = _walk(scope, expansions)
    node = walk.visit(expr, _Here(facts))
    Operand(expr, node).expect(expected or "scalar")
    return typed.Typed(node, walk.nodes + walk.cells)


def check_cases(
    cases: Sequence[Case],
    scope: Scope,
    facts: Facts = frozenset(),
    *,
    open: bool = False,
    expected: Kind | None = None,
) -> typed.Typed:
    """
    Prove ordered cases and resolve them; one case without a condition is just its value.

    Args:
        cases: At least one; only the last has no condition.
        scope: What names stand for.
        facts: Members known to be present here.
        open: Whether the last case may have a condition too; where no case applies the value is
            then `ABSENT`.
        expected: What each value must be.

    Raises:
        ExpressionError: At what cannot be proven; its `where` names the case and the part.
    """
    walk = _Walk(scope)
    node = walk.cases(cases, _Here(facts), is_open=open, expected=expected or "scalar")
    return typed.Typed(node, walk.nodes + walk.cells)


def check_let(
    declaration: LetDeclaration, scope: Scope, *, expansions: Expansions | None = None
) -> typed.Typed:
    """
    Check a named value in its own text, as if every member were present.

    What it may rely on is known only where it is used; this finds all other mistakes at home.

    Raises:
        ExpressionError: Its `where` names the case and the part.
    """
    here = _Here(fields(scope), lets=(declaration.name,))
    walk = _walk(scope, expansions)
    node = walk.cases(declaration.cases, here, expected=None)
    return typed.Typed(node, walk.nodes + walk.cells)


class _ExpansionError(ExpressionError):
    """Named values that cannot be put in place at all, wherever that was tried."""


@attrs.frozen
class _Here:
    """What is known at one place: facts, depth, and the named values being put in place."""

    facts: Facts
    depth: int = 0
    lets: tuple[str, ...] = ()

    def deeper(self) -> "_Here":
        return _Here(self.facts, self.depth + 1, self.lets)

    def knowing(self, facts: Facts) -> "_Here":
        return _Here(self.facts | facts, self.depth, self.lets)


@attrs.define
class _Walk:
    """One check, named values included."""

    scope: Scope
    nodes: int = 0
    deepest: int = 0
    cells: int = 0
    lookups: dict[object, typed.Lookup] = attrs.field(factory=dict)
    expansions: Expansions = attrs.field(factory=dict)

    def visit(self, expr: tree.Expr, here: _Here) -> typed.Node:
        self._count(expr, here.depth)
        below = here.deeper()
        match expr:
            case tree.Literal():
                return typed.Constant(expr.value)
            case tree.ListLiteral():
                raise mistake(expr, "a list stands to the right of in only")
            case tree.Name():
                return self._name(expr, below)
            case tree.Index():
                return self._index(expr, below)
            case tree.Call():
                return self._call(expr, below)
            case tree.Negate():
                return arithmetic.negation(self._operand(expr.operand, below))
            case tree.Binary():
                left, right = self._operand(expr.left, below), self._operand(expr.right, below)
                return arithmetic.binary(expr, left, right)
            case tree.Compare():
                return self._compare(expr, below)
            case tree.And():
                return typed.And(self._conditions(expr.operands, below, holding=True))
            case tree.Or():
                return typed.Or(self._conditions(expr.operands, below, holding=False))
            case tree.Not():
                return typed.Not(self._condition(expr.operand, below))

    def cases(
        self,
        cases: Sequence[Case],
        here: _Here,
        *,
        is_open: bool = False,
        expected: Kind | None = None,
    ) -> typed.Node:
        pairs: list[tuple[typed.Node, typed.Node]] = []
        type_: Type | None = None
        for index, case in enumerate(cases):
            when: typed.Node | None = None
            inside = here
            if case.when is not None:
                with _Where(index, "when"):
                    when = self._condition(case.when, here)
                    if index == len(cases) - 1 and not is_open:
                        message = "the last case has no condition: one case must always apply"
                        raise mistake(case.when, message)
                inside = here.knowing(facts_if_true(typed.Typed(when)))
            with _Where(index, "then"):
                then = self._operand(case.then, inside)
                if expected is not None:
                    then.expect(expected)
                joined = then.type if type_ is None else join(type_, then.type)
                if joined is None:
                    both = f"{describe(type_ or then.type)} as well as {describe(then.type)}"
                    raise then.mistake(f"the cases give {both}")
                type_ = joined
            if when is None:
                if index < len(cases) - 1:
                    with _Where(index + 1, "then"):
                        message = "this case is never reached: the one before always applies"
                        raise mistake(cases[index + 1].then, message)
                return typed.Conditional(tuple(pairs), then.node, type_) if pairs else then.node
            pairs.append((when, then.node))
            here = here.knowing(facts_if_false(typed.Typed(when)))
        if type_ is None:
            raise ExpressionError("there is no case", 0, 0)
        return typed.Conditional(tuple(pairs), None, type_)

    def _operand(self, expr: tree.Expr, here: _Here) -> Operand:
        return Operand(expr, self.visit(expr, here))

    def _condition(self, expr: tree.Expr, here: _Here) -> typed.Node:
        operand = self._operand(expr, here)
        operand.expect("boolean")
        return operand.node

    def _conditions(
        self, operands: Sequence[tree.Expr], here: _Here, *, holding: bool
    ) -> tuple[typed.Node, ...]:
        """Check conditions from left to right, each knowing how the ones before turned out."""
        nodes = []
        learn = facts_if_true if holding else facts_if_false
        for operand in operands:
            node = self._condition(operand, here)
            nodes.append(node)
            here = here.knowing(learn(typed.Typed(node)))
        return tuple(nodes)

    def _compare(self, expr: tree.Compare, here: _Here) -> typed.Node:
        first = left = self._operand(expr.first, here)
        rest = []
        for operator, right_expr in expr.rest:
            if operator == "in" or operator == "not in":  # noqa: PLR1714 - narrows
                return compare.membership(left, right_expr, negated=operator == "not in")
            right = self._operand(right_expr, here)
            compare.check_pair(operator, left, right)
            rest.append((operator, right.node))
            left = right
        return typed.Comparison(first.node, tuple(rest))

    def _name(self, expr: tree.Name, here: _Here) -> typed.Node:
        match names.declaration(expr, self.scope):
            case FieldDeclaration() as field:
                return names.field_value(expr, field, here.facts)
            case LetDeclaration() as let:
                return self._let(expr, let, here)
            case TableDeclaration(name=name):
                raise mistake(expr, f"{name} is a table; index it: {name}[...]")

    def _let(self, expr: tree.Name, let: LetDeclaration, here: _Here) -> typed.Node:
        if let.name in here.lets:
            chain = " -> ".join((*here.lets[here.lets.index(let.name) :], let.name))
            message = f"named values refer to each other in a circle: {chain}"
            raise _ExpansionError(message, expr.start, expr.end)
        known = self.expansions.setdefault(let.name, [])
        for expansion in known:
            # What has a value where less is present has the same value here.
            if expansion.facts <= here.facts:
                self._count(expr, here.depth + expansion.depth, expansion.nodes)
                return expansion.node
        inside = _Here(here.facts, here.depth, (*here.lets, let.name))
        nodes, deepest, self.deepest = self.nodes, self.deepest, here.depth
        try:
            node = self.cases(let.cases, inside)
        # The mistake is shown where the name stands: only there is it known what is missing.
        except _ExpansionError as error:
            raise _ExpansionError(error.message, expr.start, expr.end) from error
        except ExpressionError as error:
            message = error.message if error.cell else f"{let.name}: {error.message}"
            outer = ExpressionError(message, expr.start, expr.end)
            outer.missing, outer.unreached = error.missing, error.unreached
            outer.cell = error.cell
            raise outer from error
        # Whoever asks which cases were taken needs to know whose they are; a plain value that
        # stands for another one keeps the other's name.
        if isinstance(node, typed.Conditional) and not node.name:
            node = attrs.evolve(node, name=let.name)
        depth = self.deepest - here.depth
        known.append(_Expansion(here.facts, node, self.nodes - nodes, depth))
        self.deepest = max(deepest, self.deepest)
        return node

    def _index(self, expr: tree.Index, here: _Here) -> typed.Node:
        declaration = names.declaration(expr.table, self.scope)
        if not isinstance(declaration, TableDeclaration):
            raise mistake(expr.table, f"{'.'.join(expr.table.path)} is no table")
        keys = [self._operand(key, here) for key in expr.keys]
        # Keys of the same types reach the same cells; a large table is walked once for them.
        sort = (declaration.name, *((it.type, isinstance(it.node, typed.Constant)) for it in keys))
        if sort not in self.lookups:
            self.cells += tables.count_cells(declaration.type)
            found = tables.lookup(expr, declaration.type, keys)
            self.lookups[sort] = attrs.evolve(found, name=declaration.name)
        return attrs.evolve(self.lookups[sort], keys=tuple(key.node for key in keys))

    def _call(self, expr: tree.Call, here: _Here) -> typed.Node:
        arguments = expr.arguments
        arity = _ARITY.get(expr.function)
        if arity is not None and len(arguments) != arity:
            plural = "argument" if arity == 1 else "arguments"
            raise mistake(expr, f"{expr.function} takes {arity} {plural}, not {len(arguments)}")
        match expr.function:
            case "has":
                return names.has_field(arguments[0], self.scope)
            case "len":
                return self._len(arguments[0], here)
            case "round_to":
                first, second = (self._operand(argument, here) for argument in arguments)
                return arithmetic.round_to(expr, first, second)
        if len(arguments) < 2:
            raise mistake(expr, f"{expr.function} takes two or more arguments")
        function: Literal["min", "max"] = "min" if expr.function == "min" else "max"
        return arithmetic.extreme(function, [self._operand(it, here) for it in arguments])

    def _len(self, argument: tree.Expr, here: _Here) -> typed.Node:
        field = names.alias(argument, self.scope)
        if field is not None and isinstance(field.type, ArrayType):
            # An absent array has no items, so that its length needs no guard.
            maximum = _MAX_ITEMS if field.type.maximum is None else field.type.maximum
            return typed.ArrayLength(field.path, IntegerType(0, min(maximum, _MAX_ITEMS)))
        operand = self._operand(argument, here)
        if kinds(operand.type) != {"string"}:
            raise operand.mistake(f"len takes an array or a string, not {describe(operand.type)}")
        return typed.StringLength(operand.node, IntegerType(0, _MAX_ITEMS))

    def _count(self, expr: tree.Expr, depth: int, nodes: int = 1) -> None:
        self.nodes += nodes
        self.deepest = max(self.deepest, depth)
        if self.nodes > MAX_NODES:
            message = f"with its named values put in place this has more than {MAX_NODES} parts"
            raise _ExpansionError(message, expr.start, expr.end)
        if depth >= MAX_DEPTH:
            message = f"parts lie more than {MAX_DEPTH} deep inside one another"
            raise _ExpansionError(message, expr.start, expr.end)


def _walk(scope: Scope, expansions: Expansions | None) -> _Walk:
    # An empty store is one to be filled, so it counts as given.
    return _Walk(scope) if expansions is None else _Walk(scope, expansions=expansions)


@attrs.frozen
class _Where:
    """Marks an error that passes with the case and the part it comes from."""

    index: int
    part: str

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, ExpressionError) and not error.where:
            error.where = (self.index, self.part)
