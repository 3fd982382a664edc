import json
from collections.abc import Callable
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.report.sarif import log
from lightmeter.version import __version__

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObject = Callable[[str], dict[str, Any]]

SHOT = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "4K"}}'


def test_a_whole_log(check: Check, read_sarif: ReadObject) -> None:
    """Everything that a log holds, of one diagnostic."""
    text = log.render(check({"a b.json": SHOT}))
    run = read_sarif(text)

    place = {"uri": "a%20b.json", "uriBaseId": "%SRCROOT%", "index": 0}
    region = {"startLine": 1, "startColumn": 63, "endLine": 1, "endColumn": 67}
    message = "resolution 4K is billed as 2K: size {} is square; set resolution to 2K"
    source = "Picture guide#resolutions (read 2026-01-03), documented"
    assert json.loads(text)["version"] == "2.1.0"
    assert run["tool"]["driver"] == {
        "name": "lightmeter",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [
            {
                "id": "acme/picture/billed-as-2k",
                "shortDescription": {"text": "The image comes out at 2K."},
                "fullDescription": {
                    "text": "The image comes out at 2K. Its message: "
                    + message.format("{size}")
                    + "."
                },
                "help": {
                    "text": (
                        f"{message.format('{size}')}\n"
                        "Why: The image comes out at 2K.\n"
                        "Remedy: set resolution to 2K\n"
                        f"Source: {source}\n"
                        "More: lightmeter explain acme/picture/billed-as-2k"
                    ),
                    "markdown": (
                        f"{message.format('`{size}`')}\n\n"
                        "**Why:** The image comes out at 2K.\n\n"
                        "**Remedy:** set resolution to 2K\n\n"
                        f"**Source:** [{source}](https://example.com/picture)\n\n"
                        "**More:** `lightmeter explain acme/picture/billed-as-2k`"
                    ),
                },
                "defaultConfiguration": {"level": "warning"},
                "helpUri": "https://example.com/picture",
            }
        ],
    }
    assert run["results"] == [
        {
            "ruleId": "acme/picture/billed-as-2k",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": message.format("1:1")},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": place, "region": region},
                    "logicalLocations": [
                        {
                            "name": "resolution",
                            "fullyQualifiedName": "/input/resolution",
                            "kind": "property",
                        }
                    ],
                }
            ],
            "partialFingerprints": run["results"][0]["partialFingerprints"],
            "fixes": [
                {
                    "description": {
                        "text": 'set resolution to "2K" (unsafe: look at it before you take it'
                        " over)"
                    },
                    "artifactChanges": [
                        {
                            "artifactLocation": place,
                            "replacements": [
                                {"deletedRegion": region, "insertedContent": {"text": '"2K"'}}
                            ],
                        }
                    ],
                }
            ],
            "properties": {"request": 0, "basis": "documented"},
        }
    ]
    assert run["artifacts"] == [{"location": place, "roles": ["analysisTarget"]}]
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert run["columnKind"] == "unicodeCodePoints"


def test_what_the_format_has_no_room_for(rich: BatchReport, read_sarif: ReadObject) -> None:
    """Requests with what they cost, packs and totals are beside the results."""
    properties = read_sarif(log.render(rich))["properties"]

    assert list(properties) == ["packs", "requests", "totals", "summary"]
    assert len(properties["requests"]) == len(rich.reports)
    assert properties["requests"][0]["estimate"]["minimum"] == "4"
    # A payload may be long, and is no property of a run.
    assert not any("normalized" in it for it in properties["requests"])


def test_a_mask_is_called_one(rich: BatchReport, read_sarif: ReadObject) -> None:
    """A reader learns which words stand for what is hidden, if anything is."""
    assert read_sarif(log.render(rich))["redactionTokens"] == ["********"]
    assert "redactionTokens" not in read_sarif(log.render(BatchReport((), (), {})))


def test_nothing_was_read(read_sarif: ReadObject) -> None:
    """The list of results is empty, not absent: absent would mean that nothing was looked for."""
    run = read_sarif(log.render(BatchReport((), (), {})))

    assert (run["results"], run["artifacts"], run["tool"]["driver"]["rules"]) == ([], [], [])
