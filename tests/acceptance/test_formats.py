"""Every format of `check`, over real files, read back as others read it."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.report.formats import FORMATS

ReadObject = Callable[[str], dict[str, Any]]
ReadObjects = Callable[[str], list[dict[str, Any]]]
Read = Callable[[str], Any]

KEY = "sk-abcdefghijklmnop0123456789"

SHOTS = """\
provider = "vidgo"

[defaults]
model = "gpt-image-2"
input.resolution = "4K"

[[requests]]
id = "espresso"
input = { prompt = "Grüße 🐈", size = "1:1", qualty = "high" }

[[requests]]
input = { prompt = "x", size = "5:1" } # lightmeter: ignore[enum] -- agreed

[[requests]]
model = "radio-7"
input = { prompt = "x" }
"""

FILES = {
    "shots 50%,ü.toml": SHOTS.replace("\n", "\r\n").encode(),
    "b/lines.jsonl": (
        b'{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x"}}\n'
        b"{,}\n"
        b'{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "%s"}}\n' % KEY.encode()
    ),
    "c.json": b"\xff\xfe{",
    "empty.toml": b"",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own, without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def names(here: Path) -> list[str]:
    """The names of files that have something of everything in them."""
    for name, data in FILES.items():
        path = here / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return list(FILES)


@pytest.fixture
def readers(
    read_report: ReadObject,
    read_report_lines: ReadObjects,
    read_sarif: ReadObject,
    read_annotations: ReadObjects,
    read_code_quality: ReadObjects,
    read_junit: ReadObjects,
    read_markdown: ReadObjects,
) -> dict[str, Read]:
    """What reads each format."""
    return {
        "text": str,
        "concise": str,
        "json": read_report,
        "jsonl": read_report_lines,
        "sarif": read_sarif,
        "github": read_annotations,
        "gitlab": read_code_quality,
        "junit": read_junit,
        "markdown": read_markdown,
    }


def check(*arguments: str, stdin: bytes = b"") -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["check", "--isolated", *arguments], input=stdin)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read(names: list[str], readers: dict[str, Read], name: str) -> None:
    """Standard output holds the document and nothing else, and no key is in it."""
    result = check(*names, "--format", name)

    assert result.exit_code == 1
    assert readers[name](result.stdout)
    assert KEY[3:] not in result.output
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_no_file_makes_a_document(here: Path, readers: dict[str, Read], name: str) -> None:
    """Where nothing is read there is a whole document of nothing."""
    (here / "none").mkdir()
    result = check("none", "--allow-empty", "--format", name)

    assert result.exit_code == 0
    if name not in ("text", "concise", "github"):
        assert result.stdout
    if result.stdout:
        readers[name](result.stdout)


@pytest.mark.parametrize("name", FORMATS)
def test_standard_input(readers: dict[str, Read], name: str) -> None:
    """What is no file has a document, too."""
    result = check("-", "--format", name, stdin=SHOTS.encode())

    # Its only error is silenced.
    assert result.exit_code == 0
    assert readers[name](result.stdout)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_holds_what_is_shown(names: list[str], here: Path, name: str) -> None:
    """A report in a file is the one on standard output, byte for byte."""
    shown = check(*names, "--format", name)
    kept = check(*names, "--format", "concise", "--output", f"{name}:report")

    assert (here / "report").read_bytes().decode() == shown.stdout
    assert kept.exit_code == shown.exit_code


def test_fixes_are_what_the_text_says(names: list[str], readers: dict[str, Read]) -> None:
    """Carried out as any editor would, the edits give the text that `changes` speak of."""
    (toml, *_) = names
    report = readers["json"](check(toml, "--format", "json").stdout)
    fixes = {it["rule"]: it["fix"] for it in report["diagnostics"] if it["fix"]}

    lines = FILES[toml].decode().split("\r\n")
    (edit,) = fixes["unknown-field"]["edits"]
    start, end = edit["start"], edit["end"]
    line = lines[start["line"] - 1]
    assert start["line"] == end["line"]
    assert line[start["column"] - 1 : end["column"] - 1] == "qualty"
    assert edit["text"] == "quality"
    assert fixes["unknown-field"]["changes"] == [
        {"pointer": "/requests/0/input/qualty", "operation": "rename", "value": "quality"}
    ]


def test_what_a_comment_silences(names: list[str], readers: dict[str, Read]) -> None:
    """It is counted, listed with its reason, and marked as suppressed in the source."""
    (toml, *_) = names
    report = readers["json"](check(toml, "--format", "json").stdout)
    run = readers["sarif"](check(toml, "--format", "sarif").stdout)

    assert report["summary"]["suppressed"] == 1
    assert [(it["rule"], it["by"], it["reason"]) for it in report["suppressed"]] == [
        ("enum", "comment", "agreed")
    ]
    silenced = [it["suppressions"] for it in run["results"] if it["suppressions"]]
    assert [(it["kind"], it["justification"]) for (it,) in silenced] == [("inSource", "agreed")]


def test_schemas_are_published() -> None:
    """They come with the package, under the names that the documents give."""
    for name in ("report-v1.schema.json", "report-lines-v1.schema.json"):
        assert json.loads(files("lightmeter.report").joinpath(name).read_text("utf-8"))["title"]
