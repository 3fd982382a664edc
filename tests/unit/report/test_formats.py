"""Promises that every format keeps."""

import gc
import io
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.document import long_text
from lightmeter.report.formats import FORMATS
from lightmeter.report.style import COLOURED, PLAIN
from lightmeter.result import Report
from lightmeter.suppressed import Suppressed

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObject = Callable[[str], dict[str, Any]]
ReadObjects = Callable[[str], list[dict[str, Any]]]

KEY = "sk-abcdefghijklmnop0123456789"
KEY_PARTS = ("abcdef", "ghijkl", "mnop01", "456789")
NOTHING = BatchReport((), (), {})
COLOURLESS = [name for name in FORMATS if name not in ("text", "concise")]


def test_text_comes_first() -> None:
    """The first format is what the command shows without an option."""
    assert list(FORMATS) == [
        "text",
        "concise",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "markdown",
    ]


def test_formats_are_imported_when_they_are_used() -> None:
    """Whoever offers all of them pays for none."""
    script = (
        "import sys\n"
        "from lightmeter.report.formats import FORMATS\n"
        "print(sorted(it for it in sys.modules if it.startswith('lightmeter.report.')))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)  # noqa: S603 - our own interpreter

    assert done.stdout.decode().split() == [
        "['lightmeter.report.formats',",
        "'lightmeter.report.style']",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_what_it_writes(name: str, rich: BatchReport) -> None:
    """A format ends its text with one newline, or writes nothing."""
    for report in (rich, NOTHING):
        text = FORMATS[name](report, PLAIN)
        assert text == "" or (text.endswith("\n") and not text.endswith("\n\n"))


@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_write_the_same(name: str, rich: BatchReport) -> None:
    """Nothing depends on the time, or on the order of a set."""
    assert FORMATS[name](rich, PLAIN) == FORMATS[name](rich, PLAIN)


@pytest.mark.parametrize("name", COLOURLESS)
def test_what_programs_read_has_no_colour(name: str, rich: BatchReport) -> None:
    """Escape sequences would make it another document."""
    assert FORMATS[name](rich, COLOURED) == FORMATS[name](rich, PLAIN)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_as_utf_8(name: str, checker: Checker) -> None:
    """A name that is no UTF-8 and half a character are written in a way that can be read."""
    odd = Input("a\udcff\x1b.json", b'{"model": "picture-1", "input": {"prompt": "\\ud800"}}')
    text = FORMATS[name](checker.check_inputs([odd]), PLAIN)

    # The command writes lone surrogates as the bytes that they stand for.
    assert "\x1b" not in text.encode(errors="surrogateescape").decode(errors="replace")


def test_all_tell_of_the_same_diagnostics(
    rich: BatchReport,
    read_report: ReadObject,
    read_report_lines: ReadObjects,
    read_sarif: ReadObject,
    read_annotations: ReadObjects,
    read_code_quality: ReadObjects,
) -> None:
    """Whichever format a tool reads, it learns of everything that is shown, and nothing else."""
    expected = sorted(it.name for it in rich.diagnostics)

    concise = FORMATS["concise"](rich, PLAIN).splitlines()
    found = (re.search(r"\b(?:error|warning|info) (\S+) ", line) for line in concise)
    assert sorted(it[1] for it in found if it is not None) == expected
    for objects in (
        read_report(FORMATS["json"](rich, PLAIN))["diagnostics"],
        [
            it
            for it in read_report_lines(FORMATS["jsonl"](rich, PLAIN))
            if it["type"] == "diagnostic"
        ],
    ):
        names = (f"{it['pack']}/{it['rule']}" if it["pack"] else it["rule"] for it in objects)
        assert sorted(names) == expected
    results = read_sarif(FORMATS["sarif"](rich, PLAIN))["results"]
    assert sorted(it["ruleId"] for it in results if not it["suppressions"]) == expected
    annotations = read_annotations(FORMATS["github"](rich, PLAIN))
    assert sorted(it["title"] for it in annotations) == expected
    issues = read_code_quality(FORMATS["gitlab"](rich, PLAIN))
    assert sorted(it["check_name"] for it in issues) == expected


@pytest.mark.parametrize("name", [it for it in FORMATS if it != "markdown"])
def test_no_format_holds_what_a_long_text_has(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """While it is written there are a few of its requests at a time, however many it has."""
    monkeypatch.setattr(long_text, "BLOCK_BYTES", 700)
    line = b'{"model": "picture-1", "input": {"prompt": "x", "resolution": "%s"}}\n'
    data = (line % b"1K" * 20 + line % b"4K") * 40
    report = checker.check_inputs([Input("a.jsonl", long=lambda: io.BytesIO(data))])

    gc.collect()
    before = _alive()
    most = max(
        _alive() - before
        for number, _ in enumerate(FORMATS[name].pieces(report, PLAIN))
        if number % 500 == 0
    )
    assert len(report.reports) == 840
    assert most < 100


def _alive() -> int:
    return sum(type(it) is Report for it in gc.get_objects())


# A key in every place that a request has for a text; lines of it may be shown nowhere.
PLACES: dict[str, tuple[str, str]] = {
    "a prompt": ("a.json", '{"model": "picture-1", "input": {"prompt": "%s"}}'),
    "a value that is refused": (
        "a.json",
        '{"model": "picture-1", "input": {"prompt": "x", "quality": "%s"}}',
    ),
    "a value with an escape": (
        "a.json",
        '{"model": "picture-1", "input": {"prompt": "x", "quality": "\\u0022 %s"}}',
    ),
    "a value of several lines": (
        "a.toml",
        'model = "picture-1"\n[input]\nprompt = "x"\nquality = """\nab\n%s"""\n',
    ),
    "a literal text": ("a.toml", "model = 'picture-1'\ninput = { prompt = '%s', size = 'x' }\n"),
    "a member that nobody knows": (
        "a.json",
        '{"model": "picture-1", "input": {"prompt": "x", "promt": "%s", "a": [{"b": "%s"}]}}',
    ),
    "a value of the wrong type": ("a.json", '{"model": "film-1", "input": {"seconds": "%s"}}'),
    "a header": (
        "a.toml",
        'model = "picture-1"\nheaders.Authorization = "Bearer %s"\ninput.prompt = "x"\n',
    ),
    "an id": ("a.json", '{"id": "%s", "model": "picture-1", "input": {"prompt": "x"}}'),
    "a model": ("a.json", '{"provider": "acme", "model": "%s", "input": {"prompt": "x"}}'),
    "a provider": ("a.json", '{"provider": "%s", "model": "picture-1", "input": {}}'),
    "defaults": (
        "a.toml",
        'defaults.model = "picture-1"\ndefaults.input.quality = "%s"\n[[requests]]\n[[requests]]\n',
    ),
    "a broken text": ("a.json", '{"model": "picture-1", "input": {"prompt": "%s",,}'),
    "no request": ("a.json", '{"keys": ["%s"]}'),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_a_secret(check: Check, name: str, place: str) -> None:
    """Wherever a key stands, neither all of it nor a part of it comes out."""
    source, text = PLACES[place]
    report = check({source: text.replace("%s", KEY)})
    assert report.hidden
    silenced = tuple(Suppressed(*entry, "comment", f"the key is {KEY}") for entry in report.entries)

    for it in (report, attrs.evolve(report, suppressed=silenced)):
        shown = FORMATS[name](it, PLAIN)
        assert [part for part in KEY_PARTS if part in shown] == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_rich_report_shows_no_secret(rich: BatchReport, name: str) -> None:
    """The report that the other tests are made with holds keys, too."""
    shown = FORMATS[name](rich, PLAIN)

    assert [part for part in KEY_PARTS if part in shown] == []
