"""The formats that a report can be shown in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module

from lightmeter.batch_report import BatchReport
from lightmeter.report.style import Style

__all__ = ["FORMATS", "Pieces", "Renderer"]

Pieces = Callable[[BatchReport, Style], Iterable[str]]
"""Writes a report as one text, in one piece or in many; it ends with a newline, or is empty."""


class Renderer:
    """
    Writes reports in a format.

    Attributes:
        module: Beside this one, imported when something is first written. It has `render`, which
            gives a text, or `pieces`, which gives it bit by bit, so that a long report is never
            held as a whole.
    """

    def __init__(self, module: str) -> None:
        self.module = module

    def __call__(self, report: BatchReport, style: Style) -> str:
        """Write a report as one text."""
        return "".join(self.pieces(report, style))

    def pieces(self, report: BatchReport, style: Style) -> Iterator[str]:
        """Write a report bit by bit."""
        module = import_module(f"lightmeter.report.{self.module}")
        if hasattr(module, "pieces"):
            yield from module.pieces(report, style)
        else:
            yield module.render(report, style)


# A command offers every format and writes one or two of them.
FORMATS: Mapping[str, Renderer] = {
    "text": Renderer("text"),
    "concise": Renderer("concise"),
    "json": Renderer("json_v1"),
    "jsonl": Renderer("jsonl"),
    "sarif": Renderer("sarif.log"),
    "github": Renderer("github"),
    "gitlab": Renderer("gitlab"),
    "junit": Renderer("junit"),
    "markdown": Renderer("job_summary"),
}
