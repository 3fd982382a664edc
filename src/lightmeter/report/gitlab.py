"""The `gitlab` format: a Code Quality report, which merge requests show."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.report.addresses import STANDARD_INPUT, path_of
from lightmeter.report.fingerprints import fingerprints
from lightmeter.report.json_layout import Items, lay_out
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil

__all__ = ["pieces", "render"]

_COLUMNS = 100
_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """Write an array with an object a diagnostic; an empty one where nothing was found."""
    del style
    veil = make_veil(report)
    marks = fingerprints(report, report.entries)
    path = cache(path_of)
    issues = (
        _issue(it, mark, path(it.source), veil)
        for (it, _), mark in zip(report.entries, marks, strict=True)
    )
    yield from lay_out(Items(issues), _COLUMNS)
    yield "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str, path: str, veil: Veil) -> dict[str, Any]:
    return {
        "description": veil(diagnostic.message),
        "check_name": diagnostic.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": path or STANDARD_INPUT,
            "lines": _lines(diagnostic),
        },
    }


def _lines(diagnostic: Diagnostic) -> dict[str, int]:
    span = diagnostic.span
    if span is None:
        # Without a line GitLab leaves the whole report out. What is said of a file as a whole is
        # shown at its first line, the one place where our formats name a line that nothing is on.
        return {"begin": 1}
    return {"begin": span.start.line, "end": span.end.line}
