"""Static rules of lookup tables: a cell for every key, and a key for every row."""

from collections.abc import Sequence
from functools import reduce

from lightmeter.language import tree, typed
from lightmeter.language.errors import ExpressionError, MissingRow, mistake
from lightmeter.language.operand import Operand
from lightmeter.language.spelling import nearest
from lightmeter.language.types import (
    Cell,
    StringType,
    TableType,
    Type,
    describe,
    describe_values,
    join,
    type_of_literal,
)

__all__ = ["count_cells", "lookup"]


def lookup(expr: tree.Index, table: TableType, keys: Sequence[Operand]) -> typed.Lookup:
    """
    Check a lookup and resolve it.

    Raises:
        ExpressionError: If a key has unknown values, a cell is missing, a row is never reached, or
            the cells are numbers and text mixed.
    """
    found = _cells(expr, table, keys, ())
    cells = [cell for _, cell in found]
    texts = frozenset(cell for cell in cells if isinstance(cell, str))
    type_: Type = StringType(texts)
    if not texts:
        type_ = reduce(_join_numbers, map(type_of_literal, cells))
    elif not all(isinstance(cell, str) for cell in cells):
        raise _mixed(expr, found)
    return typed.Lookup(_plain(table), tuple(key.node for key in keys), type_)


def count_cells(table: TableType) -> int:
    """Count the cells of a table, whatever its keys."""
    return sum(count_cells(row) if isinstance(row, TableType) else 1 for row in table.rows.values())


def _mixed(expr: tree.Index, found: Sequence[tuple[tuple[str, ...], Cell]]) -> ExpressionError:
    """Numbers as well as texts: the mistake is at the first of those that are fewer."""
    table = expr.table.path[0]
    texts = [it for it in found if isinstance(it[1], str)]
    numbers = [it for it in found if not isinstance(it[1], str)]
    if len(texts) <= len(numbers):
        keys, cell = texts[0]
        message = (
            f'"{cell}" is no amount, and other cells of {table} are; an amount is zero or more, in'
            ' plain digits such as "0.03"'
        )
    else:
        keys, cell = numbers[0]
        message = f"{cell} is an amount, and other cells of {table} are texts; a table holds one of"
        message += " the two"
    error = mistake(expr.table, message)
    error.cell = (table, *keys)
    return error


def _join_numbers(left: Type, right: Type) -> Type:
    joined = join(left, right)
    assert joined is not None
    return joined


def _cells(
    expr: tree.Index, table: TableType, keys: Sequence[Operand], above: tuple[str, ...]
) -> list[tuple[tuple[str, ...], Cell]]:
    """Collect what the keys can reach, with its keys; each row is visited once."""
    if not keys:
        message = "the table has more levels; add an index"
        raise mistake(expr, message)
    key, *rest = keys
    under = f" under {' and '.join(above)}" if above else ""
    values = _values(key)
    cells: list[tuple[tuple[str, ...], Cell]] = []
    for value in sorted(values):
        if value not in table.rows:
            near = nearest(value, table.rows) if isinstance(key.expr, tree.Literal) else ""
            error = key.mistake(
                f"the table has no row for {value}{under}", f'"{near}"' if near else ""
            )
            path = (*above, value)
            error.missing = MissingRow(expr.table.path[0], path, len(above) + len(keys))
            raise error
        row = table.rows[value]
        if isinstance(row, TableType):
            cells += _cells(expr, row, rest, (*above, value))
        elif rest:
            raise rest[0].mistake(f"the table has fewer levels: {value}{under} is a cell")
        else:
            cells.append(((*above, value), row))
    # Whoever writes a key out wants one row, which says nothing of the others.
    if not isinstance(key.node, typed.Constant):
        for dead in sorted(table.rows.keys() - values):
            error = key.mistake(
                f"the row {dead}{under} of {expr.table.path[0]} is never reached; possible:"
                f" {describe_values(values)}"
            )
            error.unreached = True
            raise error
    return cells


def _values(key: Operand) -> frozenset[str]:
    type_ = key.type
    if isinstance(type_, StringType) and type_.values is not None and type_.pattern is None:
        return type_.values
    if isinstance(type_, StringType):
        raise key.mistake(
            f"a table's key needs a known set of values; {key.name} can be other text"
        )
    raise key.mistake(
        f"a table's key is a string with a known set of values; {key.name} is {describe(type_)}"
    )


def _plain(table: TableType) -> typed.Rows:
    return {
        key: _plain(row) if isinstance(row, TableType) else row for key, row in table.rows.items()
    }
