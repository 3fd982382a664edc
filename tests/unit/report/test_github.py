from collections.abc import Callable
from typing import Any

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.place import Position, Span
from lightmeter.report.github import render

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObjects = Callable[[str], list[dict[str, Any]]]


def report_of(*found: Diagnostic) -> BatchReport:
    """A report of nothing but these."""
    return BatchReport((), found, {})


def test_whole_commands(check: Check) -> None:
    """Errors first; columns count from 1, and the last one belongs to what is marked."""
    text = '{"model": "picture-1", "input": {"prompt": 5, "resolution": "4K"}}'

    assert render(check({"50%.json": text})) == (
        "::error file=50%25.json,line=1,endLine=1,col=44,endColumn=44,title=acme/picture/type"
        "::prompt is 5, a text is required; write it in quotes\n"
        "::warning file=50%25.json,line=1,endLine=1,col=61,endColumn=64"
        ",title=acme/picture/billed-as-2k"
        "::resolution 4K is billed as 2K: size 1:1 is square; set resolution to 2K"
        '%0Afix (unsafe): set resolution to "2K"\n'
    )


def test_a_runner_reads_what_was_meant(read_annotations: ReadObjects) -> None:
    """Signs with a meaning come back as themselves, in properties and in messages."""
    found = Diagnostic("type", Severity.INFO, "50% of a,b:c::d", source="a,b:c%0A;d.json")

    assert read_annotations(render(report_of(found))) == [
        {
            "command": "notice",
            "file": "a,b:c%0A;d.json",
            "title": "type",
            "message": "50% of a,b:c::d",
        }
    ]


def test_a_message_cannot_end_its_command() -> None:
    """A line end within would begin a command of its own."""
    found = Diagnostic("type", Severity.ERROR, "a\n::set-env name=A::b", source="a\nb\x1b.json")

    assert render(report_of(found)) == (
        "::error file=a\\nb\\x1b.json,title=type::a\\n::set-env name=A::b\n"
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    (
        (Position(2, 5), {"line": "2", "endLine": "2", "col": "5", "endColumn": "5"}),
        (Position(2, 6), {"line": "2", "endLine": "2", "col": "5", "endColumn": "5"}),
        (Position(2, 9), {"line": "2", "endLine": "2", "col": "5", "endColumn": "8"}),
        (Position(4, 1), {"line": "2", "endLine": "4"}),
    ),
)
def test_columns(read_annotations: ReadObjects, end: Position, expected: dict[str, str]) -> None:
    """Nothing is as wide as one column, and several lines have none."""
    found = Diagnostic("type", Severity.ERROR, "m", source="a.json", span=Span(Position(2, 5), end))
    (annotation,) = read_annotations(render(report_of(found)))

    named = {"command": "error", "file": "a.json", "title": "type", "message": "m"}
    assert annotation == named | expected


@pytest.mark.parametrize("source", ("-", ""))
def test_what_is_no_file(read_annotations: ReadObjects, source: str) -> None:
    """Without a file a line would be one of nothing."""
    span = Span(Position(2, 5), Position(2, 6))
    found = Diagnostic("type", Severity.ERROR, "m", source=source, span=span)

    assert read_annotations(render(report_of(found))) == [
        {"command": "error", "title": "type", "message": "m"}
    ]


def test_more_than_github_shows(read_annotations: ReadObjects) -> None:
    """A notice says so, before those that would use up the room for notices."""
    severities = [Severity.INFO] * 12 + [Severity.WARNING] * 2 + [Severity.ERROR] * 11
    found = [Diagnostic("type", it, f"{number}") for number, it in enumerate(severities)]
    annotations = read_annotations(render(report_of(*found)))

    commands = [it["command"] for it in annotations]
    assert commands == ["error"] * 11 + ["warning"] * 2 + ["notice"] * 13
    assert annotations[13]["title"] == "lightmeter"
    assert annotations[13]["message"].startswith(
        "0 requests: 11 errors, 2 warnings, 12 info. GitHub shows 10 annotations of a kind"
    )
    assert "all 25 diagnostics are in the log" in annotations[13]["message"]


def test_as_many_as_github_shows(read_annotations: ReadObjects) -> None:
    """Ten of each kind are all shown, and nothing is to be said about it."""
    found = [Diagnostic("type", it, f"{number}") for it in Severity for number in range(10)]

    assert len(read_annotations(render(report_of(*found)))) == 30


def test_nothing_found(check: Check) -> None:
    """A clean run writes nothing."""
    assert render(check({"a.json": '{"model": "picture-1", "input": {"prompt": "x"}}'})) == ""
