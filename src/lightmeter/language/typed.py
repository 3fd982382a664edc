"""
The resolved tree of a checked expression, which is what executors run.

Names are resolved, named values are put in place, every node knows its type. Evaluating such a tree
cannot fail in an environment that keeps the declarations.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from lightmeter.language.tree import BinaryOperator, Path, Scalar
from lightmeter.language.types import BOOLEAN, Cell, IntegerType, Type, type_of_literal

__all__ = [
    "And",
    "Arithmetic",
    "ArrayLength",
    "Comparison",
    "Conditional",
    "Constant",
    "EqualityOperator",
    "Extreme",
    "FieldValue",
    "HasField",
    "Lookup",
    "Membership",
    "Negation",
    "Node",
    "Not",
    "Or",
    "RoundTo",
    "Rows",
    "StringLength",
    "Typed",
    "children",
    "paths",
    "walk",
]

EqualityOperator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]

Rows: TypeAlias = dict[str, "Rows | Cell"]


@attrs.frozen
class Constant:
    """A literal."""

    value: Scalar

    @property
    def type(self) -> Type:
        """Of the value alone."""
        return type_of_literal(self.value)


@attrs.frozen
class FieldValue:
    """The value of a member that is proven to have one."""

    path: Path
    type: Type


@attrs.frozen
class HasField:
    """
    Whether a member was sent.

    Attributes:
        path: The member.
        proves: Members that are present if it was; executors need not look.
        type: Boolean.
    """

    path: Path
    proves: frozenset[Path]
    type: Type = BOOLEAN


@attrs.frozen
class ArrayLength:
    """The number of items of an array member, 0 if it is absent."""

    path: Path
    type: IntegerType


@attrs.frozen
class StringLength:
    """The number of code points of a string."""

    operand: "Node"
    type: IntegerType


@attrs.frozen
class Lookup:
    """
    A cell of a table.

    Attributes:
        rows: Nested by key; a cell for every value the keys can have.
        keys: One a level.
        type: Of the cells that can be reached.
        name: What the pack calls the table, or "".
    """

    rows: Rows = attrs.field(hash=False)
    keys: tuple["Node", ...]
    type: Type
    name: str = ""


@attrs.frozen
class Negation:
    """The opposite number; exact, also where it is no integer."""

    operand: "Node"
    type: Type


@attrs.frozen
class Arithmetic:
    """
    A sum, difference or product, or the remainder or quotient by a positive constant.

    An integer type means that both operands are integers; otherwise either may be a Decimal, and
    the result is exact.
    """

    operator: BinaryOperator
    left: "Node"
    right: "Node"
    type: Type


@attrs.frozen
class Extreme:
    """The least or the greatest of two or more numbers, the first one of equals."""

    function: Literal["min", "max"]
    operands: tuple["Node", ...]
    type: Type


@attrs.frozen
class RoundTo:
    """The nearest multiple of a positive step, as `exact.round_to` says."""

    operand: "Node"
    step: int
    type: IntegerType


@attrs.frozen
class Comparison:
    """
    One comparison, or a chain of orderings.

    Where an operand is a union, another form than the one asked for is simply not equal.
    """

    first: "Node"
    rest: tuple[tuple[EqualityOperator, "Node"], ...]
    type: Type = BOOLEAN


@attrs.frozen
class Membership:
    """
    Whether a value is one of several constants.

    Attributes:
        operand: May be a union, whose values need not be hashable.
        values: Of one kind.
        negated: Whether it is none of them.
        type: Boolean.
    """

    operand: "Node"
    values: tuple[Scalar, ...]
    negated: bool
    type: Type = BOOLEAN


@attrs.frozen
class And:
    """All hold; looked at from left to right until one does not."""

    operands: tuple["Node", ...]
    type: Type = BOOLEAN


@attrs.frozen
class Or:
    """One holds; looked at from left to right until one does."""

    operands: tuple["Node", ...]
    type: Type = BOOLEAN


@attrs.frozen
class Not:
    """The opposite of a condition."""

    operand: "Node"
    type: Type = BOOLEAN


@attrs.frozen
class Conditional:
    """
    The value of the first case that applies.

    Attributes:
        cases: Pairs of condition and value, in order.
        otherwise: The value if none applies; None means that then there is no value (`ABSENT`).
        type: Of all the values.
        name: What the pack calls the value, or "".
    """

    cases: tuple[tuple["Node", "Node"], ...]
    otherwise: "Node | None"
    type: Type
    name: str = ""


Node: TypeAlias = (
    Constant
    | FieldValue
    | HasField
    | ArrayLength
    | StringLength
    | Lookup
    | Negation
    | Arithmetic
    | Extreme
    | RoundTo
    | Comparison
    | Membership
    | And
    | Or
    | Not
    | Conditional
)


@attrs.frozen
class Typed:
    """
    A checked expression.

    Attributes:
        node: The resolved tree.
        parts: That were looked at to check it, cells of tables included: how much work it is.
    """

    node: Node
    parts: int = attrs.field(default=0, eq=False)

    @property
    def type(self) -> Type:
        """Of the result."""
        return self.node.type


def children(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly below one."""
    match node:
        case Constant() | FieldValue() | HasField() | ArrayLength():
            return ()
        case StringLength() | Negation() | RoundTo() | Membership() | Not():
            return (node.operand,)
        case Lookup():
            return node.keys
        case Arithmetic():
            return (node.left, node.right)
        case Extreme() | And() | Or():
            return node.operands
        case Comparison():
            return (node.first, *(right for _, right in node.rest))
        case Conditional():
            pairs = tuple(part for case in node.cases for part in case)
            return pairs if node.otherwise is None else (*pairs, node.otherwise)


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all below it, from the top."""
    pending = [node]
    while pending:
        here = pending.pop()
        yield here
        pending.extend(reversed(children(here)))


def paths(node: Node) -> frozenset[Path]:
    """Collect the members that an expression looks at, also those it only asks for."""
    return frozenset(
        it.path for it in walk(node) if isinstance(it, FieldValue | HasField | ArrayLength)
    )
