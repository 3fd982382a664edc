"""The formats that costs can be shown in."""

from collections.abc import Callable, Mapping
from importlib import import_module

from lightmeter.report.cost_view import CostView
from lightmeter.report.style import Style
from lightmeter.result import BatchReport

__all__ = ["COST_FORMATS", "CostRenderer"]

CostRenderer = Callable[[BatchReport, Style, CostView], str]
"""Writes what the requests of a report cost as one text that ends with a newline."""


def _lazy(module: str) -> CostRenderer:
    """The `render` of a module beside this one, which is imported when it is first called."""

    def render(report: BatchReport, style: Style, view: CostView) -> str:
        text: str = import_module(f"lightmeter.report.{module}").render(report, style, view)
        return text

    return render


COST_FORMATS: Mapping[str, CostRenderer] = {
    "text": _lazy("cost_table"),
    "json": _lazy("cost_json"),
    "csv": _lazy("cost_csv"),
    "markdown": _lazy("cost_markdown"),
}
