"""The formats that costs can be shown in."""

from collections.abc import Iterator, Mapping
from importlib import import_module

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_view import CostView
from lightmeter.report.style import Style

__all__ = ["COST_FORMATS", "CostRenderer"]


@attrs.frozen
class CostRenderer:
    """
    Writes what the requests of a report cost in a format.

    Attributes:
        module: Beside this one, imported when something is first written.
    """

    module: str

    def __call__(self, report: BatchReport, style: Style, view: CostView) -> str:
        """Write it as one text that ends with a newline."""
        return "".join(self.pieces(report, style, view))

    def pieces(self, report: BatchReport, style: Style, view: CostView) -> Iterator[str]:
        """Write it bit by bit, so that a long one is never held as a whole."""
        module = import_module(f"lightmeter.report.{self.module}")
        yield from module.pieces(report, style, view)


COST_FORMATS: Mapping[str, CostRenderer] = {
    "text": CostRenderer("cost_table"),
    "json": CostRenderer("cost_json"),
    "csv": CostRenderer("cost_csv"),
    "markdown": CostRenderer("cost_markdown"),
}
