"""The `github` format: annotations of a GitHub Actions job, as workflow commands."""

from collections.abc import Iterator, Mapping
from functools import cache

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.words import count
from lightmeter.report.addresses import path_of
from lightmeter.report.display import show
from lightmeter.report.naming import summary
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil

__all__ = ["pieces", "render"]

_COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
# GitHub shows so many annotations of a kind for a step; what is beyond is in the log alone.
_MOST_SHOWN = 10
# The percent sign first: the others bring more of them.
_IN_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTY = (*_IN_MESSAGE, (":", "%3A"), (",", "%2C"))


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """
    Write one command a diagnostic, errors first; nothing where nothing was found.

    Where there are more than GitHub shows, a notice says so. Since notices are counted too, it
    stands before those of diagnostics.
    """
    del style
    veil = make_veil(report)
    path = cache(path_of)
    counts = {it: report.count(it) for it in Severity}
    for severity, number in counts.items():
        if severity is Severity.INFO and max(counts.values()) > _MOST_SHOWN:
            yield f"{_notice(report)}\n"
        if number:
            for diagnostic, _ in report.entries:
                if diagnostic.severity is severity:
                    yield f"{_command(diagnostic, path(diagnostic.source), veil)}\n"


def _command(diagnostic: Diagnostic, path: str, veil: Veil) -> str:
    properties = ",".join(
        f"{name}={_escaped(str(value), _IN_PROPERTY)}"
        for name, value in _properties(diagnostic, path)
    )
    message = show(veil(diagnostic.message))
    if diagnostic.fix is not None:
        kind = "safe" if diagnostic.fix.safe else "unsafe"
        message += f"\nfix ({kind}): {show(veil(diagnostic.fix.description))}"
    command = _COMMANDS[diagnostic.severity]
    return f"::{command} {properties}::{_escaped(message, _IN_MESSAGE)}"


def _properties(diagnostic: Diagnostic, path: str) -> Iterator[tuple[str, object]]:
    if path:
        yield "file", show(path)
    span = diagnostic.span
    if path and span is not None:
        yield "line", span.start.line
        yield "endLine", span.end.line
        # Columns are only for what lies on one line, and the last one belongs to it.
        if span.start.line == span.end.line:
            yield "col", span.start.column
            yield "endColumn", max(span.start.column, span.end.column - 1)
    yield "title", diagnostic.name


def _notice(report: BatchReport) -> str:
    total = count(len(report.entries), "diagnostic")
    message = (
        f"{summary(report)}. GitHub shows {_MOST_SHOWN} annotations of a kind for a step; all"
        f" {total} are in the log of this step, and --output markdown:$GITHUB_STEP_SUMMARY puts"
        " them into the summary of the job."
    )
    return f"::notice title=lightmeter::{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for char, instead in escapes:
        text = text.replace(char, instead)
    return text
