"""
Judges blocks of requests: pure functions of rows, which any engine can run on many machines.

Nothing here knows an engine, opens a file or looks at a clock. What goes in and what comes out is
plain and picklable.
"""

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Literal, TypeAlias

import attrs

from lightmeter import Checker, Diagnostic, Report, Severity
from lightmeter.checker import Input
from lightmeter.money import format_amount
from lightmeter.packs.program import Program
from lightmeter.report.veil import Veil, make_veil
from lightmeter.secrets.placeholders import is_placeholder

# What no single row can tell, by the mark that such rows share.
TOGETHER = {
    "key": ("idempotency-key-reused", "idempotency-key-repeated"),
    "id": ("duplicate-id",),
    "work": ("paid-twice",),
}
PIECE_BYTES = 2 * 1024 * 1024
"""About as much is held at once with all that is known of it."""

_TOGETHER = frozenset(rule for rules in TOGETHER.values() for rule in rules)

Row: TypeAlias = dict[str, Any]
"""A row of what comes out; its columns are those of `DIAGNOSTIC` and `ESTIMATE`."""

DIAGNOSTIC = ("source", "row", "id", "pack", "rule", "severity", "message", "pointer", "first_row")
ESTIMATE = (
    *("source", "row", "id", "provider", "model", "status", "currency", "minimum", "maximum"),
    *("usd_minimum", "usd_maximum", "unpriced"),
)


@attrs.frozen
class Setup:
    """
    How requests are judged; the same for every block of a run, whichever day it ends on.

    Attributes:
        as_of: The day that dates are held against.
        provider: For requests that name none, or None.
        overlays: Packs that amend others; workers have to find them under the same paths.
    """

    as_of: dt.date
    provider: str | None = None
    overlays: tuple[str, ...] = ()


@cache
def checker_of(setup: Setup) -> Checker:
    """One for each process: it keeps the packs that it has compiled for all later blocks."""
    return Checker(overlays=setup.overlays, as_of=setup.as_of)


@attrs.frozen
class Piece:
    """
    Rows that are read together.

    Attributes:
        data: JSON Lines; or one JSON text that stands on several lines.
        rows: Number of the row that each line stands for, from 1.
        format: Of the data.
    """

    data: bytes = attrs.field(repr=False)
    rows: Sequence[int]
    format: Literal["json", "jsonl"] = "jsonl"

    def row(self, line: int) -> int:
        """Number of the row that a line belongs to."""
        return self.rows[line - 1 if self.format == "jsonl" else 0]

    def texts(self) -> dict[int, bytes]:
        """Each row that is not blank, on one line."""
        if self.format == "json":
            # Of a text that could be read, line ends are between its members and nowhere else.
            return {self.rows[0]: self.data.replace(b"\n", b" ")}
        lines = self.data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        return {row: it for row, it in zip(self.rows, lines, strict=False) if it.strip(b" \t\r")}


def pieces_of(lines: bytes) -> Iterator[Piece]:
    """Take JSON Lines apart; what is not UTF-8 line by line, so that all others are read."""
    start, row = 0, 1
    while start < len(lines):
        end = lines.find(b"\n", start + PIECE_BYTES) + 1 or len(lines)
        data = lines[start:end].removesuffix(b"\n")
        rows = range(row, row + data.count(b"\n") + 1)
        try:
            data.decode()
        except UnicodeDecodeError:
            for number, it in zip(rows, data.split(b"\n"), strict=True):
                yield Piece(it, (number,))
        else:
            yield Piece(data, rows)
        start, row = end, row + len(rows)


@attrs.frozen
class Mark:
    """
    What a row may share with another: only those that do are looked at together.

    Attributes:
        kind: Of `TOGETHER`.
        digest: Of a key, an id or the work that is asked for.
        row: Number in its block.
        work: Digest of the work that the row asks for, or b"".
    """

    kind: str
    digest: bytes
    row: int
    work: bytes


@attrs.frozen
class Judged:
    """
    What one block came to; rows count from 1 within the block.

    Attributes:
        diagnostics: What is wrong with rows by themselves.
        estimates: What each request costs.
        marks: What its rows may share with others.
        unread: How many rows hold no request that could be read.
    """

    diagnostics: list[Row]
    estimates: list[Row]
    marks: list[Mark]
    unread: int


