"""
The `jsonl` format: one JSON object a line, for what reads line by line.

`report-lines-v1.schema.json` beside this file describes the lines.
"""

from collections.abc import Iterator
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.report.json_objects import Objects
from lightmeter.report.json_text import write_json
from lightmeter.report.style import PLAIN, Style

__all__ = ["pieces", "render"]


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """
    Write requests, then diagnostics, then what is silenced, and a summary as the last line.

    A text without its last line was cut off.
    """
    del style
    return (f"{write_json(line)}\n" for line in _lines(report))


def _lines(report: BatchReport) -> Iterator[dict[str, Any]]:
    objects = Objects(report)
    for name, parts in (
        ("request", objects.requests()),
        ("diagnostic", objects.diagnostics()),
        ("suppressed", objects.suppressed()),
    ):
        yield from ({"type": name, **part} for part in parts)
    yield {"type": "summary", **objects.head(), **objects.foot()}
