"""Bytes become charges: a table or answers, by the name of the file or by how it begins."""

from pathlib import PurePath

from lightmeter.document.fault import DocumentError
from lightmeter.document.source import (
    Format,
    Source,
    decode,
    decode_for_display,
    format_of,
    guess_format,
)
from lightmeter.reconcile.answers import read_answers
from lightmeter.reconcile.charge import ChargesFile
from lightmeter.reconcile.columns import Columns
from lightmeter.reconcile.faults import charges_error
from lightmeter.reconcile.table import read_table

__all__ = ["read_charges"]

_TABLES = frozenset((".csv", ".tsv", ".txt"))


def read_charges(data: bytes, *, name: str, columns: Columns | None = None) -> ChargesFile:
    """
    Read a file of charges.

    Args:
        data: Of the file.
        name: As the user knows it; its suffix tells the format, else its first character does.
        columns: What the user has named.

    Raises:
        ChargesError: If it cannot be read; what it says has the place of the mistake.
    """
    form = _format(name, data)
    # A table has no format of its own among sources; how its text is parted is told by its header.
    kind: Format = form or "json"
    try:
        source = decode(data, name=name, format=kind)
    except DocumentError as error:
        fault = error.faults[0]
        shown: Source = decode_for_display(data, name=name, format=kind)
        raise charges_error(shown, fault.message, fault.start, fault.end or 0) from None
    columns = columns or Columns()
    return read_table(source, columns) if form is None else read_answers(source, columns)


def _format(name: str, data: bytes) -> Format | None:
    """The format of answers, or None for a table."""
    if PurePath(name).suffix.lower() in _TABLES:
        return None
    form = format_of(name)
    if form in ("json", "jsonl"):
        return form
    guessed = guess_format(data[:65536].decode(errors="replace"))
    return guessed if guessed in ("json", "jsonl") else None
