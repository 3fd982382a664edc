"""Reports that the `json` format wrote are read again, as one side of a comparison."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds
from lightmeter.difference.side import REPEATED, Paid, Priced, Side
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import decode
from lightmeter.errors import LightmeterError
from lightmeter.misfit import show
from lightmeter.notices import is_own_report
from lightmeter.place import Position, Span, parse_pointer
from lightmeter.report.veil import MASK
from lightmeter.result import Status
from lightmeter.silence.locks import UNREADABLE

__all__ = ["ReportError", "is_report", "read_report"]

_AMOUNT = re.compile(r"[0-9]{1,60}(?:\.[0-9]{1,500})?").fullmatch
_MISFIT = "is no report that lightmeter check or cost wrote with --format json"


class ReportError(LightmeterError):
    """A saved report that cannot be used."""


def is_report(data: bytes) -> bool:
    """Whether a text is something that lightmeter reported, in one of its formats for programs."""
    # A request is a few lines, and a report says early on what wrote it.
    if b'"lightmeter"' not in data:
        return False
    try:
        value = read(decode(data, name="", format="json")).value
    except DocumentError:
        return False
    return isinstance(value, dict) and is_own_report(value)


def read_report(data: bytes, name: str, key_of: Callable[[str], str] = str) -> Side:
    """
    Read a report of version 1.

    Args:
        data: Of the file.
        name: Of it, as the user knows it.
        key_of: Gives what a text is known by on either side, by its name.

    Raises:
        ReportError: If it is none, or of another version.
    """
    try:
        value = read(decode(data, name=name, format="json")).value
    except DocumentError as error:
        raise ReportError(f"{name} {_MISFIT}: {error.faults[0].message}") from error
    if not isinstance(value, dict) or not is_own_report(value):
        raise ReportError(f"{name} {_MISFIT}")
    if value.get("version") != 1:
        version = show(value.get("version"))
        raise ReportError(f"{name} is a report of version {version}; this lightmeter reads 1")
    if "requests" not in value or "diagnostics" not in value:
        raise ReportError(f"{name} {_MISFIT}: it has no requests")
    return _Reader(name, key_of).side(value)


class _Reader:
    """Reads one report, and knows what to say where it is not as it should be."""

    def __init__(self, name: str, key_of: Callable[[str], str]) -> None:
        self._name = name
        self._key_of = key_of

    def side(self, document: Mapping[str, Any]) -> Side:
        told = [self._told(it) for it in self._list(document, "diagnostics")]
        hidden = [self._told(it) for it in self._list(document, "suppressed")]
        by_request: dict[int | None, list[Diagnostic]] = {}
        for diagnostic, number in (*told, *hidden):
            by_request.setdefault(number, []).append(diagnostic)
        requests = tuple(
            self._request(it, by_request.get(number, []))
            for number, it in enumerate(self._list(document, "requests"))
        )
        if any(number is not None and number >= len(requests) for number in by_request):
            self._refuse("a diagnostic is about a request that is not there")
        return Side(
            name=self._name,
            requests=requests,
            entries=tuple(told),
            broken=frozenset(
                self._key_of(it.source) for it, _ in (*told, *hidden) if it.rule in UNREADABLE
            ),
            sound=all(it.cost is not None for it in requests)
            and all(it.severity is not Severity.ERROR for it, _ in told),
            key_of=self._key_of,
        )

    # Requests -------------------------------------------------------------------------------------

    def _request(self, it: Any, found: list[Diagnostic]) -> Priced:
        data = self._object(it, "a request")
        source, provider = self._text(data, "source"), self._text(data, "provider")
        status = self._text(data, "status")
        payload = data.get("normalized")
        errors = [it.message for it in found if it.severity is Severity.ERROR]
        rejected = status == Status.UNREADABLE or (
            payload is None if status == Status.CHECKED else bool(errors)
        )
        estimate = data.get("estimate")
        cost: Paid | None = None
        why = f"rejected: {errors[0]}" if errors else "rejected"
        if not rejected:
            repeats = any(it.rule == "idempotency-key-repeated" for it in found)
            cost, why = self._cost(estimate, provider, status, repeats=repeats)
        known = estimate if isinstance(estimate, Mapping) else {}
        why_hidden = "" if payload is not None else why
        if payload is not None and _has_mask(payload):
            payload = None
            why_hidden = "the report hides a part of the old request that looks like a secret"
        line, index = data.get("line"), data.get("index")
        return Priced(
            source=source,
            key=self._key_of(source),
            index=index if isinstance(index, int) else 0,
            id=self._text(data, "id"),
            line=line if isinstance(line, int) else None,
            provider=provider,
            model=self._text(data, "model"),
            cost=cost,
            why=why,
            payload=None if payload is None else self._object(payload, "a payload"),
            why_hidden=why_hidden,
            effective=self._object(known.get("effective", {}), "effective"),
            rates=dict(self._rates(known)),
            unpriced=dict(self._unpriced(known)),
            id_hidden=MASK in self._text(data, "id"),
        )

    def _cost(
        self, estimate: Any, provider: str, status: str, *, repeats: bool
    ) -> tuple[Paid, str]:
        if estimate is None:
            if repeats:
                return Paid(provider, "", ZERO, ZERO), REPEATED
            checked = status == Status.CHECKED
            why = "its pack has no price" if checked else "it was not checked"
            return Paid(provider, "", UNKNOWN, UNKNOWN), why
        data = self._object(estimate, "an estimate")
        currency = self._text(data, "currency")
        if repeats:
            return Paid(provider, currency, ZERO, ZERO), REPEATED
        amount = self._bounds(data)
        usd = amount if currency == "USD" else UNKNOWN
        if data.get("usd") is not None:
            usd = self._bounds(self._object(data["usd"], "usd"))
        unpriced = [self._object(it, "unpriced") for it in self._list(data, "unpriced")]
        why = self._text(unpriced[0], "reason") if unpriced else ""
        return Paid(provider, currency, amount, usd), why

    def _rates(self, estimate: Mapping[str, Any]) -> Iterator[tuple[str, Bounds]]:
        for it in self._list(estimate, "lines") if estimate else ():
            line = self._object(it, "a line")
            yield self._text(line, "item"), self._bounds(self._object(line.get("rate"), "a rate"))

    def _unpriced(self, estimate: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for it in self._list(estimate, "unpriced") if estimate else ():
            item = self._object(it, "unpriced")
            yield self._text(item, "item"), self._text(item, "reason")

    def _bounds(self, data: Mapping[str, Any]) -> Bounds:
        return Bounds(*(self._amount(data.get(name)) for name in ("minimum", "maximum")))

    def _amount(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        if not isinstance(value, str) or not _AMOUNT(value):
            self._refuse(f"{show(value)} is no amount")
        return Decimal(value)

    # Diagnostics ----------------------------------------------------------------------------------

    def _told(self, it: Any) -> tuple[Diagnostic, int | None]:
        data = self._object(it, "a diagnostic")
        severity, number = self._text(data, "severity"), data.get("request")
        if severity not in tuple(Severity):
            self._refuse(f"severity {show(severity)} is not known")
        if number is not None and (not isinstance(number, int) or number < 0):
            self._refuse(f"{show(number)} is the number of no request")
        pointer = data.get("pointer")
        try:
            place = parse_pointer(pointer) if isinstance(pointer, str) else None
        except ValueError as error:
            self._refuse(str(error))
        return (
            Diagnostic(
                rule=self._text(data, "rule"),
                severity=Severity(severity),
                message=self._text(data, "message"),
                pointer=place,
                source=self._text(data, "source"),
                span=self._span(data),
                pack=self._text(data, "pack"),
            ),
            number,
        )

    def _span(self, data: Mapping[str, Any]) -> Span | None:
        ends = [data.get("start"), data.get("end")]
        if None in ends:
            return None
        return Span(*(self._position(self._object(it, "a place")) for it in ends))

    def _position(self, data: Mapping[str, Any]) -> Position:
        line, column = data.get("line"), data.get("column")
        if not isinstance(line, int) or not isinstance(column, int):
            self._refuse("a place has no line or no column")
        return Position(line, column)

    # Parts ----------------------------------------------------------------------------------------

    def _list(self, data: Mapping[str, Any], name: str) -> list[Any]:
        value = data.get(name, [])
        if not isinstance(value, list):
            self._refuse(f"{name} is {show(value)} and no array")
        return value

    def _object(self, value: Any, what: str) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            self._refuse(f"{what} is {show(value)} and no object")
        return value

    def _text(self, data: Mapping[str, Any], name: str) -> str:
        value = data.get(name)
        if value is not None and not isinstance(value, str):
            self._refuse(f"{name} is {show(value)} and no text")
        return value or ""

    def _refuse(self, why: str) -> NoReturn:
        raise ReportError(f"{self._name} {_MISFIT}: {why}")


def _has_mask(value: Any) -> bool:
    if isinstance(value, str):
        return MASK in value
    if isinstance(value, Mapping):
        return any(_has_mask(it) for pair in value.items() for it in pair)
    return isinstance(value, list) and any(map(_has_mask, value))
