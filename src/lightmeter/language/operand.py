"""An operand that has been checked, together with its place and its name."""

import attrs

from lightmeter.language import tree, typed
from lightmeter.language.errors import ExpressionError, mistake
from lightmeter.language.types import IntegerType, Kind, Type, describe, kinds

__all__ = ["Operand"]

_DEMANDS: dict[Kind, str] = {
    "boolean": "a condition is true or false",
    "integer": "an integer is needed",
    "number": "a number is needed",
    "string": "a string is needed",
    "scalar": "a single value is needed",
}


@attrs.frozen
class Operand:
    """
    One side of an operator, an argument, or a whole expression.

    Attributes:
        expr: As written.
        node: As resolved.
    """

    expr: tree.Expr
    node: typed.Node

    @property
    def type(self) -> Type:
        """Of its value."""
        return self.node.type

    @property
    def name(self) -> str:
        """What a message calls it: its name if it is one."""
        expr = self.expr
        return f"`{'.'.join(expr.path)}`" if isinstance(expr, tree.Name) else "this operand"

    def mistake(self, message: str, suggestion: str = "") -> ExpressionError:
        """Make the error that marks this operand."""
        return mistake(self.expr, message, suggestion)

    def expect(self, kind: Kind) -> None:
        """
        Demand a kind of value.

        Raises:
            ExpressionError: If it can be another.
        """
        found = kinds(self.type)
        if kind == "scalar":
            fits = bool(found & {"number", "string", "boolean"})
        elif kind == "integer":
            fits = isinstance(self.type, IntegerType)
        else:
            fits = found == {kind}
        if fits:
            return
        hint = ""
        if kind == "boolean" and isinstance(self.expr, tree.Literal):
            hint = "; to compare with several values write in [...]"
        raise self.mistake(f"{_DEMANDS[kind]}, not {describe(self.type)}{hint}")
