"""A table in CSV: rows of cells, each with its place in the text."""

import re
from collections.abc import Iterator

import attrs

from lightmeter.document.source import Source
from lightmeter.reconcile.faults import charges_error

__all__ = ["Cell", "read_cells"]

_SEPARATORS = ",;\t"
# Spreadsheets write it before the header, to be understood by others of their kind.
_DECLARED = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*+)"[ ]*')
_PLAIN = {it: re.compile(rf"[^{it}\r\n]*") for it in _SEPARATORS}
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")


@attrs.frozen
class Cell:
    """
    One value of a table.

    Attributes:
        text: Without quotes, and without blanks around it.
        start: Offset of its text as it is written.
        end: Right after it.
    """

    text: str
    start: int
    end: int


def read_cells(source: Source) -> Iterator[list[Cell]]:
    """
    Read the rows of a table, blank ones left out.

    Comma, semicolon or tab part the cells: whichever the first row has most of.

    Raises:
        ChargesError: If a quoted cell does not end, or something stands behind its end.
    """
    text = source.text
    declared = _DECLARED.match(text)
    position = declared.end() if declared else 0
    separator = declared[1] if declared else _separator(text)
    while position < len(text):
        row, position = _row(source, position, separator)
        if len(row) > 1 or row[0].text:
            yield row


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=bare.count)


def _row(source: Source, position: int, separator: str) -> tuple[list[Cell], int]:
    text = source.text
    row: list[Cell] = []
    while True:
        match = _QUOTED.match(text, position)
        if match is not None:
            cell = Cell(match[1].replace('""', '"').strip(), position, match.end())
        else:
            plain = _PLAIN[separator].match(text, position)
            assert plain is not None
            match = plain
            if plain[0].lstrip().startswith('"'):
                start = position + plain[0].index('"')
                reason = "a quotation mark is not closed; close it, and double those within"
                raise charges_error(source, reason, start, start + 1)
            written = plain[0].strip()
            start = position + len(plain[0]) - len(plain[0].lstrip())
            cell = Cell(written, start, start + len(written))
        row.append(cell)
        position = match.end()
        if text.startswith(separator, position):
            position += 1
            continue
        ending = _LINE_END.match(text, position)
        if ending is None:
            reason = (
                "this stands behind the closing quotation mark; write the separator there, and"
                " double quotation marks within quotes"
            )
            raise charges_error(source, reason, position, position + 1)
        return row, ending.end()
