"""The `json` format, version 1; `report-v1.schema.json` beside this file describes it."""

from collections.abc import Iterable, Iterator
from typing import Any

from lightmeter.report.json_objects import Objects
from lightmeter.report.json_text import write_json
from lightmeter.report.style import PLAIN, Style
from lightmeter.result import BatchReport

__all__ = ["pieces", "render"]

_INDENT = 2


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """Write a report as one JSON object, object by object; colour has no place in it."""
    del style
    objects = Objects(report)
    head, foot = objects.head(), objects.foot()
    yield _without_brackets(head, "{", "")
    for name, them in (
        ("requests", objects.requests()),
        ("diagnostics", objects.diagnostics()),
        ("suppressed", objects.suppressed()),
    ):
        yield from _array(name, them)
    yield _without_brackets(foot, ",", "\n}\n")


def _without_brackets(value: dict[str, Any], before: str, after: str) -> str:
    """The members of an object, to stand among others."""
    return before + write_json(value, indent=_INDENT)[1:-2] + after


def _array(name: str, items: Iterable[Any]) -> Iterator[str]:
    """A member whose items are written one by one."""
    yield f',\n  "{name}": ['
    separator = ""
    for it in items:
        text = write_json(it, indent=_INDENT).replace("\n", "\n    ")
        yield f"{separator}\n    {text}"
        separator = ","
    yield "\n  ]" if separator else "]"
