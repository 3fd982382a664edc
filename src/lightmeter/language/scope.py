"""What the names of an expression stand for."""

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from lightmeter.language.tree import Expr, Path
from lightmeter.language.types import TableType, Type

__all__ = [
    "Case",
    "Declaration",
    "FieldDeclaration",
    "LetDeclaration",
    "Scope",
    "TableDeclaration",
    "fields",
]


@attrs.frozen
class FieldDeclaration:
    """
    A member of the request, or a part of one.

    Attributes:
        path: Its name, a part's behind its member's: `("size", "width")`.
        type: Of its value.
        certain: It always has a value: it is required or has a default.
        group: Members of one group are present together; proving one proves them all.
    """

    path: Path
    type: Type
    certain: bool
    group: str | None = None


@attrs.frozen
class Case:
    """
    One of several ordered cases; the first that applies counts.

    Attributes:
        when: The condition, or None: it always applies.
        then: The value.
    """

    when: Expr | None
    then: Expr


@attrs.frozen
class LetDeclaration:
    """
    A named value, which is put in place of its name wherever that stands.

    Attributes:
        name: A single word.
        cases: In order; a plain expression is one case without a condition.
    """

    name: str
    cases: tuple[Case, ...]


@attrs.frozen
class TableDeclaration:
    """
    A named lookup table.

    Attributes:
        name: A single word.
        type: Its rows.
    """

    name: str
    type: TableType


Declaration: TypeAlias = FieldDeclaration | LetDeclaration | TableDeclaration

Scope: TypeAlias = Mapping[Path, Declaration]


def fields(scope: Scope) -> frozenset[Path]:
    """Collect the paths of all members; as facts they say that everything is present."""
    return frozenset(path for path, it in scope.items() if isinstance(it, FieldDeclaration))
