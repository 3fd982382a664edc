import json
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.difference.bounds import Bounds
from lightmeter.difference.side import REPEATED, Priced, side_of
from lightmeter.report import json_v1, jsonl
from lightmeter.report.saved_report import ReportError, is_report, read_report

KEY = {"Idempotency-Key": "6f1c"}


def line(**given: Any) -> str:
    request = {"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x"}, **given}
    return f"{json.dumps(request)}\n"


def seedream(**given: Any) -> str:
    sent = {"prompt": "x", "resolution": "2k", "size": "1:1"}
    return line(provider="mindvideo", model="doubao-seedream-5-0-lite", input=sent, **given)


LINES = "".join(
    (
        line(id="a"),
        seedream(id="b", headers=KEY),
        seedream(id="c", headers=KEY),
        line(provider="poyo", model="seedream-5.0-lite", input={"prompt": "x", "n": 4}),
        line(input={}),
        line(model="seedance-2", input={"prompt": "x", "resolution": "720p", "duration": 5}),
        line(model="nobody-knows-it"),
        "{\n",
    )
)


def told(it: Priced) -> tuple[Any, ...]:
    """All that a report can say of a request, but for what only the requests can tell."""
    return (
        *(it.source, it.index, it.id, it.line, it.provider, it.model, it.cost, it.why),
        *(it.payload, it.why_hidden, dict(it.effective), dict(it.rates), dict(it.unpriced)),
    )


def test_a_report_says_what_the_run_said() -> None:
    """Priced, repeated, rejected, without a price, not known: each is what it was."""
    report = Checker().check_text(LINES, format="jsonl", name="a.jsonl")
    direct = side_of(report, "x")

    text = json_v1.render(report).encode()
    saved = read_report(text, "x")
    assert list(map(told, saved.requests)) == list(map(told, direct.requests))
    assert [it.why for it in saved.requests][2] == REPEATED
    assert [(it.name, it.message, it.span, at) for it, at in saved.entries] == [
        (it.name, it.message, it.span, at) for it, at in direct.entries
    ]
    assert [it.path for it, _ in saved.entries] == [it.path for it, _ in direct.entries]
    assert (
        (saved.broken, saved.sound)
        == (direct.broken, direct.sound)
        == (frozenset({"a.jsonl"}), False)
    )
    assert is_report(text)


def test_an_id_with_stars_names_nothing() -> None:
    """Two that are hidden alike need not be the same."""
    text = json_v1.render(Checker().check_text(line(id="a***"), format="jsonl", name="a"))

    assert [it.id_hidden for it in read_report(text.encode(), "x").requests] == [False]
    hidden = text.replace("a***", "********")
    assert [it.id_hidden for it in read_report(hidden.encode(), "x").requests] == [True]


def test_what_is_hidden_is_not_taken_for_a_payload() -> None:
    text = json_v1.render(Checker().check_text(line(), format="jsonl", name="a"))

    (it,) = read_report(text.replace('"x"', '"see ********"').encode(), "x").requests
    assert it.payload is None
    assert it.why_hidden == "the report hides a part of the old request that looks like a secret"
    assert it.cost is not None
    assert it.cost.amount == Bounds(Decimal(2), Decimal(2))


def test_keys_are_the_sides_own() -> None:
    text = json_v1.render(Checker().check_text(line(), format="jsonl", name="shots/a"))

    (it,) = read_report(text.encode(), "x", lambda name: name.removeprefix("shots/")).requests
    assert (it.source, it.key) == ("shots/a", "a")


def test_other_texts_are_no_reports() -> None:
    report = Checker().check_text(line(), format="jsonl", name="a")

    for text in (
        b"",
        b"{",
        b"\xff",
        line().encode(),
        jsonl.render(report).encode(),
        b'"lightmeter"',
    ):
        assert not is_report(text)


@pytest.mark.parametrize(
    ("path", "value", "why"),
    (
        (("version",), 2, "a report of version 2; this lightmeter reads 1"),
        (("requests",), {}, "requests is a table and no array"),
        (("requests", 0), 5, "a request is 5 and no object"),
        (("requests", 0, "model"), 5, "model is 5 and no text"),
        (("requests", 0, "estimate", "minimum"), 2, "2 is no amount"),
        (("requests", 0, "estimate", "minimum"), "1e999999999", '"1e999999999" is no amount'),
        (("requests", 0, "estimate", "lines", 0, "rate"), None, "a rate is null and no object"),
        (("diagnostics", 0, "severity"), "bad", 'severity "bad" is not known'),
        (("diagnostics", 0, "request"), 7, "a diagnostic is about a request that is not there"),
        (("diagnostics", 0, "request"), "0", '"0" is the number of no request'),
        (("diagnostics", 0, "pointer"), "x", "has to be empty or begin with"),
    ),
)
def test_what_is_not_as_it_was_written(path: tuple[Any, ...], value: object, why: str) -> None:
    """A report may come from anywhere, and has been edited perhaps."""
    text = line(input={"prompt": " "})
    document = json.loads(json_v1.render(Checker().check_text(text, format="jsonl", name="a")))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    with pytest.raises(ReportError) as raised:
        read_report(json.dumps(document).encode(), "saved.json")
    assert why in str(raised.value)
    assert str(raised.value).startswith("saved.json is ")