def judge(setup: Setup, source: str, pieces: Iterable[Piece]) -> Judged:
    """
    Judge the rows of one block.

    Args:
        setup: Of the run.
        source: Name of the set, or of the file that the block is a part of.
        pieces: The block.
    """
    judged = Judged([], [], [], 0)
    unread = 0
    for piece in pieces:
        given = Input(source, piece.data, piece.format)
        report = checker_of(setup).check_inputs([given], provider=setup.provider)
        veil = make_veil(report)
        texts = piece.texts()
        rows = [piece.row(it.line or 1) for it in report.reports]

        # 1. Every request by itself.
        read: set[int | None] = set()
        for row, it in zip(rows, report.reports, strict=True):
            if it.locator is not None and it.locator.base == ():
                read.add(row)
                alone = _alone(it)
                judged.estimates.append(_estimate(alone, source, row, veil))
                judged.marks.extend(_marks(alone, row, texts[row]))
        several = set(rows) - read

        # 2. What is said of it, and of what is none.
        told: set[int | None] = set()
        for found, number in report.entries:
            at = rows[number] if number is not None else _row_of(found, piece)
            if found.rule in _TOGETHER or found.rule == "no-requests" or at in several:
                continue
            told.add(at)
            name = "" if number is None else report.reports[number].id
            judged.diagnostics.append(_diagnostic(found, source, at, name, veil))

        # 3. No row is passed over.
        missing = [row for row in texts if row not in read]
        unread += len(missing)
        for row in missing:
            if row not in told:
                judged.diagnostics.append(_diagnostic(_NO_REQUEST, source, row, "", str))
    return attrs.evolve(judged, unread=unread)


# Rows that share something ------------------------------------------------------------------------


@attrs.frozen
class Shared:
    """
    A row that shares something with another.

    Attributes:
        kind: Of `TOGETHER`.
        digest: What they share.
        block: Number of the block that has the row.
        row: Number in that block.
        belongs: False for one that is there to be looked at only: its key was used again by one of
            the others.
        source: Name of its set.
        text: On one line.
    """

    kind: str
    digest: bytes
    block: int
    row: int
    belongs: bool = True
    source: str = ""
    text: bytes = attrs.field(default=b"", repr=False)


@attrs.frozen
class Together:
    """
    What was found about a row once it was seen among others.

    Attributes:
        block: Number of the block that has the row.
        row: Number in that block.
        diagnostic: As a row, the number of its first row still to come.
        first: Block and row of the one that it repeats.
    """

    block: int
    row: int
    diagnostic: Row
    first: tuple[int, int]


def meet(marks: Iterable[tuple[int, Mark]]) -> Iterator[Shared]:
    """
    Find the rows that have to be looked at together.

    Args:
        marks: Each with the number of its block; all that are equal have to be among them.
    """
    groups: dict[tuple[str, bytes], list[tuple[int, Mark]]] = {}
    for block, mark in marks:
        groups.setdefault((mark.kind, mark.digest), []).append((block, mark))
    for (kind, digest), group in groups.items():
        if len(group) < 2:
            continue
        for block, mark in group:
            yield Shared(kind, digest, block, mark.row)
        if kind != "key":
            continue
        # What shares a key is one task, or refused: it is not paid twice. Who looks at its work has
        # to see that, so the first row with the key goes there too.
        first, its = min(group, key=lambda it: (it[0], it[1].row))
        for work in {mark.work for _, mark in group if mark.work and mark.work != its.work}:
            yield Shared("work", work, first, its.row, belongs=False)


def judge_together(setup: Setup, shared: Iterable[Shared]) -> Iterator[Together]:
    """
    Judge rows that share something.

    Args:
        setup: Of the run.
        shared: With their texts; all that share a digest have to be among them.
    """
    groups: dict[tuple[str, bytes], list[Shared]] = {}
    for it in shared:
        groups.setdefault((it.kind, it.digest), []).append(it)
    for (kind, _), group in groups.items():
        members = sorted(group, key=lambda it: (it.block, it.row))
        # 1. The rows of a source are one text, as they would be in a single process.
        inputs: list[Input] = []
        lines: dict[tuple[str, int], Shared] = {}
        for source, its in itertools.groupby(members, key=lambda it: it.source):
            those = list(its)
            inputs.append(Input(source, b"\n".join(it.text for it in those), "jsonl"))
            lines.update({(source, line): it for line, it in enumerate(those, 1)})
        report = checker_of(setup).check_inputs(inputs, provider=setup.provider)
        veil = make_veil(report)

        # 2. Of what is found, only that counts which they are here for.
        for found, number in report.entries:
            if number is None or found.rule not in TOGETHER[kind]:
                continue
            member = members[number]
            if not member.belongs:
                continue
            span = found.related[0].span if found.related else None
            first = members[0] if span is None else lines[member.source, span.start.line]
            name = report.reports[number].id
            row = _diagnostic(found, member.source, member.row, name, veil)
            yield Together(member.block, member.row, row, (first.block, first.row))


