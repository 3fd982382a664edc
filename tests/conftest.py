"""Our formats read back as others read them, so that a test sees what they would see."""

import gc
import json
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from referencing import Registry, Resource

ReadObject: TypeAlias = Callable[[str], dict[str, Any]]
ReadObjects: TypeAlias = Callable[[str], list[dict[str, Any]]]

# OASIS's schema is not ours to bring along; where it is at hand, it is asked.
_OFFICIAL = Path(__file__).parents[2] / "shared" / "schemas" / "sarif-schema-2.1.0.json"
# What the other reader of SARIF has no name for, or another one.
_NOT_MODELLED = {"columnKind", "suppressions"}
_URI = re.compile(r"(?:%[0-9A-F]{2}|[A-Za-z0-9._~!$&'()*+;=@:/-])+")
_COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)")


def pytest_collection_finish() -> None:
    """
    Leave what was collected out of what is looked through for circles, again and again.

    It stays to the end, and so many tests are a great deal to look through.
    """
    gc.collect()
    gc.freeze()


def _schema(name: str) -> dict[str, Any]:
    text = files("lightmeter.report").joinpath(name).read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@pytest.fixture(scope="session")
def read_report() -> ReadObject:
    """Read the `json` format, held against its schema."""
    validator = jsonschema.Draft202012Validator(_schema("report-v1.schema.json"))

    def read(text: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(text)
        validator.validate(document)
        return document

    return read


@pytest.fixture(scope="session")
def read_report_lines() -> ReadObjects:
    """Read the `jsonl` format, each line held against the schema of lines."""
    names = ("report-v1.schema.json", "report-lines-v1.schema.json")
    resources = [(name, Resource.from_contents(_schema(name))) for name in names]
    registry: Registry[Any] = Registry().with_resources(resources)
    validator = jsonschema.Draft202012Validator({"$ref": names[1]}, registry=registry)

    def read(text: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
        for line in lines:
            validator.validate(line)
        return lines

    return read


@pytest.fixture(scope="session")
def read_sarif() -> ReadObject:
    """Read the one run of a SARIF log, held against the schema and what it cannot say."""
    # Slow to import, and few tests read logs.
    from sarif_pydantic import Sarif  # noqa: PLC0415

    schema = json.loads(_OFFICIAL.read_text("utf-8")) if _OFFICIAL.exists() else {}
    validator = jsonschema.Draft4Validator(schema)

    def read(text: str) -> dict[str, Any]:
        log = json.loads(text)
        validator.validate(log)
        assert set(_extras(Sarif.model_validate(log))) <= _NOT_MODELLED
        (run,) = log["runs"]
        _check_references(run)
        return dict(run)

    return read


def _extras(model: Any) -> Iterator[str]:
    """Names of what a model was given and does not know."""
    if hasattr(model, "model_extra"):
        yield from model.model_extra or ()
        for name in type(model).model_fields:
            # What is in a bag of properties is nobody's business.
            if name != "properties":
                yield from _extras(getattr(model, name))
    elif isinstance(model, dict):
        for inner in model.values():
            yield from _extras(inner)
    elif isinstance(model, list):
        for inner in model:
            yield from _extras(inner)


def _check_references(run: dict[str, Any]) -> None:
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    results = run["results"]
    assert [it["id"] for it in rules] == sorted({it["ruleId"] for it in results})
    assert [rules[it["ruleIndex"]]["id"] for it in results] == [it["ruleId"] for it in results]
    marks = [it["partialFingerprints"]["lightmeter/v1"] for it in results]
    assert len(set(marks)) == len(marks)
    # All results know what silences them, or none does.
    assert len({"suppressions" in it for it in results}) <= 1
    for location in _members(run, "artifactLocation"):
        assert location == artifacts[location["index"]]["location"]
    for uri in _members(run, "uri"):
        assert _URI.fullmatch(uri), uri
        assert ".." not in uri.split("/")
        assert uri.startswith("file:///") or not uri.startswith("/")
    for region in (*_members(run, "region"), *_members(run, "deletedRegion")):
        start = region["startLine"], region["startColumn"]
        assert start <= (region["endLine"], region["endColumn"])


def _members(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if name in value:
            yield value[name]
        for inner in value.values():
            yield from _members(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, name)


@pytest.fixture(scope="session")
def read_annotations() -> ReadObjects:
    """Read the `github` format as a runner of GitHub Actions does."""

    def read(text: str) -> list[dict[str, Any]]:
        return [_annotation(line) for line in text.splitlines()]

    return read


def _annotation(line: str) -> dict[str, Any]:
    found = _COMMAND.fullmatch(line)
    assert found is not None, line
    pairs = dict(part.split("=", 1) for part in found[2].split(","))
    named = {name: _unescaped(value, "\r\n:,") for name, value in pairs.items()}
    return {"command": found[1], **named, "message": _unescaped(found[3], "\r\n")}


def _unescaped(text: str, chars: str) -> str:
    for char in (*chars, "%"):
        text = text.replace(f"%{ord(char):02X}", char)
    return text


@pytest.fixture(scope="session")
def read_code_quality() -> ReadObjects:
    """Read the `gitlab` format; what GitLab asks for is there and nothing else."""

    def read(text: str) -> list[dict[str, Any]]:
        issues: list[dict[str, Any]] = json.loads(text)
        for it in issues:
            assert list(it) == ["description", "check_name", "fingerprint", "severity", "location"]
            assert it["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert set(it["location"]) == {"path", "lines"}
            assert not it["location"]["path"].startswith("./")
            assert it["location"]["lines"]["begin"] >= 1
        marks = [it["fingerprint"] for it in issues]
        assert len(set(marks)) == len(marks)
        return issues

    return read


@pytest.fixture(scope="session")
def read_junit() -> ReadObjects:
    """Read the `junit` format; a test each, with its suite and its outcome."""
    from junitparser import JUnitXml  # noqa: PLC0415 - as above

    def read(text: str) -> list[dict[str, Any]]:
        root = JUnitXml.fromstring(text.encode())
        tests = [
            {
                "suite": suite.name,
                "name": case.name,
                "result": [(type(it).__name__.lower(), it.type, it.message) for it in case.result],
                "text": "".join(it.text or "" for it in case.result),
                "output": case.system_out or "",
            }
            for suite in root
            for case in suite
        ]
        outcomes = [kind for it in tests for kind, _, _ in it["result"]]
        assert (root.tests, root.failures, root.errors) == (
            len(tests),
            outcomes.count("failure"),
            outcomes.count("error"),
        )
        names = [(it["suite"], it["name"]) for it in tests]
        assert len(set(names)) == len(names)
        return tests

    return read


@pytest.fixture(scope="session")
def read_markdown() -> ReadObjects:
    """Read the `markdown` format: headings, texts and tables in order, as a reader sees them."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as above

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    def read(text: str) -> list[dict[str, Any]]:
        return list(_blocks(parser.parse(text)))

    return read


def _blocks(tokens: Sequence[Any]) -> Iterator[dict[str, Any]]:
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            yield {"table": rows}
        elif token.type == "html_block":
            yield {"html": token.content.strip()}
        elif token.type == "inline":
            text = "".join(map(_seen, token.children))
            if before.type in ("th_open", "td_open"):
                rows[-1].append(text)
            else:
                kind = "text" if before.tag == "p" else before.tag
                yield {kind: text}


def _seen(token: Any) -> str:
    """What a reader sees of a piece of a line; of a tag, the tag."""
    shown: str = {"softbreak": " ", "strong_open": "", "link_open": "["}.get(
        token.type, token.content
    )
    return shown
