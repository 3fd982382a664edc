"""A bill as a table: one charge a row."""

from collections.abc import Sequence

import attrs

from lightmeter.document.quoting import quoted
from lightmeter.document.source import Source
from lightmeter.errors import ChargesError
from lightmeter.language.spelling import nearest
from lightmeter.reconcile.amount import day_of, read_amount
from lightmeter.reconcile.amount_error import AmountError
from lightmeter.reconcile.charge import ACTUAL, ESTIMATED, Charge, ChargesFile
from lightmeter.reconcile.columns import KINDS, Columns, find_columns
from lightmeter.reconcile.csv_cells import Cell, read_cells
from lightmeter.reconcile.currency import agreed_currency, currency_of, said_currency
from lightmeter.reconcile.faults import charges_error, hidden_id

__all__ = ["read_table"]

_MOST_NAMES = 12


def read_table(source: Source, columns: Columns) -> ChargesFile:
    """
    Read a table with a header.

    Raises:
        ChargesError: If it is none, an amount cannot be told from others or is not one.
    """
    rows = list(read_cells(source))
    if not rows:
        reason = "the file is empty; a table has a header, and a row for each charge"
        raise charges_error(source, reason, None)
    header, *rest = rows
    table = _Table(source, header, columns)
    charges = tuple(table.charge(row) for row in rest)
    kinds = {kind: found[0] for kind, found in table.found.items() if found}
    nameless = not any(table.found[it] for it in ("id", "task", "key"))
    return ChargesFile(source, charges, nameless=nameless, columns=kinds)


class _Table:
    """The columns of one table."""

    def __init__(self, source: Source, header: Sequence[Cell], columns: Columns) -> None:
        self.source = source
        self.header = header
        names = [it.text for it in header]
        self._check_header(names)
        self.found = find_columns(names, columns)
        self._numbers = {name: number for number, name in enumerate(names)}
        for kind, chosen in columns.chosen.items():
            if kind in KINDS and not self.found[kind]:
                close = nearest(chosen, names)
                hint = f"; did you mean {close}?" if close else ""
                reason = f"there is no column {quoted(chosen)} for {kind}{hint}; {_listed(names)}"
                raise self._header_error(reason)
        if not self.found["amount"] and not self.found["estimate"]:
            reason = "no column is known as an amount; name one with --column amount=NAME"
            reason = f"{reason}; {_listed(names)}"
            raise self._header_error(reason)
        for kind in ("amount", "estimate"):
            if len(self.found[kind]) > 1:
                several = " and ".join(self.found[kind])
                reason = f"{several} could each be the amount; say which with --column amount=NAME"
                raise self._header_error(reason)
        amounts = (*self.found["amount"], *self.found["estimate"])
        self._said = {name: self._said_by(name) for name in amounts}

    def _said_by(self, name: str) -> str:
        """The currency that a column is named for."""
        try:
            return said_currency(name)
        except AmountError as error:
            cell = self.header[self._numbers[name]]
            raise charges_error(self.source, f"{name} is {error}", cell.start, cell.end) from None

    def _check_header(self, names: Sequence[str]) -> None:
        seen: set[str] = set()
        for cell in self.header:
            if cell.text and cell.text in seen:
                reason = f"two columns are called {quoted(cell.text)}; give each a name of its own"
                raise charges_error(self.source, reason, cell.start, cell.end)
            seen.add(cell.text)
        if not any(any(map(str.isalpha, name)) for name in names):
            raise self._header_error("the first row has no names; a table begins with its header")

    def _header_error(self, reason: str) -> ChargesError:
        return charges_error(self.source, reason, self.header[0].start, self.header[-1].end)

    def charge(self, row: Sequence[Cell]) -> Charge:
        """
        Read one row.

        Raises:
            ChargesError: If it has more cells than the header, or its amount is none.
        """
        if len(row) > len(self.header):
            extra = row[len(self.header)]
            reason = (
                f"the row has {len(row)} cells, the header {len(self.header)}; put a text that"
                " holds the separator into quotes"
            )
            raise charges_error(self.source, reason, extra.start, max(extra.end, extra.start + 1))
        ids = (self._text(row, name) for name in self.found["id"])
        charge = Charge(
            ids=tuple(dict.fromkeys(it for it in ids if it)),
            task=self._first(row, "task"),
            key=self._first(row, "key"),
            provider=hidden_id(self._first(row, "provider")),
            model=hidden_id(self._first(row, "model")),
            status=self._first(row, "status").lower(),
            day=next(
                (day for it in self.found["time"] if (day := day_of(self._text(row, it)))), None
            ),
            source=self.source.name,
            line=self.source.lines.position(row[0].start).line,
            form="row",
        )
        return self._with_amount(charge, row)

    def _with_amount(self, charge: Charge, row: Sequence[Cell]) -> Charge:
        said = currency_of(self._first(row, "currency"))
        for kind, basis in (("amount", ACTUAL), ("estimate", ESTIMATED)):
            for name in self.found[kind]:
                cell = self._cell(row, name)
                if cell is None:
                    continue
                try:
                    read = read_amount(cell.text)
                    # Work that goes on has cost nothing yet, which is not what it will cost.
                    if read is None or (not read[0] and charge.unfinished):
                        continue
                    amount, within = read
                    currency = agreed_currency(said, within, self._said[name])
                except AmountError as error:
                    reason = f"{name} is {error}"
                    raise charges_error(self.source, reason, cell.start, cell.end) from None
                return attrs.evolve(
                    charge, amount=amount, currency=currency, basis=basis, member=name
                )
        return charge

    def _cell(self, row: Sequence[Cell], name: str) -> Cell | None:
        number = self._numbers[name]
        return row[number] if number < len(row) else None

    def _text(self, row: Sequence[Cell], name: str) -> str:
        cell = self._cell(row, name)
        return "" if cell is None else cell.text

    def _first(self, row: Sequence[Cell], kind: str) -> str:
        return next((text for it in self.found[kind] if (text := self._text(row, it))), "")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(quoted(it) for it in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"the columns are {shown}{more}"
