from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.report.sarif import log

ReadObject = Callable[[str], dict[str, Any]]

SHOT = '{"model": "picture-1", "input": {"prompt": "x"}}'


def test_places_that_are_not_known(rich: BatchReport, read_sarif: ReadObject) -> None:
    """Where there is no place, none is made up."""
    results = {it["ruleId"]: it for it in read_sarif(log.render(rich))["results"]}

    assert "locations" not in results["type"]
    (unreadable,) = results["unreadable"]["locations"]
    assert list(unreadable) == ["physicalLocation"]
    assert list(unreadable["physicalLocation"]) == ["artifactLocation"]


def test_related_places(rich: BatchReport, read_sarif: ReadObject) -> None:
    """Each has a number, a message, and what is known of its place."""
    results = read_sarif(log.render(rich))["results"]
    (nowhere,) = (it for it in results if it["ruleId"] == "type")
    inherited = next(it for it in results if it["ruleId"] == "acme/picture/billed-as-2k")

    assert nowhere["relatedLocations"] == [
        {"id": 1, "message": {"text": "nowhere"}},
        {
            "id": 2,
            "message": {"text": "there"},
            "logicalLocations": [{"name": "0", "fullyQualifiedName": "/a/0", "kind": "value"}],
        },
    ]
    (related,) = inherited["relatedLocations"]
    assert related["message"] == {"text": "inherited by this request"}
    assert related["physicalLocation"]["region"]["startLine"] == 7


@pytest.mark.parametrize(
    ("name", "expected"),
    (
        ("a.json", {"uri": "a.json", "uriBaseId": "%SRCROOT%", "index": 0}),
        ("./b/../a.json", {"uri": "a.json", "uriBaseId": "%SRCROOT%", "index": 0}),
        (
            "100%,ü#?.json",
            {"uri": "100%25%2C%C3%BC%23%3F.json", "uriBaseId": "%SRCROOT%", "index": 0},
        ),
        ("a:b.json", {"uri": "a%3Ab.json", "uriBaseId": "%SRCROOT%", "index": 0}),
        ("a\udcff.json", {"uri": "a%FF.json", "uriBaseId": "%SRCROOT%", "index": 0}),
        ("/else where/a.json", {"uri": "file:///else%20where/a.json", "index": 0}),
        ("-", {"description": {"text": "standard input"}, "index": 0}),
    ),
)
def test_addresses(
    checker: Checker, read_sarif: ReadObject, name: str, expected: dict[str, Any]
) -> None:
    """Relative and escaped where the text lies below, absolute elsewhere."""
    run = read_sarif(log.render(checker.check_inputs([Input(name, SHOT.encode(), "json")])))

    assert run["artifacts"][0]["location"] == expected


def test_a_path_does_not_climb(
    checker: Checker, read_sarif: ReadObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies above the directory is named from the root of the disk."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    run = read_sarif(log.render(checker.check_inputs([Input("../a.json", SHOT.encode())])))

    assert run["artifacts"][0]["location"]["uri"] == (tmp_path / "a.json").as_uri()
