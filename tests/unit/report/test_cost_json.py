import json
from collections.abc import Callable
from importlib.resources import files

import jsonschema
import pytest

from lightmeter.report import json_v1
from lightmeter.report.cost_json import render
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import PLAIN
from lightmeter.result import BatchReport

Check = Callable[[dict[str, str | bytes]], BatchReport]

SCHEMA = json.loads(files("lightmeter.report").joinpath("report-v1.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("by", list(By))
def test_it_is_the_report_with_two_members_more(rich: BatchReport, by: By) -> None:
    """Whatever is in it, the schema accepts it."""
    document = json.loads(render(rich, PLAIN, CostView(by)))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)

    assert document.pop("by") == by.value
    members = [number for it in document.pop("groups") for number in it["requests"]]
    assert sorted(members) == list(range(len(rich.reports)))
    assert document == json.loads(json_v1.render(rich))


def test_a_group(check: Check) -> None:
    """Amounts are text, and null where they are not known."""
    text = (
        '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
        '{"model": "radio-7", "input": {}}\n'
    )
    report = check({"a.jsonl": text})

    none = dict.fromkeys(("priced", "unpriced", "unchecked", "rejected", "repeated"), 0)
    assert json.loads(render(report, PLAIN, CostView(By.FILE)))["groups"] == [
        {
            "name": "a.jsonl",
            "requests": [0, 1],
            "costs": [
                {
                    "provider": "acme",
                    "currency": "credits",
                    "minimum": "4",
                    "maximum": None,
                    "usd": {"minimum": "0.02", "maximum": None},
                    "list": None,
                    "quantity": {"minimum": 1, "maximum": 1},
                    "unit": "image",
                    "requests": 1,
                    "statuses": {**none, "priced": 1},
                },
                {
                    "provider": None,
                    "currency": None,
                    "minimum": None,
                    "maximum": None,
                    "usd": {"minimum": None, "maximum": None},
                    "list": None,
                    "quantity": None,
                    "unit": None,
                    "requests": 1,
                    "statuses": {**none, "unchecked": 1},
                },
            ],
        }
    ]
