from collections.abc import Callable

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.report.concise import render
from lightmeter.report.style import COLOURED

Check = Callable[[dict[str, str | bytes]], BatchReport]


def test_one_line_a_diagnostic(check: Check) -> None:
    """Place, severity, rule, message; sorted by source and place."""
    text = '{"model": "picture-1", "input": {"prompt": "x", "size": "2:1"}, "hue": 1}'
    report = check({"b.json": text, "a.toml": ""})

    expected = """\
a.toml: warning no-requests no request is written here, so nothing was checked; a request has a \
model, a batch has requests
b.json:1:57: error acme/picture/enum size is "2:1", picture-1 accepts 1:1, 16:9
b.json:1:65: warning acme/picture/unknown-field hue is not documented for picture-1: it is likely \
ignored, and the run still paid
"""
    assert render(report) == expected


def test_a_payload_has_a_pointer(checker: Checker) -> None:
    """What was given as data has no line."""
    report = checker.check({"model": "picture-1", "input": {"prompt": 5}})

    assert render(BatchReport((report,), (), {})) == (
        "/input/prompt: error acme/picture/type"
        " prompt is 5, a text is required; write it in quotes\n"
    )


def test_a_message_stays_on_its_line() -> None:
    """Whatever a message holds, a problem matcher finds one line."""
    found = Diagnostic("unreadable", Severity.ERROR, "a\nb\u2028c\x1b")

    assert render(BatchReport((), (found,), {})) == "error unreadable a\\nb\\u2028c\\x1b\n"


def test_nothing_found(check: Check) -> None:
    """A clean run writes nothing."""
    assert render(check({"a.json": '{"model": "picture-1", "input": {"prompt": "x"}}'})) == ""


def test_colour() -> None:
    """Severity and rule stand out."""
    found = Diagnostic("empty", Severity.INFO, "m", source="a")

    assert render(BatchReport((), (found,), {}), COLOURED) == (
        "a: \x1b[1;36minfo\x1b[0m \x1b[1mempty\x1b[0m m\n"
    )
