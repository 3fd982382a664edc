"""The twin of the generated code: a resolved tree, evaluated as it stands."""

import operator
from collections.abc import Callable
from typing import Any, Protocol

from lightmeter.language import exact, typed
from lightmeter.language.absent import ABSENT
from lightmeter.language.tree import Path
from lightmeter.language.types import IntegerType

__all__ = ["Environment", "evaluate"]


class Environment(Protocol):
    """
    A request as expressions see it.

    Values keep their declared types: an integer is an int (never 3.0), a number an int or a Decimal
    that `exact.is_exact` accepts (never a float), a string a str, a boolean a bool.
    """

    def value(self, path: Path) -> Any:
        """Give a member's value, its default included, or `ABSENT`."""

    def sent(self, path: Path) -> bool:
        """Tell whether a member was sent."""


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_INTEGERS: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "%": operator.mod,
    "//": operator.floordiv,
}
_EXACT: dict[str, Callable[[Any, Any], Any]] = {
    "+": exact.add,
    "-": exact.subtract,
    "*": exact.multiply,
}
_EXTREMES: dict[str, Callable[..., Any]] = {"min": min, "max": max}


def evaluate(node: typed.Node, env: Environment) -> Any:
    """
    Give the value of a resolved tree.

    Returns:
        An int, Decimal, str or bool; `ABSENT` where open cases leave the value open.
    """
    match node:
        case typed.Constant():
            return node.value
        case typed.FieldValue():
            return env.value(node.path)
        case typed.HasField():
            return env.sent(node.path)
        case typed.ArrayLength():
            array = env.value(node.path)
            return 0 if array is ABSENT else len(array)
        case typed.StringLength():
            return len(evaluate(node.operand, env))
        case typed.Lookup():
            cell: Any = node.rows
            for key in node.keys:
                cell = cell[evaluate(key, env)]
            return cell
        case typed.Extreme():
            return _EXTREMES[node.function](*(evaluate(it, env) for it in node.operands))
        case typed.RoundTo():
            return exact.round_to(evaluate(node.operand, env), node.step)
        case typed.Negation():
            operand = evaluate(node.operand, env)
            return -operand if isinstance(node.type, IntegerType) else exact.negate(operand)
        case typed.Arithmetic():
            table = _INTEGERS if isinstance(node.type, IntegerType) else _EXACT
            return table[node.operator](evaluate(node.left, env), evaluate(node.right, env))
        case typed.Comparison():
            return _compare(node, env)
        case typed.Membership():
            # Values of a union need no hash here: a tuple compares one by one.
            return (evaluate(node.operand, env) in node.values) is not node.negated
        case typed.And():
            return all(evaluate(operand, env) for operand in node.operands)
        case typed.Or():
            return any(evaluate(operand, env) for operand in node.operands)
        case typed.Not():
            return not evaluate(node.operand, env)
        case typed.Conditional():
            return _choose(node, env)


def _compare(node: typed.Comparison, env: Environment) -> bool:
    left = evaluate(node.first, env)
    for symbol, operand in node.rest:
        right = evaluate(operand, env)
        if not _COMPARE[symbol](left, right):
            return False
        left = right
    return True


def _choose(node: typed.Conditional, env: Environment) -> Any:
    for when, then in node.cases:
        if evaluate(when, env):
            return evaluate(then, env)
    return ABSENT if node.otherwise is None else evaluate(node.otherwise, env)
