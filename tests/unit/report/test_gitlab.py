from collections.abc import Callable
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.report.gitlab import render

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObjects = Callable[[str], list[dict[str, Any]]]


def test_a_whole_report(check: Check, read_code_quality: ReadObjects) -> None:
    """An object with what GitLab asks for, and nothing that it would not read."""
    text = 'model = "picture-1"\n[input]\nprompt = [\n  "x",\n]\n'
    issues = read_code_quality(render(check({"./a.toml": text})))

    assert [{**it, "fingerprint": ""} for it in issues] == [
        {
            "description": "prompt is an array, a text is required",
            "check_name": "acme/picture/type",
            "fingerprint": "",
            "severity": "major",
            "location": {"path": "a.toml", "lines": {"begin": 3, "end": 5}},
        }
    ]


def test_severities_and_places(rich: BatchReport, read_code_quality: ReadObjects) -> None:
    """Without a line the first one stands, since GitLab would refuse the whole report."""
    issues = {it["check_name"]: it for it in read_code_quality(render(rich))}

    assert issues["unreadable"]["severity"] == "major"
    assert issues["unreadable"]["location"] == {"path": "gone.json", "lines": {"begin": 1}}
    assert issues["no-requests"]["severity"] == "minor"
    assert issues["type"]["severity"] == "info"
    assert issues["type"]["location"] == {"path": "-", "lines": {"begin": 1}}


def test_equal_diagnostics_are_told_apart(read_code_quality: ReadObjects) -> None:
    """Of two with one fingerprint GitLab would show one."""
    found = Diagnostic("type", Severity.ERROR, "m", source="a.json")
    first, second = read_code_quality(render(BatchReport((), (found, found), {})))

    assert second["fingerprint"] == f"{first['fingerprint']}-2"


def test_nothing_found() -> None:
    """An empty list is a report, too."""
    assert render(BatchReport((), (), {})) == "[]\n"
