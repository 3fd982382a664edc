"""What makes a diagnostic the same one tomorrow, whatever was written above it."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic
from lightmeter.globs import path_in
from lightmeter.place import Pointer, format_pointer
from lightmeter.result import Report

__all__ = ["Identity", "identity_of"]

# Of a hash in hexadecimal: 64 bits, of which two are alike by chance once in four billion.
_DIGITS = 16


@attrs.frozen(order=True)
class Identity:
    """
    A diagnostic without its line, its place among others and its words.

    Attributes:
        source: Name of the text.
        rule: Full name of the rule.
        request: Id of the request, or "" where it has none or shares it with another.
        pointer: From the request's root, or from the document's where the member is inherited or
            belongs to no request; "" for the whole.
        value: Digest of what stands there, or "" where nothing does.
    """

    source: str
    rule: str
    request: str
    pointer: str
    value: str

    @property
    def fingerprint(self) -> str:
        """All of it as one short text."""
        return _digest("\0".join(attrs.astuple(self)))

    def seen_from(self, directory: Path) -> "Identity":
        """The same with the source named from a directory, where it lies below that."""
        return attrs.evolve(self, source=path_in(directory, self.source))


def identity_of(report: BatchReport, diagnostic: Diagnostic, number: int | None) -> Identity:
    """
    What a diagnostic of a report is known by.

    Args:
        report: That it is in.
        diagnostic: With its place.
        number: Of its request in the report, or None.
    """
    request = None if number is None else report.reports[number]
    pointer = diagnostic.pointer
    if request is None or request.locator is None or pointer is None:
        return Identity(
            diagnostic.source, diagnostic.name, _id(report, request), _text(pointer), ""
        )
    base = request.locator.base
    own = pointer[: len(base)] == base
    return Identity(
        source=diagnostic.source,
        rule=diagnostic.name,
        request=_id(report, request),
        pointer=_text(pointer[len(base) :] if own else pointer),
        value=_value(request.locator.document.value, pointer),
    )


def _id(report: BatchReport, request: Report | None) -> str:
    return request.id if request is not None and report.is_named(request) else ""


def _text(pointer: Pointer | None) -> str:
    return format_pointer(pointer) if pointer else ""


def _value(value: Any, pointer: Pointer) -> str:
    for step in pointer:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return _digest(json.dumps(value, sort_keys=True, default=str))


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
