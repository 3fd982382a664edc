import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

Run = Callable[..., Result]

BAD = '{"model": "picture-1", "input": {}}'


def test_several_reports_in_one_run(run: Run) -> None:
    """Each in its file, without colour; standard output has its own."""
    outputs = [
        word
        for form in ("sarif", "junit", "text", "markdown")
        for word in ("--output", f"{form}:out.{form}")
    ]
    options = ("--format", "concise", "--color", "always")
    result = run("check", "a.json", *options, *outputs, files={"a.json": BAD})

    assert result.exit_code == 1
    assert result.stdout.startswith("a.json:1:33: \x1b[1;31merror\x1b[0m ")
    assert json.loads(Path("out.sarif").read_text())["version"] == "2.1.0"
    assert ET.parse("out.junit").getroot().tag == "testsuites"  # noqa: S314 - our own file
    assert Path("out.text").read_text().startswith("error: acme/picture/required\n")
    assert "acme/picture/required" in Path("out.markdown").read_text()


def test_a_report_that_cannot_be_written(run: Run) -> None:
    """What was found is shown all the same."""
    options = ("--format", "concise", "--output", "json:none/out.json")
    result = run("check", "a.json", *options, files={"a.json": BAD})

    assert result.exit_code == 2
    assert result.stdout.startswith("a.json:1:33: error ")
    assert result.stderr == (
        "lightmeter: none/out.json cannot be written: No such file or directory\n"
    )


def test_a_report_replaces_an_earlier_one_at_once(run: Run) -> None:
    """Who has the earlier one open reads it to its end."""
    earlier = b"an earlier report" * 9999
    Path("a.json").write_text(BAD)
    Path("out.json").write_bytes(earlier)
    Path("link.json").symlink_to("out.json")

    with Path("out.json").open("rb") as reader:
        result = run("check", "a.json", "--output", "json:link.json")
        assert reader.read() == earlier

    assert result.exit_code == 1
    assert json.loads(Path("out.json").read_text())["version"] == 1
    assert Path("link.json").is_symlink()
    assert sorted(it.name for it in Path().iterdir()) == ["a.json", "link.json", "out.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none here")
def test_a_pipe_with_a_name_is_written_into(run: Run) -> None:
    Path("a.json").write_text(BAD)
    os.mkfifo("pipe")
    # Opened for both, so that neither end waits for the other.
    descriptor = os.open("pipe", os.O_RDWR | os.O_NONBLOCK)
    try:
        result = run("check", "a.json", "--output", "concise:pipe")
        said = os.read(descriptor, 10_000).decode()
    finally:
        os.close(descriptor)

    assert result.exit_code == 1
    assert said.startswith("a.json:1:33: error ")
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are none here")
def test_a_stream_that_leads_into_a_file_is_written_into(run: Run) -> None:
    """Another file in its place would take from it all that is written afterwards."""
    Path("a.json").write_text(BAD)
    with Path("log").open("w+b") as log:
        result = run("check", "a.json", "--output", f"concise:/dev/fd/{log.fileno()}")
        said = log.read().decode()

    assert result.exit_code == 1
    assert said.startswith("a.json:1:33: error ")
    assert Path("log").read_text() == said


def test_a_device_stays_one(run: Run) -> None:
    result = run("check", "a.json", "--output", f"json:{os.devnull}", files={"a.json": BAD})

    assert result.exit_code == 1
    assert result.stderr == ""
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("value", "message"),
    (
        (
            "out.sarif",
            "out.sarif is not understood; write FORMAT:FILE, sarif:lightmeter.sarif",
        ),
        ("json:", "json: is not understood; write FORMAT:FILE, sarif:lightmeter.sarif"),
        ("json:-", "json:- is standard output, which --format is for; name a file"),
        (
            "sarf:x",
            (
                "sarf is not known, known are text, concise, json, jsonl, sarif, github, gitlab,"
                " junit, markdown; did you mean sarif?"
            ),
        ),
    ),
)
def test_an_output_that_is_not_understood(run: Run, value: str, message: str) -> None:
    result = run("check", "a.json", "--output", value, files={"a.json": BAD})

    assert result.exit_code == 2
    assert result.stderr == f"lightmeter: --output: {message} (see lightmeter check --help)\n"


@pytest.mark.parametrize("name", ("out", "./out", "link"))
def test_two_reports_in_one_file(run: Run, name: str) -> None:
    """The first would be gone without a word, so that nothing is written at all."""
    Path("link").symlink_to("out")
    outputs = ("--output", "json:out", "--output", f"text:{name}")
    result = run("check", "a.json", *outputs, files={"a.json": BAD})

    assert (result.exit_code, result.stdout, Path("out").exists()) == (2, "", False)
    assert result.stderr == (
        f"lightmeter: --output: {Path(name)} would have both json and text in it; name another file"
        " for one of them (see lightmeter check --help)\n"
    )


def test_two_reports_on_one_stream(run: Run) -> None:
    """One comes after the other there."""
    outputs = ("--output", f"json:{os.devnull}", "--output", f"text:{os.devnull}")

    assert run("check", "a.json", *outputs, files={"a.json": BAD}).exit_code == 1


@pytest.mark.parametrize("form", ("text", "concise"))
def test_statistics_stand_in_place_of_the_report(run: Run, form: str) -> None:
    options = ("--statistics", "--format", form)
    result = run("check", "a.json", *options, files={"a.json": BAD})

    assert result.exit_code == 1
    assert result.stdout == ("1  error  acme/picture/required\n1 request in 1 file: 1 error\n")


def test_statistics_as_data(run: Run) -> None:
    options = ("--statistics", "--format", "json")
    result = run("check", "a.json", *options, files={"a.json": BAD})
    assert json.loads(result.stdout) == {
        "version": 1,
        "statistics": [
            {
                "rule": "acme/picture/required",
                "severity": "error",
                "count": 1,
                "fixable": {"safe": 0, "unsafe": 0},
            }
        ],
    }

    result = run("check", "a.json", "--statistics", "--format", "sarif")
    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: --statistics are shown as text, concise or json, not as sarif\n"
    )


def test_no_report_replaces_what_was_read(run: Run) -> None:
    result = run("check", "a.json", "--output", "json:./a.json", files={"a.json": BAD})

    assert (result.exit_code, Path("a.json").read_text()) == (2, BAD)
    assert "a.json is one of the files that were read; name another" in result.stderr
