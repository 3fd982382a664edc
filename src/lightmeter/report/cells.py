"""Cells of the tables that CI jobs and pull requests show, as many of them as there is room for."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lightmeter.diagnostic import Severity
from lightmeter.report.markdown import table
from lightmeter.report.veil import Veil

__all__ = ["MARKS", "Room", "code", "fitted_table", "more", "named", "plain"]

MARKS: Mapping[Severity, str] = {
    Severity.ERROR: "🔴",
    Severity.WARNING: "🟡",
    Severity.INFO: "🔵",
}
"""What stands for a severity where there is no colour."""

# Within a cell these would begin code, emphasis, links, tags, entities or formulas, or end it. An
# underscore within a word begins nothing, nor does the sign of an amount.
_SPECIAL = re.compile(r"[\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w)|\$(?![0-9])")
# A name behind @ would be told of it, and a number behind # would become a link.
_MENTION = re.compile(r"[@#](?=\w)")
# Addresses, and the numbers of issues in an older way, become links by themselves. The name of a
# scheme, the first dot and the hyphen are kept apart from what follows.
_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto|xmpp):(?=\S)|\bwww(?=\.)|\bGH-(?=[0-9])", re.IGNORECASE
)
_BETWEEN = "<!-- -->"
_UNCODED = re.compile(r"[`|\\]")


class Room:
    """Bytes that are left of what a summary may have."""

    def __init__(self, size_bytes: int) -> None:
        self._left = size_bytes

    def take(self, rows: Iterable[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
        """As many rows as there is room for; no more than one besides is asked for."""
        taken: list[tuple[str, ...]] = []
        for row in rows:
            self._left -= sum(len(cell.encode(errors="replace")) + 3 for cell in row) + 2
            if self._left < 0:
                break
            taken.append(row)
        return taken


def fitted_table(
    headings: Sequence[str],
    rows: Iterable[tuple[str, ...]],
    room: Room,
    *,
    number: int,
    right: Collection[str] = (),
    rest: str = "",
) -> Iterator[str]:
    """
    Lines of a table with as many rows as there is room for, and how many are left out.

    Args:
        headings: Of the columns; one that is empty throughout is left out.
        rows: Of cells that are Markdown already; those for which there is room are made.
        room: That is left.
        number: How many rows there are.
        right: Headings of columns that are set flush right.
        rest: What is to be said of rows that are left out.
    """
    shown = room.take(rows)
    if shown:
        yield from table(headings, shown, right=right)
        yield ""
    yield from more(number - len(shown), rest)


def more(number: int, rest: str = "") -> Iterator[str]:
    """How many are left out, where some are, and what is to be said of them."""
    if number:
        yield f"… and {number:,} more{rest}"


def named(place: str, name: str, veil: Veil) -> str:
    """A place with the name of the request that is there."""
    shown = veil(place)
    return " ".join(part for part in (shown and code(shown), plain(veil(name))) if part)


def code(text: str) -> str:
    """A piece of code within a cell; as plain text where it could not be told from the cell."""
    return plain(text) if _UNCODED.search(text) else f"`{text}`"


def plain(text: str) -> str:
    """A text that is read as it is written."""
    escaped = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    apart = _ADDRESS.sub(lambda match: f"{match[0]}{_BETWEEN}", escaped)
    return _MENTION.sub(lambda match: f"{match[0]}{_BETWEEN}", apart)
