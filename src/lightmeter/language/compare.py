"""Static rules of comparisons: one kind on both sides, and outcomes that can occur."""

from lightmeter.language import tree, typed
from lightmeter.language.errors import ExpressionError
from lightmeter.language.operand import Operand
from lightmeter.language.spelling import nearest
from lightmeter.language.types import (
    StringType,
    UnionType,
    describe,
    describe_values,
    kinds,
    possible,
    strings,
)

__all__ = ["check_pair", "membership"]

_SCALARS = frozenset({"number", "string", "boolean"})


def check_pair(operator: str, left: Operand, right: Operand) -> None:
    """
    Check two neighbours of a comparison.

    Raises:
        ExpressionError: If they cannot be compared, or can never be equal.
    """
    if operator not in {"==", "!="}:
        for side in (left, right):
            if kinds(side.type) != {"number"}:
                raise side.mistake(
                    f"{operator} orders numbers; {side.name} is {describe(side.type)}"
                )
        return
    _check_scalars(left, right)
    left_strings, right_strings = strings(left.type), strings(right.type)
    if left_strings is None or right_strings is None:
        return
    # A literal that cannot occur is underlined alone: it is the slip, not its neighbour.
    for side, other in ((right, left_strings), (left, right_strings)):
        if isinstance(side.node, typed.Constant) and isinstance(side.node.value, str):
            _check_possible(side.node.value, other, side.expr)
            return
    _check_overlap(left_strings, right_strings, left.expr.start, right.expr.end)


def membership(operand: Operand, right: tree.Expr, *, negated: bool) -> typed.Node:
    """
    Check `in` or `not in` and resolve it.

    Raises:
        ExpressionError: If the right side is no list of literals of the operand's kind.
    """
    if not isinstance(right, tree.ListLiteral):
        message = 'to the right of in stands a list of literals, such as ["1K", "2K"]'
        raise ExpressionError(message, right.start, right.end)
    first = Operand(right.items[0], typed.Constant(right.items[0].value))
    for literal in right.items:
        item = Operand(literal, typed.Constant(literal.value))
        if kinds(item.type) != kinds(first.type):
            raise item.mistake(
                f"a list holds literals of one kind; this is {describe(item.type)}, "
                f"the first {describe(first.type)}"
            )
        _check_scalars(operand, item)
        own = strings(operand.type)
        if own is not None and isinstance(literal.value, str):
            _check_possible(literal.value, own, literal)
    values = tuple(literal.value for literal in right.items)
    return typed.Membership(operand.node, values, negated)


def _check_scalars(left: Operand, right: Operand) -> None:
    for side in (left, right):
        if not kinds(side.type) & _SCALARS:
            raise side.mistake(f"{describe(side.type)} cannot be compared; ask for has() or len()")
    start, end = min(left.expr.start, right.expr.start), max(left.expr.end, right.expr.end)
    both = f"{describe(left.type)} and {describe(right.type)}"
    shared = kinds(left.type) & kinds(right.type) & _SCALARS
    if not shared:
        raise ExpressionError(f"{both} are never equal", start, end)
    if isinstance(left.type, UnionType) and isinstance(right.type, UnionType):
        message = "two members of several forms cannot be compared; compare each with a literal"
        raise ExpressionError(message, start, end)
    # Python's True equals 1, so that a union of both would be found equal to the wrong one.
    if "string" not in shared and {"number", "boolean"} <= kinds(left.type) | kinds(right.type):
        raise ExpressionError(f"{both} cannot be told apart in a comparison", start, end)


def _check_possible(text: str, type_: StringType, literal: tree.Expr) -> None:
    if possible(type_, text):
        return
    values = type_.values or frozenset()
    known = describe_values(values)
    if type_.pattern is not None:
        known = f"{known}, or text of the declared form" if known else "text of the declared form"
    near = nearest(text, values)
    raise ExpressionError(
        f"{text!r} can never occur here; possible: {known}",
        literal.start,
        literal.end,
        f'"{near}"' if near else "",
    )


def _check_overlap(left: StringType, right: StringType, start: int, end: int) -> None:
    for one, other in ((left, right), (right, left)):
        if one.values is None or one.pattern is not None:
            continue
        if not any(possible(other, value) for value in one.values):
            mine = describe_values(one.values)
            theirs = describe_values(other.values or ()) or "text of the declared form"
            message = f"these are never equal: one is {mine}, the other {theirs}"
            raise ExpressionError(message, start, end)
