"""The `sarif` format, version 2.1.0 of OASIS's Static Analysis Results Interchange Format."""

import re
from collections.abc import Iterator
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.report.fingerprints import Fingerprints
from lightmeter.report.json_layout import Items, Members, lay_out
from lightmeter.report.json_objects import Objects
from lightmeter.report.sarif.places import BASE, Places
from lightmeter.report.sarif.results import Results
from lightmeter.report.sarif.rules import Rules
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import MASK
from lightmeter.report_list import Found
from lightmeter.suppressed import Suppressed
from lightmeter.version import __version__

__all__ = ["pieces", "render"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_COLUMNS = 120
_SEMANTIC = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?")


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """Write a report as a log of one run, silenced diagnostics marked as such."""
    del style
    runs = Items([Members(_run(report))])
    log = Members([("$schema", _SCHEMA), ("version", "2.1.0"), ("runs", runs)])
    yield from lay_out(log, _COLUMNS)
    yield "\n"


def _run(report: BatchReport) -> Iterator[tuple[str, Any]]:
    # 1. The rules that occur, the texts that are spoken of, and how diagnostics are told apart.
    rules, marks, spoken_of = Rules(report), Fingerprints(report), set[str]()
    for entry, _ in _entries(report):
        rules.add(*entry)
        marks.add(*entry)
        spoken_of.add(entry[0].source)
    described = rules.describe()
    places = Places(report, spoken_of)

    # 2. A result for each diagnostic.
    results = Results(report, places, {it["id"]: at for at, it in enumerate(described)})
    made = (
        results.result(*entry, mark, silenced)
        for (entry, silenced), mark in zip(_entries(report), marks, strict=True)
    )

    yield "tool", {"driver": {**_tool(), "rules": described}}
    # That something was found is no failure, nor is a text that cannot be read.
    yield "invocations", [{"executionSuccessful": not report.interrupted}]
    base = {BASE: {"description": {"text": "The directory that lightmeter was run in."}}}
    yield "originalUriBaseIds", base
    yield "artifacts", places.artifacts
    yield "columnKind", "unicodeCodePoints"
    yield "results", Items(made)
    yield "properties", Members(_properties(report))
    if report.hidden:
        yield "redactionTokens", [MASK]


def _entries(report: BatchReport) -> Iterator[tuple[Found, Suppressed | None]]:
    """Everything that was found, and what silenced it, if anything did."""
    for entry in report.entries:
        yield entry, None
    for it in report.suppressed:
        yield (it.diagnostic, it.request), it


def _tool() -> dict[str, Any]:
    tool = {"name": "lightmeter", "version": __version__}
    return {**tool, "semanticVersion": __version__} if _SEMANTIC.fullmatch(__version__) else tool


def _properties(report: BatchReport) -> Iterator[tuple[str, Any]]:
    """What the format has no room for: what was checked, against what, and what it costs."""
    objects = Objects(report)
    yield "packs", objects.head()["packs"]
    yield "requests", Items(map(objects.short_request, report.reports))
    yield from objects.foot().items()
