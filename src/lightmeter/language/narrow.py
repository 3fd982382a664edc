"""
An expression once something is known of its members: folded as far as that goes.

Knowing that `size` is "auto" and that `n` lies from 4 to 7, a condition is often evident where it
was not before. What is not known stays as it was.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

import attrs

from lightmeter.language import exact, typed
from lightmeter.language.interpret import evaluate
from lightmeter.language.tree import Path, Scalar
from lightmeter.language.truth import constant_truth
from lightmeter.language.types import (
    IntegerType,
    StringType,
    Type,
    bounds,
    kinds,
    possible,
    type_of_literal,
)

__all__ = ["Known", "narrow"]

Value: TypeAlias = Scalar | Type


@attrs.frozen
class Known:
    """
    What is known of a request.

    Attributes:
        values: A member's value, or the type of it; of what can only be an array the type of its
            length. Members without a value are left out.
        sent: Whether a member was sent.
    """

    values: Mapping[Path, Value] = attrs.field(factory=dict)
    sent: Mapping[Path, bool] = attrs.field(factory=dict)


def narrow(node: typed.Node, known: Known) -> typed.Node:
    """Fold an expression; the result means the same in every request that is as known."""
    match node:
        case typed.Constant():
            return node
        case typed.FieldValue():
            return _value(node, known)
        case typed.HasField():
            sent = known.sent.get(node.path)
            return node if sent is None else typed.Constant(sent)
        case typed.ArrayLength():
            return _length(node, known)
        case typed.Conditional():
            return _cases(node, known)
        case typed.Lookup():
            keys = tuple(narrow(key, known) for key in node.keys)
            return _folded(attrs.evolve(node, keys=keys))
        case typed.StringLength() | typed.Negation() | typed.RoundTo() | typed.Not():
            return _retyped(_folded(attrs.evolve(node, operand=narrow(node.operand, known))))
        case typed.Membership():
            return _member(attrs.evolve(node, operand=narrow(node.operand, known)))
        case typed.Arithmetic():
            left, right = narrow(node.left, known), narrow(node.right, known)
            return _retyped(_folded(attrs.evolve(node, left=left, right=right)))
        case typed.Extreme() | typed.And() | typed.Or():
            operands = tuple(narrow(it, known) for it in node.operands)
            return _retyped(_folded(attrs.evolve(node, operands=operands)))
        case typed.Comparison():
            first = narrow(node.first, known)
            rest = tuple((operator, narrow(it, known)) for operator, it in node.rest)
            return _folded(attrs.evolve(node, first=first, rest=rest))


def _value(node: typed.FieldValue, known: Known) -> typed.Node:
    if node.path not in known.values:
        return node
    value = known.values[node.path]
    if isinstance(value, int | str | Decimal):
        return typed.Constant(value)
    return typed.FieldValue(node.path, value)


def _length(node: typed.ArrayLength, known: Known) -> typed.Node:
    length = known.values.get(node.path)
    if isinstance(length, IntegerType):
        return _exact(attrs.evolve(node, type=length))
    # An array that is known to be absent has no items.
    return typed.Constant(0) if known.sent.get(node.path) is False else node


def _cases(node: typed.Conditional, known: Known) -> typed.Node:
    cases: list[tuple[typed.Node, typed.Node]] = []
    for when, then in node.cases:
        condition = narrow(when, known)
        truth = constant_truth(typed.Typed(condition))
        if truth is False:
            continue
        value = narrow(then, known)
        if truth is True:
            return attrs.evolve(node, cases=tuple(cases), otherwise=value) if cases else value
        cases.append((condition, value))
    otherwise = None if node.otherwise is None else narrow(node.otherwise, known)
    if not cases and otherwise is not None:
        return otherwise
    return attrs.evolve(node, cases=tuple(cases), otherwise=otherwise)


def _member(node: typed.Membership) -> typed.Node:
    folded = _folded(node)
    type_ = node.operand.type
    if not any(kinds(type_) & kinds(type_of_literal(it)) for it in node.values):
        return typed.Constant(node.negated)
    if isinstance(type_, StringType):
        texts = (it for it in node.values if isinstance(it, str))
        return folded if any(possible(type_, it) for it in texts) else typed.Constant(node.negated)
    return folded


class _Nothing:
    """A request of which nothing has to be asked."""

    def value(self, path: Path) -> object:
        raise AssertionError(path)

    def sent(self, path: Path) -> bool:
        raise AssertionError(path)


_NOTHING = _Nothing()


def _folded(node: typed.Node) -> typed.Node:
    """Work out an expression whose operands are all constants."""
    if all(isinstance(it, typed.Constant) for it in typed.children(node)):
        return typed.Constant(evaluate(node, _NOTHING))
    return node


def _retyped(node: typed.Node) -> typed.Node:
    """The bounds of a whole number, worked out anew from those of its operands."""
    match node:
        case typed.Arithmetic(type=IntegerType()):
            return _exact(attrs.evolve(node, type=_arithmetic(node)))
        case typed.Extreme(type=IntegerType()):
            ends = [bounds(it.type) for it in node.operands if isinstance(it.type, IntegerType)]
            choose = min if node.function == "min" else max
            low, high = choose(end[0] for end in ends), choose(end[1] for end in ends)
            return _exact(attrs.evolve(node, type=IntegerType(low, high)))
        case typed.Negation(operand=operand, type=IntegerType()) if isinstance(
            operand.type, IntegerType
        ):
            low, high = bounds(operand.type)
            return _exact(attrs.evolve(node, type=IntegerType(-high, -low)))
        case typed.RoundTo(operand=operand) if isinstance(operand.type, IntegerType):
            low, high = (exact.round_to(it, node.step) for it in bounds(operand.type))
            return _exact(attrs.evolve(node, type=IntegerType(low, high)))
    return node


def _arithmetic(node: typed.Arithmetic) -> IntegerType:
    left, right = node.left.type, node.right.type
    assert isinstance(left, IntegerType)
    assert isinstance(right, IntegerType)
    (low, high), (less, more) = bounds(left), bounds(right)
    match node.operator:
        case "+":
            return IntegerType(low + less, high + more)
        case "-":
            return IntegerType(low - more, high - less)
        case "*":
            corners = (low * less, low * more, high * less, high * more)
            return IntegerType(min(corners), max(corners))
        case "//":
            return IntegerType(low // less, high // less)
        case _:
            # The remainders of a stretch within one multiple lie in order.
            same = low // less == high // less
            return IntegerType(low % less, high % less) if same else IntegerType(0, less - 1)


def _exact(node: typed.Node) -> typed.Node:
    """A constant in place of a whole number that has one value alone."""
    type_ = node.type
    if not isinstance(type_, IntegerType) or type_.minimum is None:
        return node
    return typed.Constant(type_.minimum) if type_.minimum == type_.maximum else node
