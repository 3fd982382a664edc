"""The `concise` format: one line a diagnostic, for editors and problem matchers."""

from collections.abc import Iterator

from lightmeter.batch_report import BatchReport
from lightmeter.report.display import show
from lightmeter.report.naming import place_of
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import make_veil

__all__ = ["pieces", "render"]


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """Write `file:line:column: severity rule message`; nothing where nothing was found."""
    veil = make_veil(report)
    for diagnostic, _ in report.entries:
        place = place_of(diagnostic)
        severity = style.severity(str(diagnostic.severity), diagnostic.severity)
        words = f"{severity} {style.bold(diagnostic.name)} {show(veil(diagnostic.message))}"
        yield f"{place}: {words}\n" if place else f"{words}\n"
