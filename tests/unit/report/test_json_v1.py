import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

import attrs
import jsonschema
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.diagnostic import Change, Diagnostic, Fix, Related, Severity
from lightmeter.report.json_v1 import render
from lightmeter.version import __version__

Check = Callable[[dict[str, str | bytes]], BatchReport]

SCHEMA = json.loads(files("lightmeter.report").joinpath("report-v1.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
KEY = "sk-abcdefghijklmnop0123456789"
ODD_NAME = "shots 50%, a=b ü.toml"


def valid(report: BatchReport) -> dict[str, Any]:
    """The document of a report, after the schema has accepted it."""
    document: dict[str, Any] = json.loads(render(report))
    VALIDATOR.validate(document)
    return document


def test_a_whole_document(check: Check) -> None:
    """Every key is there, in the order that is documented."""
    text = '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "resolution": "4K"}}\n'
    citation = {
        "title": "Picture guide",
        "section": "prices",
        "url": "https://example.com/picture",
        "edition": "2026-01-02",
        "read": "2026-01-03",
    }
    expected = {
        "version": 1,
        "tool": {"name": "lightmeter", "version": __version__},
        "packs": [{"id": "acme/picture", "edition": "2026-01-02", "overlays": []}],
        "requests": [
            {
                "source": "a.jsonl",
                "index": 0,
                "id": "a",
                "line": 1,
                "provider": "acme",
                "model": "picture-1",
                "pack": "acme/picture",
                "status": "checked",
                "estimate": {
                    "minimum": "4",
                    "maximum": "4",
                    "currency": "credits",
                    "quantity": {"minimum": 1, "maximum": 1},
                    "unit": "image",
                    "effective": {"quality": "low", "tier": "2K"},
                    "lines": [
                        {
                            "item": "image",
                            "unit": "image",
                            "quantity": {"minimum": 1, "maximum": 1},
                            "rate": {"minimum": "4", "maximum": "4"},
                            "minimum": "4",
                            "maximum": "4",
                            "currency": "credits",
                            "basis": "documented",
                            "citation": citation,
                            "list_rate": None,
                        }
                    ],
                    "assumptions": [],
                    "unpriced": [],
                    "usd": {"minimum": "0.02", "maximum": "0.02"},
                    "list": None,
                    "own_rates": [],
                },
                "repeats": False,
                "normalized": {
                    "model": "picture-1",
                    "input": {"prompt": "x", "resolution": "4K", "quality": "low", "size": "1:1"},
                },
                "skipped": [],
            }
        ],
        "diagnostics": [
            {
                "rule": "billed-as-2k",
                "severity": "warning",
                "message": (
                    "resolution 4K is billed as 2K: size 1:1 is square; set resolution to 2K"
                ),
                "source": "a.jsonl",
                "request": 0,
                "pointer": "/input/resolution",
                "start": {"line": 1, "column": 74},
                "end": {"line": 1, "column": 78},
                "related": [],
                "fix": {
                    "safe": False,
                    "description": 'set resolution to "2K"',
                    "changes": [
                        {"pointer": "/input/resolution", "operation": "set", "value": "2K"}
                    ],
                    "edits": [
                        {
                            "start": {"line": 1, "column": 74},
                            "end": {"line": 1, "column": 78},
                            "text": '"2K"',
                        }
                    ],
                },
                "pack": "acme/picture",
                "basis": "documented",
                "citation": {**citation, "section": "resolutions"},
                "suggestion": None,
            }
        ],
        "suppressed": [],
        "totals": [
            {
                "provider": "acme",
                "currency": "credits",
                "minimum": "4",
                "maximum": "4",
                "unpriced": 0,
                "usd": {"minimum": "0.02", "maximum": "0.02"},
                "list": None,
            }
        ],
        "summary": {
            "sources": 1,
            "requests": 1,
            "error": 0,
            "warning": 1,
            "info": 0,
            "suppressed": 0,
        },
    }
    document = valid(check({"a.jsonl": text}))

    # The order counts too: people read it, and so do line-based comparisons.
    assert json.dumps(document) == json.dumps(expected)


TEXTS: dict[str, dict[str, str | bytes]] = {
    "nothing": {},
    "priced, unpriced, rejected, unchecked": {
        "a.jsonl": (
            '{"model": "picture-1", "input": {"prompt": "x"}}\n'
            '{"model": "film-1", "input": {"seconds": 5}}\n'
            '{"model": "film-1", "input": {"seconds": "5"}}\n'
            '{"model": "radio-7", "input": {}}\n'
            '{"model": 5}\n{"input": {}}\n[]\n7\n{oops\n'
        )
    },
    "defaults": {
        "a.toml": (
            'provider = "acme"\n[defaults]\nmodel = "picture-1"\ninput.quality = "x"\n'
            '[[requests]]\nid = "~/"\ninput = { prompt = "x", "a/b~" = 1 }\n'
        )
    },
    "unknown provider": {"a.toml": 'provider = "acne"\nmodel = "picture-1"\n'},
    "broken": {
        "a.json": "",
        "b.json": '{"a": 1, "a": 2}',
        "c.json": "[" * 5000,
        "d.toml": "\ufeffx = ",
        "e.toml": "",
        "f.json": bytes(range(256)),
        "g.json": '{"n": 1e999, "m": NaN, "h": ' + "9" * 5000 + "}",
        "h.jsonl": "\n\n",
        "i.json": '{"model": "\\ud800"}',
    },
    "values of every kind": {
        "a.toml": (
            'model = "picture-1"\n[input]\nprompt = "x"\n'
            "when = 2026-01-02T03:04:05Z\nday = 2026-01-02\nhour = 03:04:05\n"
            "exact = 0.1000000000000000055511151231257827\nempty = {}\nlist = [[], 1.0]\n"
        ),
        "b.json": (
            '{"model": "picture-1", "input": {"prompt": "x", "a": 1e300, "b": null,'
            ' "c": "\\u202e\\u0000"}}'
        ),
    },
    "a secret": {
        "a.json": f'{{"model": "picture-1", "input": {{"prompt": "{KEY}", "quality": "{KEY}"}}}}'
    },
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_document_fits_the_schema(check: Check, name: str) -> None:
    """Whatever is read, the schema accepts what comes out, and two runs write the same."""
    report = check(TEXTS[name])
    document = valid(report)

    assert document["summary"]["requests"] == len(report.reports)
    assert len(document["diagnostics"]) == len(report.diagnostics)
    assert render(report) == render(check(TEXTS[name]))


def test_normalized_payloads_keep_their_numbers(check: Check) -> None:
    """A decimal is written with every digit, a date as its text."""
    written = render(check(TEXTS["values of every kind"]))

    assert '"exact": 0.1000000000000000055511151231257827' in written
    assert '"when": "2026-01-02T03:04:05+00:00"' in written


def test_secrets_are_masked(check: Check) -> None:
    """No part of the document holds what looks like a key."""
    assert KEY[3:11] not in render(check(TEXTS["a secret"]))


def test_a_payload_given_as_data(checker: Checker) -> None:
    """Without a text there is neither source nor place, and what Python holds is written."""
    payload = {
        "model": "picture-1",
        "input": {
            "prompt": "x",
            "when": dt.date(2026, 1, 2),
            1: {None: Decimal("1.50")},
        },
    }
    document = valid(BatchReport((checker.check(payload),), (), {}))

    (request,) = document["requests"]
    assert (request["source"], request["line"]) == (None, None)
    assert request["normalized"]["input"]["1"] == {"null": 1.5}
    assert {it["start"] for it in document["diagnostics"]} == {None}


def test_fixes_of_odd_values() -> None:
    """A fix may set or remove anything; related places may lack everything."""
    changes = (
        Change(("a", 0, "b/c"), "set", Decimal("0.10")),
        Change((), "set", {"x": float("inf")}),
        Change(("b",), "remove"),
    )
    found = Diagnostic(
        "type",
        Severity.INFO,
        "m",
        pointer=(),
        fix=Fix(safe=True, description="do", changes=changes),
        related=(Related("there"), Related("here", pointer=("a",))),
    )
    document = valid(BatchReport((), (found,), {}))

    assert [it["pointer"] for it in document["diagnostics"][0]["fix"]["changes"]] == [
        "/a/0/b~1c",
        "",
        "/b",
    ]


def _tampered(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every object of a document that the schema closes."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            # What was sent and what a lever holds is the user's and the pack's business.
            if key not in ("normalized", "effective", "value"):
                yield from _tampered(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _tampered(inner, (*path, index))


def test_the_schema_refuses_every_change_of_shape(check: Check) -> None:
    """An extra key and a missing key are refused, wherever they are."""
    document = valid(
        check(
            {
                "a.jsonl": TEXTS["priced, unpriced, rejected, unchecked"]["a.jsonl"],
                "b.toml": TEXTS["defaults"]["a.toml"],
            }
        )
    )
    paths = list(_tampered(document))

    assert len(paths) > 50
    for path in paths:
        for tamper in (_add, _drop):
            changed = copy.deepcopy(document)
            inner = changed
            for step in path:
                inner = inner[step]  # type: ignore[index]  # a document of any depth
            tamper(inner)
            assert not VALIDATOR.is_valid(changed), (path, tamper)


def _add(value: dict[str, Any]) -> None:
    value["extra"] = None


def _drop(value: dict[str, Any]) -> None:
    value.popitem()


@pytest.mark.parametrize(
    ("path", "value"),
    (
        (("version",), 2),
        (("requests", 0, "status"), "fine"),
        (("requests", 0, "estimate", "minimum"), 1),
        (("requests", 0, "estimate", "minimum"), "1.50"),
        (("requests", 0, "estimate", "minimum"), "1e3"),
        (("requests", 0, "index"), -1),
        (("requests", 0, "line"), 0),
        (("requests", 0, "id"), ""),
        (("diagnostics", 0, "severity"), "note"),
        (("diagnostics", 0, "rule"), "acme/picture/enum"),
        (("diagnostics", 0, "pointer"), "input"),
        (("diagnostics", 0, "start", "line"), 0),
        (("diagnostics", 0, "request"), "0"),
        (("summary", "error"), None),
        (("totals", 0, "maximum"), "-1"),
        (("diagnostics", 0, "fix"), {}),
        (("diagnostics", 0, "type"), "request"),
    ),
)
def test_the_schema_refuses_wrong_values(
    check: Check, path: tuple[str | int, ...], value: Any
) -> None:
    """Floats for money, places counted from 0 and unknown words are refused."""
    text = '{"model": "picture-1", "input": {"prompt": "x", "hue": 1}}'
    document: Any = valid(check({"a.json": text}))

    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not VALIDATOR.is_valid(document)


def test_the_schema_is_sound_and_closed() -> None:
    """It is a schema itself, and every object in it says what it may hold."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def objects(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if "properties" in value:
                yield value
            for inner in value.values():
                yield from objects(inner)

    closed = [it["additionalProperties"] is False for it in objects(SCHEMA)]
    assert len(closed) > 15
    assert all(closed)


def test_left_out_files_are_no_sources(check: Check) -> None:
    """A file that holds no request was not checked and is not counted."""
    report = attrs.evolve(check({}), left_out=("a.toml",))

    assert valid(report)["summary"]["sources"] == 0


def test_what_is_silenced(rich: BatchReport) -> None:
    """A diagnostic that is not shown is listed with what silenced it, and counted."""
    document = valid(rich)

    assert document["summary"]["suppressed"] == 2
    assert [(it["rule"], it["by"], it["reason"]) for it in document["suppressed"]] == [
        ("unknown-field", "comment", "agreed | <i>"),
        ("unknown-field", "baseline", None),
    ]
    assert document["suppressed"][0] == {
        "rule": "unknown-field",
        "severity": "warning",
        "message": (
            "hue is not documented for picture-1: it is likely ignored, and the run still paid"
        ),
        "source": ODD_NAME,
        "request": 0,
        "pointer": "/requests/0/input/hue",
        "start": {"line": 9, "column": 31},
        "end": {"line": 9, "column": 34},
        "pack": "acme/picture",
        "by": "comment",
        "reason": "agreed | <i>",
    }


def test_a_model_may_be_a_key(checker: Checker) -> None:
    """What a request names as its model may be a key put into the wrong line."""
    text = f'{{"provider": "acme", "model": "{KEY}", "input": {{}}}}'
    document = valid(checker.check_text(text, format="json", name="a.json"))

    assert [it["model"] for it in document["requests"]] == ["********"]
