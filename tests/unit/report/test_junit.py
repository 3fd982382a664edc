from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.report.junit import render
from lightmeter.suppressed import Suppressed

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObjects = Callable[[str], list[dict[str, Any]]]

CLEAN = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n'


def test_a_whole_report(check: Check) -> None:
    """A suite a source, a test a request; errors fail it, the rest is its output."""
    batch = """\
provider = "acme"
defaults.model = "picture-1"

[[requests]]
id = "espresso"
input = { prompt = "x", resolution = "4K" }

[[requests]]
input = { prompt = 5, size = "2:1" }
"""
    expected = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lightmeter" tests="3" failures="1" errors="0">
  <testsuite name="a.jsonl" tests="1" failures="0" errors="0" skipped="0">
    <properties>
      <property name="total" value="1 credit ($0.005)" />
      <property name="packs" value="acme/picture 2026-01-02" />
    </properties>
    <testcase classname="a.jsonl" name="request 1">
      <system-out>1 credit ($0.005)
</system-out>
    </testcase>
  </testsuite>
  <testsuite name="b.toml" tests="2" failures="1" errors="0" skipped="0">
    <properties>
      <property name="total" value="4 credits ($0.02)" />
      <property name="packs" value="acme/picture 2026-01-02" />
    </properties>
    <testcase classname="b.toml" name="espresso">
      <system-out>b.toml:6:38: warning acme/picture/billed-as-2k resolution 4K is billed as 2K: \
size 1:1 is square; set resolution to 2K
4 credits ($0.02)
</system-out>
    </testcase>
    <testcase classname="b.toml" name="request 2">
      <failure type="acme/picture/type" message="prompt is 5, a text is required; write it in \
quotes (and 1 error more)">b.toml:9:20: error acme/picture/type prompt is 5, a text is required; \
write it in quotes
b.toml:9:30: error acme/picture/enum size is "2:1", picture-1 accepts 1:1, 16:9
</failure>
    </testcase>
  </testsuite>
</testsuites>
"""
    assert render(check({"b.toml": batch, "a.jsonl": CLEAN})) == expected


def test_the_order_in_which_parsers_want_it(rich: BatchReport) -> None:
    """The schema that Jenkins has for it knows these elements and attributes, in this order."""
    root = ET.fromstring(render(rich))  # noqa: S314 - our own text
    allowed = {
        "testsuites": {"name", "tests", "failures", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped"},
        "properties": set(),
        "property": {"name", "value"},
        "testcase": {"classname", "name"},
        "failure": {"type", "message"},
        "error": {"type", "message"},
        "skipped": {"message"},
        "system-out": set(),
    }

    seen = set()
    for element in root.iter():
        seen.add(element.tag)
        assert set(element.attrib) == allowed[element.tag]
    assert seen == set(allowed)
    for suite in root:
        tags = [it.tag for it in suite]
        assert tags in (["properties"] + ["testcase"] * (len(tags) - 1), ["testcase"] * len(tags))


def test_outcomes(rich: BatchReport, read_junit: ReadObjects) -> None:
    """What cannot be read is an error, what was not checked is skipped, and neither passes."""
    outcomes = {
        (it["suite"], it["name"]): [kind for kind, _, _ in it["result"]]
        for it in read_junit(render(rich))
    }

    shots = "shots 50%, a=b ü.toml"
    assert outcomes == {
        ("run", "the run as a whole"): [],
        ("-", "request 1"): ["failure"],
        ("empty.toml", "the file as a whole"): [],
        ("gone.json", "the file as a whole"): ["error"],
        ("lines/b.jsonl", "the file as a whole"): ["error"],
        ("lines/b.jsonl", "request 1"): [],
        ("lines/b.jsonl", "request 2"): [],
        ("lines/b.jsonl", "request 3"): ["failure"],
        ("lines/b.jsonl", "request 4"): ["failure"],
        ("mark.json", "the file as a whole"): [],
        ("mark.json", "request 1"): [],
        (shots, "espresso"): [],
        (shots, "latte"): ["failure"],
        (shots, "request 3"): ["failure"],
        (shots, "request 4"): ["failure"],
        (shots, "a|b"): ["skipped"],
    }


def test_a_shared_id_is_no_name(check: Check, read_junit: ReadObjects) -> None:
    """Two tests of one name would be taken for one."""
    line = '{"id": "cat", "model": "picture-1", "input": {"prompt": "x"}}\n'
    names = [it["name"] for it in read_junit(render(check({"a.jsonl": line * 2})))]

    assert names == ["request 1", "request 2"]


def test_a_silenced_error_does_not_pass(check: Check, read_junit: ReadObjects) -> None:
    """The request is rejected all the same."""
    report = check({"a.json": '{"model": "picture-1", "input": {"prompt": 5}}'})
    silenced = tuple(Suppressed(*it, "baseline") for it in report.entries)
    (test,) = read_junit(render(attrs.evolve(report, chosen=(), suppressed=silenced)))

    assert test["result"] == [("skipped", None, "the request is rejected; its errors are silenced")]


def test_what_xml_cannot_hold_is_escaped(read_junit: ReadObjects) -> None:
    """No name and no message makes a text that no parser takes."""
    odd = "a\x00\ufffe\udcff\x1b]]>&<\r\n"
    found = Diagnostic("type", Severity.ERROR, odd, source=odd)
    (test,) = read_junit(render(BatchReport((), (found,), {})))

    assert test["result"] == [("failure", "type", "a\\x00\\ufffe\\udcff\\x1b]]>&<\\r\\n")]


def test_nothing_was_read(read_junit: ReadObjects) -> None:
    """No suite is a document, too."""
    assert read_junit(render(BatchReport((), (), {}))) == []
