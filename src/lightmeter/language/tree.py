"""The tree of a parsed expression: what was written, and where."""

from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias

import attrs

__all__ = [
    "And",
    "Binary",
    "BinaryOperator",
    "Call",
    "Compare",
    "CompareOperator",
    "Expr",
    "Index",
    "ListLiteral",
    "Literal",
    "Name",
    "Negate",
    "Not",
    "Or",
    "Path",
    "Scalar",
]

Path: TypeAlias = tuple[str, ...]
Scalar: TypeAlias = int | Decimal | str | bool
BinaryOperator: TypeAlias = OneOf["+", "-", "*", "%", "//"]
CompareOperator: TypeAlias = OneOf["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@attrs.frozen(kw_only=True)
class _Node:
    """
    Any node.

    Attributes:
        start: Offset of its first character, in code points.
        end: Offset behind its last character.
    """

    start: int
    end: int


@attrs.frozen
class Literal(_Node):
    """A number, a string, true or false; a number in a list may be negative."""

    value: Scalar


@attrs.frozen
class ListLiteral(_Node):
    """Literals in brackets, at least one; it stands to the right of `in`."""

    items: tuple[Literal, ...]


@attrs.frozen
class Name(_Node):
    """A member of the request, a part of one, or a named value; never a keyword."""

    path: Path


@attrs.frozen
class Index(_Node):
    """A cell of a lookup table, one key a level."""

    table: Name
    keys: tuple["Expr", ...]


@attrs.frozen
class Call(_Node):
    """A function of the language and its arguments, whose number is still unchecked."""

    function: str
    arguments: tuple["Expr", ...]


@attrs.frozen
class Negate(_Node):
    """A minus sign before an item."""

    operand: "Expr"


@attrs.frozen
class Binary(_Node):
    """Arithmetic with two operands; longer sums and products lean to the left."""

    operator: BinaryOperator
    left: "Expr"
    right: "Expr"


@attrs.frozen
class Compare(_Node):
    """A comparison, or a chain of orderings such as `1 <= a < b`."""

    first: "Expr"
    rest: tuple[tuple[CompareOperator, "Expr"], ...]


@attrs.frozen
class And(_Node):
    """Two or more conditions that all hold."""

    operands: tuple["Expr", ...]


@attrs.frozen
class Or(_Node):
    """Two or more conditions of which one holds."""

    operands: tuple["Expr", ...]


@attrs.frozen
class Not(_Node):
    """The opposite of a condition."""

    operand: "Expr"


Expr: TypeAlias = (
    Literal | ListLiteral | Name | Index | Call | Negate | Binary | Compare | And | Or | Not
)
