"""The `json` format, version 1; `report-v1.schema.json` beside this file describes it."""

from collections.abc import Iterator

from lightmeter.batch_report import BatchReport
from lightmeter.report.json_objects import Objects
from lightmeter.report.json_pieces import array, item, members
from lightmeter.report.style import PLAIN, Style

__all__ = ["pieces", "render"]


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """Write a report as one JSON object, object by object; colour has no place in it."""
    del style
    objects = Objects(report)
    head, foot = objects.head(), objects.foot()
    yield members(head, "{", "")
    for name, them in (
        ("requests", objects.requests()),
        ("diagnostics", objects.diagnostics()),
        ("suppressed", objects.suppressed()),
    ):
        yield from array(name, map(item, them))
    yield members(foot, ",", "\n}\n")
