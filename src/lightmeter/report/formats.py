"""The formats that a report can be shown in."""

from collections.abc import Callable, Mapping
from importlib import import_module

from lightmeter.report.style import Style
from lightmeter.result import BatchReport

__all__ = ["FORMATS", "Renderer"]

Renderer = Callable[[BatchReport, Style], str]
"""Writes a report as one text that ends with a newline, or is empty."""


def _lazy(module: str) -> Renderer:
    """The `render` of a module beside this one, which is imported when it is first called."""

    def render(report: BatchReport, style: Style) -> str:
        text: str = import_module(f"lightmeter.report.{module}").render(report, style)
        return text

    return render


# A command offers every format and writes one or two of them.
FORMATS: Mapping[str, Renderer] = {
    "text": _lazy("text"),
    "concise": _lazy("concise"),
    "json": _lazy("json_v1"),
    "jsonl": _lazy("jsonl"),
    "sarif": _lazy("sarif.log"),
    "github": _lazy("github"),
    "gitlab": _lazy("gitlab"),
    "junit": _lazy("junit"),
    "markdown": _lazy("job_summary"),
}
