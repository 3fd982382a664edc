"""Static rules of arithmetic: numbers only, and integers that provably stay exact."""

from collections.abc import Sequence
from typing import Literal

from lightmeter.language import exact, tree, typed
from lightmeter.language.errors import ExpressionError
from lightmeter.language.operand import Operand
from lightmeter.language.types import NUMBER, IntegerType, NumberType, Type, bounds, describe

__all__ = ["binary", "extreme", "negation", "round_to"]

_SAFE = exact.SAFE_INTEGER


def binary(expr: tree.Binary, left: Operand, right: Operand) -> typed.Node:
    """
    Check a sum, difference, product, remainder or quotient.

    Raises:
        ExpressionError: If an operand is no number, or the result may leave the safe integers.
    """
    if expr.operator in {"%", "//"}:
        return _by_literal(expr, left, right)
    for side in (left, right):
        _demand_number(side, expr.operator)
    type_: Type = NUMBER
    if isinstance(left.type, IntegerType) and isinstance(right.type, IntegerType):
        interval = _interval(expr.operator, bounds(left.type), bounds(right.type))
        type_ = _safe(interval, expr, (left, right))
    return typed.Arithmetic(expr.operator, left.node, right.node, type_)


def negation(operand: Operand) -> typed.Node:
    """Check a minus sign; before a literal it belongs to the number."""
    _demand_number(operand, "-")
    node, type_ = operand.node, operand.type
    if isinstance(node, typed.Constant) and not isinstance(node.value, str):
        whole = isinstance(node.value, int)
        return typed.Constant(-node.value if whole else exact.negate(node.value))
    if isinstance(type_, IntegerType):
        least, greatest = type_.minimum, type_.maximum
        type_ = IntegerType(
            None if greatest is None else -greatest,
            None if least is None else -least,
        )
    return typed.Negation(node, type_)


def extreme(function: Literal["min", "max"], operands: Sequence[Operand]) -> typed.Node:
    """Check `min` or `max`; a bound of one operand can bound the result."""
    types = []
    for operand in operands:
        _demand_number(operand, function)
        if isinstance(operand.type, IntegerType):
            types.append(operand.type)
    nodes = tuple(operand.node for operand in operands)
    if len(types) < len(operands):
        return typed.Extreme(function, nodes, NUMBER)
    least = [it.minimum for it in types if it.minimum is not None]
    greatest = [it.maximum for it in types if it.maximum is not None]
    if function == "min":
        type_ = IntegerType(
            min(least) if len(least) == len(types) else None,
            min(greatest, default=None),
        )
    else:
        type_ = IntegerType(
            max(least, default=None),
            max(greatest) if len(greatest) == len(types) else None,
        )
    return typed.Extreme(function, nodes, type_)


def round_to(expr: tree.Call, operand: Operand, step: Operand) -> typed.Node:
    """Check `round_to`, which rounds integers to a literal step."""
    if not isinstance(operand.type, IntegerType):
        raise operand.mistake(
            f"round_to rounds integers; {operand.name} is {describe(operand.type)}"
        )
    size = _positive_literal(step, "the step of round_to is")
    least, greatest = (exact.round_to(bound, size) for bound in bounds(operand.type))
    return typed.RoundTo(operand.node, size, _safe((least, greatest), expr, (operand,)))


def _by_literal(expr: tree.Binary, left: Operand, right: Operand) -> typed.Node:
    operator = expr.operator
    if not isinstance(left.type, IntegerType):
        raise left.mistake(f"{operator} divides integers; {left.name} is {describe(left.type)}")
    divisor = _positive_literal(right, f"to the right of {operator} stands")
    least, greatest = bounds(left.type)
    if operator == "//":
        type_ = IntegerType(least // divisor, greatest // divisor)
    elif least >= 0 and greatest < divisor:
        type_ = IntegerType(least, greatest)
    else:
        type_ = IntegerType(0, divisor - 1)
    return typed.Arithmetic(operator, left.node, right.node, type_)


def _positive_literal(operand: Operand, what: str) -> int:
    expr = operand.expr
    if isinstance(expr, tree.Literal):
        value = expr.value
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    raise operand.mistake(f"{what} a positive whole number, written out, such as 16")


def _demand_number(operand: Operand, operator: str) -> None:
    if not isinstance(operand.type, IntegerType | NumberType):
        raise operand.mistake(
            f"{operator} takes numbers; {operand.name} is {describe(operand.type)}"
        )


def _interval(
    operator: tree.BinaryOperator, left: tuple[int, int], right: tuple[int, int]
) -> tuple[int, int]:
    (low, high), (less, more) = left, right
    if operator == "+":
        return low + less, high + more
    if operator == "-":
        return low - more, high - less
    corners = (low * less, low * more, high * less, high * more)
    return min(corners), max(corners)


def _safe(interval: tuple[int, int], expr: tree.Expr, operands: Sequence[Operand]) -> IntegerType:
    """Refuse a result that may be beyond the integers every language holds exactly."""
    least, greatest = interval
    if least >= -_SAFE and greatest <= _SAFE:
        return IntegerType(least, greatest)
    for operand in operands:
        type_ = operand.type
        if isinstance(type_, IntegerType) and None in {type_.minimum, type_.maximum}:
            side = "upper" if type_.maximum is None else "lower"
            raise operand.mistake(
                f"{operand.name} has no {side} bound, so the result may leave ±(2^53 - 1); "
                "declare one, or compare without arithmetic"
            )
    far = greatest if greatest > _SAFE else least
    message = f"the result may be as far as {far}, beyond ±(2^53 - 1)"
    raise ExpressionError(message, expr.start, expr.end)
