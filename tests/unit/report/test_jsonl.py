import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.report import json_v1, jsonl
from lightmeter.version import __version__

ReadObjects = Callable[[str], list[dict[str, Any]]]


def test_the_lines_hold_what_the_object_holds(
    rich: BatchReport, read_report_lines: ReadObjects
) -> None:
    """Requests, diagnostics, what is silenced, and at last the rest: all that `json` has."""
    lines = read_report_lines(jsonl.render(rich))

    whole: dict[str, Any] = {"requests": [], "diagnostics": [], "suppressed": []}
    names = {"request": "requests", "diagnostic": "diagnostics", "suppressed": "suppressed"}
    for line in lines[:-1]:
        whole[names[line.pop("type")]].append(line)
    assert lines[-1].pop("type") == "summary"
    assert {**whole, **lines[-1]} == json.loads(json_v1.render(rich))


def test_the_order_of_lines(rich: BatchReport, read_report_lines: ReadObjects) -> None:
    """A diagnostic comes when its request is known already, and the summary when all is said."""
    types = [it["type"] for it in read_report_lines(jsonl.render(rich))]

    expected = ["request", "diagnostic", "suppressed", "summary"]
    assert types == sorted(types, key=expected.index)
    assert list(dict.fromkeys(types)) == expected


def test_nothing_was_read(read_report_lines: ReadObjects) -> None:
    """Even then there is a summary, which tells it from a text that was cut off."""
    assert read_report_lines(jsonl.render(BatchReport((), (), {}))) == [
        {
            "type": "summary",
            "version": 1,
            "tool": {"name": "lightmeter", "version": __version__},
            "packs": [],
            "totals": [],
            "summary": {
                "sources": 0,
                "requests": 0,
                "error": 0,
                "warning": 0,
                "info": 0,
                "suppressed": 0,
            },
        }
    ]


@pytest.mark.parametrize("number", (0, -1))
@pytest.mark.parametrize("change", ({"type": "diagnostic"}, {"type": None}, {"extra": 1}))
def test_the_schema_refuses_other_lines(
    rich: BatchReport, read_report_lines: ReadObjects, number: int, change: dict[str, Any]
) -> None:
    """A line is of one type, and holds what lines of that type hold."""
    lines = [json.loads(line) for line in jsonl.render(rich).splitlines()]

    with pytest.raises(jsonschema.ValidationError):
        read_report_lines(json.dumps(lines[number] | change) + "\n")
