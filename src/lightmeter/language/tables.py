"""Static rules of lookup tables: a cell for every key, and a key for every row."""

from collections.abc import Sequence
from functools import reduce

from lightmeter.language import tree, typed
from lightmeter.language.errors import MissingRow, mistake
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
    cells = _cells(expr, table, keys, ())
    texts = frozenset(cell for cell in cells if isinstance(cell, str))
    type_: Type = StringType(texts)
    if not texts:
        type_ = reduce(_join_numbers, map(type_of_literal, cells))
    elif not all(isinstance(cell, str) for cell in cells):
        raise mistake(expr.table, "the table holds numbers as well as text")
    return typed.Lookup(_plain(table), tuple(key.node for key in keys), type_)


def count_cells(table: TableType) -> int:
    """Count the cells of a table, whatever its keys."""
    return sum(count_cells(row) if isinstance(row, TableType) else 1 for row in table.rows.values())


def _join_numbers(left: Type, right: Type) -> Type:
    joined = join(left, right)
    assert joined is not None
    return joined


def _cells(
    expr: tree.Index, table: TableType, keys: Sequence[Operand], above: tuple[str, ...]
) -> list[Cell]:
    """Collect what the keys can reach; each row is visited once, whatever the keys."""
    if not keys:
        message = "the table has more levels; add an index"
        raise mistake(expr, message)
    key, *rest = keys
    under = f" under {' and '.join(above)}" if above else ""
    values = _values(key)
    cells: list[Cell] = []
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
            cells.append(row)
    # Whoever writes a key out wants one row, which says nothing of the others.
    if not isinstance(key.node, typed.Constant):
        for dead in sorted(table.rows.keys() - values):
            raise key.mistake(
                f"the row {dead}{under} is never reached; possible: {describe_values(values)}"
            )
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
