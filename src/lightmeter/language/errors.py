"""What is raised for an expression that cannot be used."""

import attrs

from lightmeter.language.tree import Expr

__all__ = ["ExpressionError", "MissingRow", "mistake"]


@attrs.frozen
class MissingRow:
    """
    A row that a table lacks.

    Attributes:
        table: Its name.
        keys: Of the row, from the outermost level down.
        levels: How many keys a cell has.
    """

    table: str
    keys: tuple[str, ...]
    levels: int


class ExpressionError(Exception):
    """
    A mistake in an expression or in a message template.

    Attributes:
        message: One sentence: what is wrong, and what to write instead where that is known.
        start: Offset of the mistake in the text, in code points.
        end: Offset behind it; equal to `start` where something is missing.
        suggestion: What was probably meant in place of the marked text, or "".
        where: In ordered cases the expression at fault, such as `(1, "when")`; otherwise empty.
        missing: Where a table lacks a row, or None.
        unreached: Whether a table has a row that no key reaches.
        cell: Where a cell of a table is at fault rather than the text: the table's name and the
            cell's keys; otherwise empty.
    """

    def __init__(
        self,
        message: str,
        start: int,
        end: int,
        suggestion: str = "",
        where: tuple[int | str, ...] = (),
    ) -> None:
        # Everything goes to the base class, so that the error survives pickling.
        super().__init__(message, start, end, suggestion, where)
        self.message = message
        self.start = start
        self.end = end
        self.suggestion = suggestion
        self.where = where
        self.missing: MissingRow | None = None
        self.unreached = False
        self.cell: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message


def mistake(expr: Expr, message: str, suggestion: str = "") -> ExpressionError:
    """Make the error that marks one part of an expression."""
    return ExpressionError(message, expr.start, expr.end, suggestion)
