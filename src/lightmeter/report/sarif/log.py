"""The `sarif` format, version 2.1.0 of OASIS's Static Analysis Results Interchange Format."""

import re
from typing import Any

from lightmeter.report.fingerprints import fingerprints
from lightmeter.report.json_objects import Objects
from lightmeter.report.json_text import write_json
from lightmeter.report.sarif.places import BASE, Places
from lightmeter.report.sarif.results import Results
from lightmeter.report.sarif.rules import describe_rules
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import MASK
from lightmeter.result import BatchReport
from lightmeter.version import __version__

__all__ = ["render"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_COLUMNS = 120
_SEMANTIC = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?")


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write a report as a log of one run, silenced diagnostics marked as such."""
    del style
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return write_json(log, indent=2, width=_COLUMNS) + "\n"


def _run(report: BatchReport) -> dict[str, Any]:
    # 1. Everything that was found, with the number of its request.
    shown = list(report.entries)
    silenced = [(it.diagnostic, it.request) for it in report.suppressed]
    entries = [*shown, *silenced]

    # 2. The rules that occur, and the texts that are spoken of.
    rules = describe_rules(report, entries)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    places = Places(report, entries)

    # 3. A result each.
    results = Results(report, places, numbers)
    marks = fingerprints(report, entries)
    suppressions: list[Any] = [None] * len(shown) + list(report.suppressed)
    made = [
        results.result(*entry, mark, silencing)
        for entry, mark, silencing in zip(entries, marks, suppressions, strict=True)
    ]

    run = {
        "tool": {"driver": {**_tool(), "rules": rules}},
        # That something was found is no failure, nor is a text that cannot be read.
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {
            BASE: {"description": {"text": "The directory that lightmeter was run in."}}
        },
        "artifacts": places.artifacts,
        "columnKind": "unicodeCodePoints",
        "results": made,
        "properties": _properties(report),
    }
    return {**run, "redactionTokens": [MASK]} if report.hidden else run


def _tool() -> dict[str, Any]:
    tool = {"name": "lightmeter", "version": __version__}
    return {**tool, "semanticVersion": __version__} if _SEMANTIC.fullmatch(__version__) else tool


def _properties(report: BatchReport) -> dict[str, Any]:
    """What the format has no room for: what was checked, against what, and what it costs."""
    objects = Objects(report)
    requests = ({**it} for it in objects.requests())
    return {
        "packs": objects.head()["packs"],
        "requests": [
            {key: value for key, value in it.items() if key != "normalized"} for it in requests
        ],
        **objects.foot(),
    }