def settle(estimate: Row, found: Sequence[Together]) -> Row:
    """Give an estimate as it is once its row was seen among others."""
    if any(it.diagnostic["severity"] == Severity.ERROR for it in found):
        none = dict.fromkeys(ESTIMATE[ESTIMATE.index("currency") :])
        return {**estimate, **none, "status": "rejected"}
    if any(it.diagnostic["rule"] == "idempotency-key-repeated" for it in found):
        return estimate if estimate["status"] == "rejected" else {**estimate, "status": "repeated"}
    return estimate


# One row ------------------------------------------------------------------------------------------


def _alone(report: Report) -> Report:
    """The same as if its block held nothing else: the whole run says more than a part of it."""
    if not report.repeats and all(it.rule not in _TOGETHER for it in report.found):
        return report
    found = tuple(it for it in report.found if it.rule not in _TOGETHER)
    return attrs.evolve(report, found=found, repeats=False)


def _row_of(found: Diagnostic, piece: Piece) -> int | None:
    if piece.format == "json":
        return piece.rows[0]
    return None if found.span is None else piece.row(found.span.start.line)


def _diagnostic(found: Diagnostic, source: str, row: int | None, name: str, veil: Veil) -> Row:
    return {
        "source": source,
        "row": row,
        "id": veil(name) or None,
        "pack": found.pack or None,
        "rule": found.rule,
        "severity": str(found.severity),
        "message": veil(found.message),
        "pointer": None if found.path is None else veil(found.path),
        "first_row": None,
    }


_NO_REQUEST = Diagnostic(
    rule="one-request-a-row",
    severity=Severity.ERROR,
    message="the row does not hold one request that can be read, so nothing of it was judged",
    pointer=(),
)


def _estimate(report: Report, source: str, row: int, veil: Veil) -> Row:
    estimate = report.estimate
    it: Row = dict.fromkeys(ESTIMATE)
    it |= {"source": source, "row": row, "id": veil(report.id) or None}
    it |= {"provider": veil(report.provider) or None, "model": veil(report.model) or None}
    if not report.ok:
        return it | {"status": "rejected"}
    if report.status != "checked":
        return it | {"status": "unchecked", "unpriced": "no pack has this model"}
    if estimate is None:
        return it | {"status": "unpriced", "unpriced": "its pack bills nothing"}
    reasons = [f"{it.item}: {it.reason}" for it in estimate.unpriced]
    low, high = estimate.in_usd
    return it | {
        "status": "unpriced" if reasons else "priced",
        "currency": estimate.currency,
        "minimum": _amount(estimate.minimum),
        "maximum": _amount(estimate.maximum),
        "usd_minimum": _amount(low),
        "usd_maximum": _amount(high),
        "unpriced": veil("; ".join(reasons)) or None,
    }


def _amount(amount: Decimal | None) -> str | None:
    """Exact, as text: an amount is never a float."""
    return None if amount is None else format_amount(amount)


# Marks --------------------------------------------------------------------------------------------


def _marks(report: Report, row: int, text: bytes) -> Iterator[Mark]:
    """
    What a row may share with others.

    A mark may be shared by rows that differ in the end: they are judged once more, together, and it
    is that which decides. What does share something has the same mark.
    """
    work = b""
    if report.program is not None and report.normalized is not None:
        sent = _without_addresses(report)
        work = _digest([report.source, report.provider, sent])
        yield Mark("work", work, row, work)
    if report.id:
        yield Mark("id", _digest([report.source, report.id]), row, work)
    if report.program is None:
        return
    headers = [
        name.lower()
        for name, it in report.program.headers.properties.items()
        if it.field.idempotency
    ]
    if headers and report.headers_known:
        # Amounts and counts are of no interest here.
        written = json.loads(text, parse_int=str, parse_float=str)["headers"]
        values = [value for name, value in written.items() if name.lower() in headers]
        # What a variable stands for is not known: two uses may be two keys.
        if values and isinstance(values[0], str) and not is_placeholder(values[0]):
            yield Mark("key", _digest([report.provider, values[0]]), row, work)


def _without_addresses(report: Report) -> Any:
    """What is sent, without the address that is told of the outcome."""
    assert report.program is not None
    return _without(report.normalized, _addresses(report.program))


@lru_cache(maxsize=64)
def _addresses(program: Program) -> frozenset[tuple[str, ...]]:
    """Where a request says who is told of the outcome."""
    found, pending = set(), [program.body]
    while pending:
        member = pending.pop()
        if "webhook" in member.checks:
            found.add(member.pointer)
        pending += member.properties.values()
    return frozenset(found)


def _without(value: Any, pointers: frozenset[tuple[str, ...]], at: tuple[str, ...] = ()) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {
        key: _without(it, pointers, (*at, key))
        for key, it in value.items()
        if (*at, key) not in pointers
    }


def _digest(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, default=_said)
    return blake2b(text.encode(), digest_size=16).digest()


def _said(value: Any) -> Any:
    """5.0 and 5 are one number."""
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else format_amount(value)
    return str(value)
