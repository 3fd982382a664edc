"""The `json` format, version 1; `report-v1.schema.json` beside this file describes it."""

from lightmeter.report.json_objects import Objects
from lightmeter.report.json_text import write_json
from lightmeter.report.style import PLAIN, Style
from lightmeter.result import BatchReport

__all__ = ["render"]


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write a report as one JSON object; colour has no place in it."""
    del style
    objects = Objects(report)
    document = {
        **objects.head(),
        "requests": list(objects.requests()),
        "diagnostics": list(objects.diagnostics()),
        "suppressed": list(objects.suppressed()),
        **objects.foot(),
    }
    return write_json(document, indent=2) + "\n"
