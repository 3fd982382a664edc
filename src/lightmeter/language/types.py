"""The types of the expression language, and what can be said about two of them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, Literal, TypeAlias, Union

import attrs

from lightmeter.language.exact import SAFE_INTEGER

__all__ = [
    "ANY_STRING",
    "BOOLEAN",
    "NUMBER",
    "ArrayType",
    "BooleanType",
    "Cell",
    "IntegerType",
    "Kind",
    "NumberType",
    "ObjectType",
    "StringType",
    "TableType",
    "Type",
    "UnionType",
    "bounds",
    "describe",
    "describe_values",
    "join",
    "kinds",
    "possible",
    "strings",
    "type_of_literal",
]

Cell: TypeAlias = int | Decimal | str

Kind: TypeAlias = Literal["integer", "number", "string", "boolean", "scalar"]
"""What an expression is expected to give; a number may be an integer, a scalar any but a list."""

_SHOWN = 12  # values named in a message


@attrs.frozen
class IntegerType:
    """
    A whole number.

    Attributes:
        minimum: Least value, or None: no bound but that of every integer, -(2^53 - 1).
        maximum: Greatest value, or None likewise.
    """

    minimum: int | None = None
    maximum: int | None = None


@attrs.frozen
class NumberType:
    """A decimal number, exact; at run time an int or a Decimal that `is_exact` accepts."""


@attrs.frozen
class StringType:
    """
    Text.

    Attributes:
        values: The values it can have if they are known, or None.
        pattern: Strings that match it as a whole are possible as well; without `values`, only they.
    """

    values: frozenset[str] | None = None
    pattern: re.Pattern[str] | None = None


@attrs.frozen
class BooleanType:
    """True or false."""


@attrs.frozen
class ArrayType:
    """
    A list in the request, of which an expression can ask the length.

    Attributes:
        maximum: Items at most, or None.
    """

    maximum: int | None = None


@attrs.frozen
class ObjectType:
    """An object in the request; only its parts have values."""


@attrs.frozen
class UnionType:
    """
    A member that comes in several forms, told apart by their JSON type.

    Attributes:
        members: Two or more types, of different kinds.
    """

    members: tuple["Type", ...]


@attrs.frozen
class TableType:
    """
    A lookup table.

    Attributes:
        rows: By key, each a cell or a table for the next key.
    """

    rows: Mapping[str, Union["TableType", Cell]] = attrs.field(hash=False)


Type: TypeAlias = (
    IntegerType
    | NumberType
    | StringType
    | BooleanType
    | ArrayType
    | ObjectType
    | UnionType
    | TableType
)

BOOLEAN: Final = BooleanType()
NUMBER: Final = NumberType()
ANY_STRING: Final = StringType()


def kinds(type_: Type) -> frozenset[str]:
    """Name what a value of the type can be: number, string, boolean, array, object, table."""
    match type_:
        case UnionType():
            return frozenset().union(*map(kinds, type_.members))
        case IntegerType() | NumberType():
            return frozenset({"number"})
        case StringType():
            return frozenset({"string"})
        case BooleanType():
            return frozenset({"boolean"})
        case ArrayType():
            return frozenset({"array"})
        case ObjectType():
            return frozenset({"object"})
        case TableType():
            return frozenset({"table"})


def describe(type_: Type) -> str:
    """Say the type with its article, for messages."""
    match type_:
        case UnionType():
            return " or ".join(dict.fromkeys(map(describe, type_.members)))
        case IntegerType():
            return "an integer"
        case NumberType():
            return "a number"
        case StringType():
            return "a string"
        case BooleanType():
            return "a boolean"
        case ArrayType():
            return "an array"
        case ObjectType():
            return "an object"
        case TableType():
            return "a table"


def describe_values(values: Iterable[str]) -> str:
    """List strings for a message, sorted, the first dozen of many."""
    ordered = sorted(values)
    more = ", …" if len(ordered) > _SHOWN else ""
    return ", ".join(ordered[:_SHOWN]) + more


def type_of_literal(value: Cell) -> Type:
    """Give the narrowest type of a constant."""
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, int):
        return IntegerType(value, value)
    if isinstance(value, str):
        return StringType(frozenset({value}))
    return NUMBER


def bounds(type_: IntegerType) -> tuple[int, int]:
    """Give the least and the greatest value, those of every integer where none are declared."""
    least = -SAFE_INTEGER if type_.minimum is None else type_.minimum
    greatest = SAFE_INTEGER if type_.maximum is None else type_.maximum
    return max(least, -SAFE_INTEGER), min(greatest, SAFE_INTEGER)


def strings(type_: Type) -> StringType | None:
    """Give the string form of a type, or None if its values are never strings."""
    if isinstance(type_, StringType):
        return type_
    if isinstance(type_, UnionType):
        return next((member for member in type_.members if isinstance(member, StringType)), None)
    return None


def possible(type_: StringType, text: str) -> bool:
    """Tell whether a string of the type can be this text."""
    if type_.values is not None and text in type_.values:
        return True
    if type_.pattern is not None:
        return type_.pattern.fullmatch(text) is not None
    return type_.values is None


def join(left: Type, right: Type) -> Type | None:
    """
    Give the type that holds the values of both.

    Returns:
        One type, or None if the two are of different kinds.
    """
    match left, right:
        case IntegerType(), IntegerType():
            least = [bound for bound in (left.minimum, right.minimum) if bound is not None]
            greatest = [bound for bound in (left.maximum, right.maximum) if bound is not None]
            return IntegerType(
                min(least) if len(least) == 2 else None,
                max(greatest) if len(greatest) == 2 else None,
            )
        case IntegerType() | NumberType(), IntegerType() | NumberType():
            return NUMBER
        case StringType(), StringType():
            return _join_strings(left, right)
        case _ if left == right:
            return left
    return None


def _join_strings(left: StringType, right: StringType) -> StringType:
    patterns = {side.pattern for side in (left, right) if side.pattern is not None}
    anything = any(side.values is None and side.pattern is None for side in (left, right))
    if anything or len(patterns) > 1:
        return ANY_STRING
    values = [side.values for side in (left, right) if side.values is not None]
    return StringType(
        frozenset().union(*values) if values else None,
        patterns.pop() if patterns else None,
    )
