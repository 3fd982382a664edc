from collections.abc import Callable
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.report.sarif import log

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObject = Callable[[str], dict[str, Any]]


def test_levels(rich: BatchReport, read_sarif: ReadObject) -> None:
    """An info is a note."""
    levels = {it["ruleId"]: it["level"] for it in read_sarif(log.render(rich))["results"]}

    assert levels["type"] == "note"
    assert levels["no-requests"] == "warning"
    assert levels["syntax"] == "error"


def test_what_is_silenced(rich: BatchReport, read_sarif: ReadObject) -> None:
    """A comment is in the source, all else outside of it; the others are said not to be."""
    results = read_sarif(log.render(rich))["results"]

    assert [it["suppressions"] for it in results if it["suppressions"]] == [
        [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "agreed | <i>",
                "properties": {"by": "comment"},
            }
        ],
        [{"kind": "external", "status": "accepted", "properties": {"by": "baseline"}}],
    ]


def test_a_fix_that_takes_something_away(check: Check, read_sarif: ReadObject) -> None:
    """Nothing is put in where nothing comes."""
    text = '{"model": "picture-1", "input": {"prompt": "x", "size": null}}'
    (result,) = read_sarif(log.render(check({"a.json": text})))["results"]

    (fix,) = result["fixes"]
    ((replacement,),) = (it["replacements"] for it in fix["artifactChanges"])
    assert replacement == {
        "deletedRegion": {"startLine": 1, "startColumn": 47, "endLine": 1, "endColumn": 61}
    }


def test_equal_diagnostics_are_told_apart(check: Check, read_sarif: ReadObject) -> None:
    """Of two with one fingerprint, GitHub would show one."""
    line = '{"model": "picture-1", "input": {"prompt": 5}}\n'
    results = read_sarif(log.render(check({"a.jsonl": line * 2})))["results"]

    first, second = (it["partialFingerprints"]["lightmeter/v1"] for it in results)
    assert second == f"{first}-2"
