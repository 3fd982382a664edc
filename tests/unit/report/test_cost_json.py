import json
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files

import jsonschema
import pytest

from lightmeter.advice.model import Advice
from lightmeter.advice.together import SharedAdvice
from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change
from lightmeter.report import json_v1
from lightmeter.report.cost_json import render
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import PLAIN

Check = Callable[[dict[str, str | bytes]], BatchReport]

SCHEMA = json.loads(files("lightmeter.report").joinpath("report-v1.schema.json").read_text("utf-8"))


ADVICE = SharedAdvice(
    Advice(
        kind="no-effect",
        changes=(Change(("input", "sound"), "remove"),),
        saving_minimum=Decimal(0),
        saving_maximum=Decimal("2.50"),
        minimum=Decimal(1),
        maximum=Decimal("4E+0"),
        currency="credits",
        text="leave sound out",
    ),
    (0, 2),
)


@pytest.mark.parametrize("by", list(By))
def test_it_is_the_report_with_three_members_more(rich: BatchReport, by: By) -> None:
    """Whatever is in it, the schema accepts it."""
    document = json.loads(render(rich, PLAIN, CostView(by, advice=(ADVICE,))))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)

    assert document.pop("by") == by.value
    assert document.pop("advice") == [
        {
            "kind": "no-effect",
            "requests": [0, 2],
            "text": "leave sound out",
            "changes": [{"pointer": "/input/sound", "operation": "remove", "value": None}],
            "saving": {"minimum": "0", "maximum": "2.5"},
            "cost": {"minimum": "1", "maximum": "4"},
            "currency": "credits",
        }
    ]
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
