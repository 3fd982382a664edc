"""The formats that a report can be shown in."""

from collections.abc import Callable, Mapping

from lightmeter.report import concise, json_v1, text
from lightmeter.report.style import Style
from lightmeter.result import BatchReport

__all__ = ["FORMATS", "Renderer"]

Renderer = Callable[[BatchReport, Style], str]
"""Writes a report as one text that ends with a newline, or is empty."""

FORMATS: Mapping[str, Renderer] = {
    "text": text.render,
    "concise": concise.render,
    "json": json_v1.render,
}
