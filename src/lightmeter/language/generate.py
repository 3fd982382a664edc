"""
From a resolved tree to the source of a Python expression.

Text of a pack reaches the source only as the `repr` of an int, bool or str, or as an object behind
a name that the caller gives. Besides these names the source uses the built-in `len`, `min` and
`max`.
"""

from decimal import Decimal
from typing import Final, Protocol

from lightmeter.language import exact, typed
from lightmeter.language.absent import ABSENT
from lightmeter.language.tree import Path
from lightmeter.language.types import IntegerType, UnionType

__all__ = ["Names", "generate"]


class Names(Protocol):
    """How the surrounding source calls what an expression needs."""

    def value(self, path: Path) -> str:
        """Give the Python expression of a member's value, an atom such as a variable."""

    def sent(self, path: Path) -> str:
        """Give the Python expression that tells whether a member was sent."""

    def length(self, path: Path) -> str:
        """Give the Python expression of an array's length, 0 if it is absent."""

    def constant(self, value: object) -> str:
        """Give a name that stands for an object in the surrounding source."""


# How tightly Python binds, from loosest to tightest.
_CHOICE: Final = 0
_OR: Final = 1
_AND: Final = 2
_NOT: Final = 3
_COMPARE: Final = 4
_SUM: Final = 5
_PRODUCT: Final = 6
_SIGN: Final = 7
_ATOM: Final = 8

_EXACT = {"+": exact.add, "-": exact.subtract, "*": exact.multiply}


def generate(node: typed.Node, names: Names) -> str:
    """
    Write a resolved tree as a Python expression.

    Returns:
        An atom: in parentheses unless it is a name, a literal or a call.
    """
    return _Writer(names).at(node, _ATOM)


class _Writer:
    def __init__(self, names: Names) -> None:
        self._names = names

    def at(self, node: typed.Node, level: int) -> str:
        """Write a node where Python binds as tightly as `level`."""
        source, own = self._write(node)
        return source if own >= level else f"({source})"

    def _write(self, node: typed.Node) -> tuple[str, int]:
        match node:
            case typed.Constant():
                return self._constant(node)
            case typed.FieldValue():
                return self._names.value(node.path), _ATOM
            case typed.HasField():
                # What the caller writes is not known; parentheses cost nothing at run time.
                return f"({self._names.sent(node.path)})", _ATOM
            case typed.ArrayLength():
                return f"({self._names.length(node.path)})", _ATOM
            case typed.StringLength():
                return f"len({self.at(node.operand, _CHOICE)})", _ATOM
            case typed.Lookup():
                keys = "".join(f"[{self.at(key, _CHOICE)}]" for key in node.keys)
                return self._names.constant(node.rows) + keys, _ATOM
            case typed.Extreme():
                return self._call(node.function, *node.operands)
            case typed.RoundTo():
                step = typed.Constant(node.step)
                return self._call(self._names.constant(exact.round_to), node.operand, step)
            case typed.Negation():
                if isinstance(node.type, IntegerType):
                    return f"-{self.at(node.operand, _ATOM)}", _SIGN
                return self._call(self._names.constant(exact.negate), node.operand)
            case typed.Arithmetic():
                return self._arithmetic(node)
            case typed.Comparison():
                pairs = "".join(f" {op} {self.at(it, _SUM)}" for op, it in node.rest)
                return self.at(node.first, _SUM) + pairs, _COMPARE
            case typed.Membership():
                return self._membership(node)
            case typed.And():
                return " and ".join(self.at(it, _NOT) for it in node.operands), _AND
            case typed.Or():
                return " or ".join(self.at(it, _AND) for it in node.operands), _OR
            case typed.Not():
                return f"not {self.at(node.operand, _NOT)}", _NOT
            case typed.Conditional():
                return self._conditional(node)

    def _constant(self, node: typed.Constant) -> tuple[str, int]:
        if isinstance(node.value, Decimal):
            return self._names.constant(node.value), _ATOM
        negative = isinstance(node.value, int) and node.value < 0
        return repr(node.value), _SIGN if negative else _ATOM

    def _call(self, function: str, *arguments: typed.Node) -> tuple[str, int]:
        inside = ", ".join(self.at(argument, _CHOICE) for argument in arguments)
        return f"{function}({inside})", _ATOM

    def _arithmetic(self, node: typed.Arithmetic) -> tuple[str, int]:
        if not isinstance(node.type, IntegerType):
            function = _EXACT[node.operator]
            return self._call(self._names.constant(function), node.left, node.right)
        level = _SUM if node.operator in {"+", "-"} else _PRODUCT
        left, right = self.at(node.left, level), self.at(node.right, level + 1)
        return f"{left} {node.operator} {right}", level

    def _membership(self, node: typed.Membership) -> tuple[str, int]:
        # An object has no hash, but it can be compared; a tuple asks for no more.
        loose = isinstance(node.operand.type, UnionType)
        values = node.values if loose else frozenset(node.values)
        operator = "not in" if node.negated else "in"
        operand = self.at(node.operand, _SUM)
        return f"{operand} {operator} {self._names.constant(values)}", _COMPARE

    def _conditional(self, node: typed.Conditional) -> tuple[str, int]:
        choices = "".join(
            f"{self.at(then, _OR)} if {self.at(when, _OR)} else " for when, then in node.cases
        )
        if node.otherwise is None:
            return choices + self._names.constant(ABSENT), _CHOICE
        return choices + self.at(node.otherwise, _CHOICE), _CHOICE
