"""What is done with input that is wrong, through the command; `bad_texts.py` has the texts."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.document.reading import MAX_LINE_BYTES
from tests.acceptance.bad_texts import JSON, ROWS, TOML, Row, Said

# Standard input has no name that would say it is YAML.
PIPED = {name: row for name, row in ROWS.items() if row[0] != "a.yaml"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own, without colour."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """Exit code and both outputs of the command."""
    result = CliRunner().invoke(main, arguments, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


# Texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROWS)
def test_in_json(here: Path, name: str) -> None:
    """Every field of what is said of a text, and the text that its span lies on."""
    file, data, code, said = ROWS[name]
    (here / file).write_bytes(data)

    exit_code, stdout, stderr = run("check", file, "--format", "json")

    found = [shown(it) for it in json.loads(stdout)["diagnostics"]]
    assert (exit_code, found, stderr) == (code, said, "")


def shown(it: dict[str, Any]) -> Said:
    """What a report in JSON says of one diagnostic."""
    return Said(
        f"{it['pack']}/{it['rule']}" if it["pack"] else it["rule"],
        it["message"],
        position(it["start"]),
        covered(it),
        it["severity"],
        it["pointer"],
        tuple(f"{position(other['start'])} {other['message']}" for other in it["related"]),
    )


def covered(it: dict[str, Any]) -> str:
    """The text between start and end of a diagnostic, as an editor would mark it."""
    start, end = it["start"], it["end"]
    if start is None:
        assert end is None
        return ""
    assert start["line"] == end["line"]
    text = Path(it["source"]).read_bytes().decode(errors="replace").removeprefix("\ufeff")
    line: str = text.split("\n")[start["line"] - 1]
    return line[start["column"] - 1 : end["column"] - 1]


def position(place: dict[str, int] | None) -> str | None:
    return None if place is None else f"{place['line']}:{place['column']}"


def lines_of(row: Row, name: str) -> str:
    """What the concise format shows of a row."""
    return "".join(
        f"{name}{f':{it.place}' if it.place else ''}: {it.severity} {it.rule} {it.message}\n"
        for it in row[3]
    )


@pytest.mark.parametrize("name", ROWS)
def test_in_concise(here: Path, name: str) -> None:
    """One line each, with the place where there is one."""
    file, data, code, _ = row = ROWS[name]
    (here / file).write_bytes(data)

    assert run("check", file, "--format", "concise") == (code, lines_of(row, file), "")


@pytest.mark.parametrize("name", ROWS)
def test_in_text(here: Path, name: str) -> None:
    """The same words, broken into lines, above the same place."""
    file, data, code, said = ROWS[name]
    (here / file).write_bytes(data)

    exit_code, stdout, stderr = run("check", file)

    assert (exit_code, stderr) == (code, "")
    words = " ".join(stdout.split())
    for it in said:
        place = f":{it.place}" if it.place else ""
        assert f"{it.severity}: {it.rule} {it.message} --> {file}{place} " in f"{words} "
    counts = [sum(it.severity == severity for it in said) for severity in ("error", "warning")]
    total = [
        f"{number} {severity}{'s' * (number > 1)}"
        for number, severity in zip(counts, ("error", "warning"), strict=True)
        if number
    ]
    last = stdout.splitlines()[-2 if "fixable with" in stdout else -1]
    assert last.partition(": ")[2].partition(";")[0] == (", ".join(total) or "no problems")


@pytest.mark.parametrize("name", PIPED)
def test_from_standard_input(name: str) -> None:
    """What comes through a pipe is held to the same: the same words, the same place."""
    file, data, code, _ = row = PIPED[name]
    options = ("--stdin-format", file.partition(".")[2], "--format", "concise")

    assert run("check", "-", *options, stdin=data) == (code, lines_of(row, "-"), "")


def test_a_line_of_more_than_8_mib(here: Path) -> None:
    """It is not read, the lines around it are."""
    bad = JSON.replace(b'"x"', b"1") + b"\n"
    (here / "a.jsonl").write_bytes(bad + b'"' + b"x" * MAX_LINE_BYTES + b'"\n' + bad)

    code, stdout, stderr = run("check", "a.jsonl", "--format", "concise")

    assert (code, stderr) == (1, "")
    assert [line.split(" ")[:3] for line in stdout.splitlines()] == [
        ["a.jsonl:1:67:", "error", "vidgo/gpt-image-2/type"],
        ["a.jsonl:2:1:", "error", "too-large"],
        ["a.jsonl:3:67:", "error", "vidgo/gpt-image-2/type"],
    ]
    assert stdout.splitlines()[1].endswith(
        "the line has more than the 8 MiB that are read; put each document on a line of its own"
    )


# Files --------------------------------------------------------------------------------------------

NO_DIRECTORY = (
    "the directory holds no request, so nothing was checked; requests are .toml, .json, .jsonl"
    " or .ndjson files with a model or with requests in them"
)


def write(here: Path, name: str, data: bytes) -> Path:
    path = here / name
    path.write_bytes(data)
    return path


Prepare = Callable[[Path], object]
FILES: Mapping[str, tuple[Prepare, Sequence[str], int, str, str]] = {
    "a path that is not there": (
        lambda here: (here / "good.toml").write_bytes(TOML),
        ["nowhere.toml", "good.toml"],
        2,
        "",
        "lightmeter: nowhere.toml: there is no such file or directory\n",
    ),
    "a path that is empty, as an unset variable leaves it": (
        lambda here: (here / "good.toml").write_bytes(TOML),
        [""],
        2,
        "",
        'lightmeter: "": there is no such file or directory\n',
    ),
    "a path through a file": (
        lambda here: (here / "good.toml").write_bytes(TOML),
        ["good.toml/x.json"],
        2,
        "",
        "lightmeter: good.toml/x.json: there is no such file or directory\n",
    ),
    "a path longer than the system allows": (
        lambda _: None,
        ["x" * 300],
        2,
        "",
        f"lightmeter: {'x' * 300}: there is no such file or directory\n",
    ),
    "a link without a target": (
        lambda here: (here / "x.json").symlink_to("nowhere"),
        ["x.json"],
        2,
        "",
        "lightmeter: x.json: there is no such file or directory\n",
    ),
    "a link without a target beside a good file": (
        lambda here: (
            write(here, "y.json", b'{"model": "x", "input": ')
            .with_name("x.json")
            .symlink_to("nowhere")
        ),
        ["."],
        1,
        (
            "x.json: error unreadable the file cannot be read: No such file or directory\n"
            "y.json:1:24: error syntax a value is missing at the end, and the object is not"
            " closed; close it with }\n"
        ),
        "",
    ),
    "a link to itself": (
        lambda here: (here / "x.json").symlink_to("x.json"),
        ["x.json"],
        1,
        "x.json: error unreadable the file cannot be read: Too many levels of symbolic links\n",
        "",
    ),
    "a directory that is called like a file": (
        lambda here: (here / "x.json").mkdir(),
        ["x.json"],
        1,
        f"x.json: error no-requests {NO_DIRECTORY}\n",
        "",
    ),
    "nothing to check": (
        lambda _: None,
        ["."],
        1,
        f".: error no-requests {NO_DIRECTORY}\n",
        "",
    ),
    "nothing to check, and no path": (
        lambda _: None,
        [],
        1,
        f".: error no-requests {NO_DIRECTORY}\n",
        "lightmeter: no path was given, so this is the current directory\n",
    ),
    "nothing but files that are no requests": (
        lambda here: (here / "package.json").write_bytes(b"{}"),
        ["."],
        1,
        f".: error no-requests {NO_DIRECTORY}\n",
        "lightmeter: 1 file is no request and was left out: package.json\n",
    ),
    "a bad file among good ones": (
        lambda here: (
            (here / "a.json").write_bytes(JSON),
            (here / "b.json").write_bytes(JSON[:-1]),
            (here / "c.json").write_bytes(JSON),
        ),
        ["a.json", "b.json", "c.json"],
        1,
        "b.json:1:71: error syntax the object is not closed; close it with }\n",
        "",
    ),
}


@pytest.mark.skipif(os.name == "nt", reason="links and messages differ there")
@pytest.mark.parametrize("name", FILES)
def test_files(here: Path, name: str) -> None:
    """What cannot be opened is said, and the rest is read all the same."""
    prepare, paths, code, stdout, stderr = FILES[name]
    prepare(here)

    assert run("check", *paths, "--format", "concise") == (code, stdout, stderr)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user"
)
def test_a_file_that_nobody_may_read(here: Path) -> None:
    """A file-level diagnostic; the other file is checked."""
    (here / "a.json").write_bytes(JSON)
    (here / "a.json").chmod(0)
    (here / "b.json").write_bytes(b"{")

    assert run("check", ".", "--format", "concise") == (
        1,
        (
            "a.json: error unreadable the file cannot be read: Permission denied\n"
            "b.json:1:2: error syntax the object is not closed; close it with }\n"
        ),
        "",
    )


# Command lines and settings -----------------------------------------------------------------------

FORMATS = "text, concise, json, jsonl, sarif, github, gitlab, junit, markdown"
SEE = "(see lightmeter check --help)"
LINES: Mapping[str, tuple[Sequence[str], str]] = {
    "an option that there is not": (
        ["check", "--fromat", "json"],
        f"there is no option --fromat; did you mean --format? {SEE}",
    ),
    "a command that there is not": (
        ["chekc"],
        "there is no command chekc; did you mean check? (see lightmeter --help)",
    ),
    "a format that there is not": (
        ["check", "--format", "jsno"],
        f"--format: jsno is not known, known are {FORMATS}; did you mean json? {SEE}",
    ),
    "an output of a format that there is not": (
        ["check", "--output", "sarfi:x"],
        f"--output: sarfi is not known, known are {FORMATS}; did you mean sarif? {SEE}",
    ),
    "an output where nothing can be written": (
        ["check", "--output", "json:nowhere/x.json"],
        "nowhere/x.json cannot be written: No such file or directory",
    ),
    "a provider that there is not": (
        ["check", "--provider", "vigdo"],
        "provider vigdo is not known; known are mindvideo, poyo, vidgo; did you mean vidgo?",
    ),
    "a rule that there is not, to select": (
        ["check", "--select", "enmu"],
        "--select: there is no rule enmu; did you mean enum?",
    ),
    "a rule that there is not, to ignore": (
        ["check", "--ignore", "enum,vidgo/gpt-image-2/billed-as-2"],
        (
            "--ignore: there is no rule vidgo/gpt-image-2/billed-as-2; did you mean"
            " vidgo/gpt-image-2/billed-as-2k?"
        ),
    ),
    "a rule that there is not, to weigh": (
        ["check", "--severity", "enmu=error"],
        "--severity: there is no rule enmu; did you mean enum?",
    ),
    "a severity that there is not": (
        ["check", "--severity", "enum=fatal"],
        "--severity: fatal is not known, known are error, warning, info",
    ),
    "a rule that is locked, to ignore": (
        ["check", "--ignore", "syntax"],
        "--ignore: syntax cannot be ignored, syntax is locked",
    ),
    "a rule that there is not, to explain": (
        ["explain", "enmu"],
        "there is no rule enmu; did you mean enum?",
    ),
    "a baseline that is not there": (
        ["check", "--baseline", "nowhere.json"],
        "nowhere.json: there is no such baseline; lightmeter baseline write makes it",
    ),
    "settings that are not there": (
        ["check", "--config", "nowhere.toml"],
        "nowhere.toml: cannot be read: No such file or directory",
    ),
    "packs that are not there": (["check", "--pack", "nowhere"], "there are no packs at nowhere"),
    "an overlay that is not there": (
        ["check", "--overlay", "nowhere.toml"],
        "nowhere.toml: cannot be read: No such file or directory",
    ),
    "packages that are not installed": (
        ["check", "--distribution", "nothing"],
        "the distribution nothing is not installed here",
    ),
    "a day that is none": (
        ["check", "--as-of", "soon"],
        f"--as-of: soon is no date; write it like 2026-12-31 {SEE}",
    ),
    "a name for standard input that is not read": (
        ["check", "--stdin-filename", "x.json"],
        "--stdin-filename is about standard input; name it with the path -",
    ),
}


@pytest.mark.skipif(os.name == "nt", reason="messages of the system differ there")
@pytest.mark.parametrize("name", LINES)
def test_command_lines(here: Path, name: str) -> None:
    """What makes no sense is said in one line, and nothing is checked as if it did."""
    arguments, message = LINES[name]
    (here / "good.toml").write_bytes(TOML)
    if arguments[0] == "check":
        arguments = [*arguments, "good.toml"]

    code, _, stderr = run(*arguments)

    assert (code, stderr) == (2, f"lightmeter: {message}\n")


SETTINGS: Mapping[str, tuple[str, str]] = {
    "settings that are no TOML": (
        "ignore = [\n",
        "1:11: the array is not closed; close it with ]\n    ignore = [\n              ^",
    ),
    "a key that there is not": (
        'fail-on = "error"\ningore = ["enum"]\n',
        '2:1: "ingore" is not known here; did you mean ignore?\n    ingore = ["enum"]\n    ^^^^^^',
    ),
    "a word that is not known": (
        'fail-on = "errors"\n',
        (
            '1:11: "errors" is not known here; write "error", "warning", "info" or "never"; did you'
            ' mean error?\n    fail-on = "errors"\n              ^^^^^^^^'
        ),
    ),
    "a value of the wrong type": (
        'ignore = "enum"\n',
        (
            '1:10: an array of texts is expected here, not "enum": write ["enum"]\n'
            '    ignore = "enum"\n             ^^^^^^'
        ),
    ),
    "a rule that there is not": (
        'ignore = ["enum", "enmu"]\n',
        (
            "1:19: there is no rule enmu; did you mean enum?\n"
            '    ignore = ["enum", "enmu"]\n                      ^^^^^^'
        ),
    ),
    "a locked rule that is ignored": (
        'ignore = ["syntax"]\n',
        (
            "1:11: syntax cannot be silenced: syntax is locked\n"
            '    ignore = ["syntax"]\n              ^^^^^^^^'
        ),
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(here: Path, name: str) -> None:
    """Broken settings are shown with their place, and nothing is checked without them."""
    text, message = SETTINGS[name]
    (here / "good.toml").write_bytes(TOML)
    (here / "lightmeter.toml").write_text(text)

    found = run("check", "good.toml")

    assert found == (2, "", f"lightmeter: lightmeter.toml:{message}\n")


def test_a_rule_that_there_is_not_in_a_comment(here: Path) -> None:
    """What a comment would silence is not silenced, and the comment is pointed at."""
    text = b"# lightmeter: ignore[enmu] -- so\n" + TOML.replace(b"\n[", b'\nsize = "x"\n[')
    (here / "a.toml").write_bytes(text)

    code, stdout, stderr = run("check", "a.toml", "--format", "concise")

    assert (code, stderr) == (0, "")
    assert stdout.splitlines()[0] == (
        "a.toml:1:22: warning unknown-ignore there is no rule enmu, so the comment silences"
        " nothing; did you mean enum?"
    )
