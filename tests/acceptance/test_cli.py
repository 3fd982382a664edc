"""The command over real files, in this process and in one of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.version import __version__

SHOTS = """\
provider = "vidgo"

[defaults]
model = "gpt-image-2"

[[requests]]
id = "espresso"
[requests.input]
prompt = "A silver espresso machine on white"
size = "1:1"
resolution = "4K"
quality = "high"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own, without colour."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def started(
    arguments: Sequence[str], stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """A process of its own that has come to its end."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "lightmeter", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


# Single inputs ------------------------------------------------------------------------------------

ODD: dict[str, tuple[bytes, str, int, list[str]]] = {
    "an empty TOML file": (b"", "a.toml", 0, ["no-requests"]),
    "an empty JSON file": (b"", "a.json", 1, ["empty"]),
    "an empty JSONL file": (b"\n \n", "a.jsonl", 0, ["no-requests"]),
    "binary garbage": (bytes(range(128, 256)), "a.json", 1, ["encoding"]),
    "another encoding": ('{"a": 1}'.encode("utf-16"), "a.json", 1, ["encoding"]),
    "a byte order mark": (
        b"\xef\xbb\xbf" + SHOTS.encode(),
        "a.toml",
        0,
        ["byte-order-mark", "billed-as-2k"],
    ),
    "Windows line ends": (SHOTS.replace("\n", "\r\n").encode(), "a.toml", 0, ["billed-as-2k"]),
    "a duplicate key": (b'{"model": "a", "model": "b"}', "a.json", 1, ["duplicate-key"]),
    "a nesting bomb": (b"[" * 200_000, "a.json", 1, ["nesting"]),
    "a nesting bomb in TOML": (b"x = " + b"[" * 200_000, "a.toml", 1, ["nesting"]),
    "a huge integer": (b'{"model": ' + b"9" * 10_000 + b"}", "a.json", 1, ["number-range"]),
    "a bad line among good ones": (
        b'{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x"}}\n{,}\n',
        "a.jsonl",
        1,
        ["syntax"],
    ),
    "no request": (b'{"name": "x", "version": "1"}', "package.json", 1, ["no-request"]),
    "a file without a suffix": (SHOTS.encode(), "shots", 0, ["billed-as-2k"]),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("form", ("text", "concise", "json"))
def test_odd_files_end_well(here: Path, name: str, form: str) -> None:
    """Whatever a file holds, there is a diagnostic and an exit code, never a traceback."""
    data, file, code, expected = ODD[name]
    (here / file).write_bytes(data)
    result = CliRunner().invoke(main, ["check", file, "--format", form])

    assert (result.exit_code, result.stderr) == (code, "")
    if form == "json":
        assert [it["rule"] for it in json.loads(result.stdout)["diagnostics"]] == expected
    else:
        assert all(rule in result.stdout for rule in expected)


def test_lines_and_columns_survive_windows(here: Path) -> None:
    """CRLF and a byte order mark move nothing."""
    places = []
    for number, data in enumerate(
        (SHOTS.encode(), b"\xef\xbb\xbf" + SHOTS.replace("\n", "\r\n").encode())
    ):
        (here / f"{number}.toml").write_bytes(data)
        result = CliRunner().invoke(main, ["check", f"{number}.toml", "--format", "concise"])
        places.append([it.split(":")[1:3] for it in result.stdout.splitlines() if "billed" in it])

    assert places == [[["11", "14"]], [["11", "14"]]]


def test_the_readme_run(here: Path) -> None:
    """One warning, with its frame, its source, and what will be paid."""
    (here / "shots.toml").write_text(SHOTS)
    result = CliRunner().invoke(main, ["check", "shots.toml"])

    expected = """\
warning: vidgo/gpt-image-2/billed-as-2k
  resolution 4K is made and billed as 2K: size 1:1 is neither 16:9, 9:16 or 21:9 nor a custom size
  with a 3840-pixel edge; set resolution to 2K, or choose such a size
  --> shots.toml:11:14 (espresso)
   |
 8 | [requests.input]
...
11 | resolution = "4K"
   |              ^^^^
   = fix (unsafe): set resolution to "2K"
   = source: GPT Image 2 Generation (Vidgo API documentation)#resolution-rules (read 2026-11-21), \
documented

shots.toml:6  espresso  vidgo/gpt-image-2  quality high, size 1:1, tier 2K  24 credits ($0.12)

1 request in 1 file: 1 warning; total 24 credits ($0.12)
1 fixable with --fix --unsafe-fixes
"""
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_unreadable_files_do_not_stop_the_others(here: Path) -> None:
    """A file that may not be read is a diagnostic of its own."""
    (here / "a.toml").symlink_to("nowhere.toml")
    (here / "b.toml").write_text(SHOTS)
    result = CliRunner().invoke(main, ["check", ".", "--format", "concise"])

    assert result.exit_code == 1
    assert [line.split(" ")[:3] for line in result.stdout.splitlines()] == [
        ["a.toml:", "error", "unreadable"],
        ["b.toml:11:14:", "warning", "vidgo/gpt-image-2/billed-as-2k"],
    ]


# Packs --------------------------------------------------------------------------------------------


def test_a_broken_pack_shows_its_own_line(here: Path) -> None:
    """A mistake in a pack is reported where it is, with a caret, and ends with 2."""
    (here / "packs" / "acme").mkdir(parents=True)
    (here / "packs" / "acme" / "x.toml").write_text(
        'format = 1\nid = "acme/x"\n[models.m]\n[fields.n]\ntpye = "integer"\n'
    )
    (here / "a.json").write_text('{"provider": "acme", "model": "m", "input": {}}')
    result = CliRunner().invoke(main, ["check", "--pack", "packs", "a.json"])

    assert (result.exit_code, result.stdout) == (2, "")
    head, *excerpt = result.stderr.splitlines()
    assert head.startswith("lightmeter: packs/acme/x.toml:5:1: ")
    assert head.endswith("; did you mean type?")
    assert excerpt == ['    tpye = "integer"', "    ^^^^"]


def test_shipped_packs_keep_their_examples() -> None:
    """`packs test` is part of the same command."""
    result = CliRunner().invoke(main, ["packs", "test", "vidgo/gpt-image-2"])

    assert result.exit_code == 0
    assert result.stdout.startswith("vidgo/gpt-image-2 ")


@pytest.mark.parametrize("rule", ("billed-as-2k", "enum", "secret-in-file", "unknown-model"))
def test_every_kind_of_rule_is_explained(rule: str) -> None:
    """The name in a report is what `explain` takes."""
    assert CliRunner().invoke(main, ["explain", rule]).exit_code == 0


def test_every_rule_is_explained_by_its_full_name() -> None:
    """Whatever `rules` lists, `explain` knows."""
    listed = json.loads(CliRunner().invoke(main, ["rules", "--format", "json"]).stdout)["rules"]
    names = {"/".join(filter(None, (it["pack"], it["rule"]))) for it in listed}

    assert len(names) > 50
    for name in sorted(names):
        assert CliRunner().invoke(main, ["explain", name]).exit_code == 0, name


# Processes ----------------------------------------------------------------------------------------


def test_the_version() -> None:
    """Both ways of asking give the same line."""
    for arguments in (["--version"], ["--debug", "--version"]):
        done = started(arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode().split() == ["lightmeter", __version__]


def test_standard_input() -> None:
    """The format is guessed, and data is UTF-8 whatever the locale says."""
    text = '{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "猫"}}'
    for locale in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        done = started(["normalize", "-"], text.encode(), **locale)

        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["input"]["prompt"] == "猫"
        assert "猫".encode() in done.stdout


def test_file_names_that_are_no_text(here: Path) -> None:
    """A name of bytes that are not UTF-8 is read, reported and shown escaped."""
    name = os.fsdecode(b"a\xff.json")
    try:
        (here / name).write_bytes(b'{"requests": ')
    except OSError:
        pytest.skip("this file system knows no such names")
    for form in ("text", "concise", "json"):
        done = started(["check", ".", "--format", form])
        assert (done.returncode, done.stderr) == (1, b"")
        assert b"a\\udcff.json" in done.stdout


def test_a_pipe_that_closes_early(here: Path) -> None:
    """`lightmeter check … | head -1` ends quietly and keeps its exit code."""
    line = '{"provider": "vidgo", "model": "gpt-image-2", "input": {}}\n'
    (here / "a.jsonl").write_text(line * 5000)
    process = subprocess.Popen(
        [sys.executable, "-m", "lightmeter", "check", "a.jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert first == b"error: vidgo/gpt-image-2/required\n"
    assert (process.wait(60), said) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ there")
def test_a_rejected_request_counts_whoever_reads_to_the_end(here: Path) -> None:
    good = {"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x" * 200}}
    lines = [json.dumps(good)] * 1000 + [json.dumps({**good, "input": {}})]
    (here / "a.jsonl").write_text("\n".join(lines), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "lightmeter", "normalize", "a.jsonl"],
        cwd=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert process.wait(60) == 1
    assert said.startswith(b"a.jsonl:1001:")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk() -> None:
    """Output that cannot be written is no success."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lightmeter", "models"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert done.returncode == 2
    assert done.stderr == (b"lightmeter: the output cannot be written: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize(
    ("arguments", "code"),
    (
        (("check", "missing.json"), 2),
        (("check", "--nope"), 2),
        (("explain", "nope"), 2),
        (("models",), 2),
        (("normalize", "missing.json"), 2),
        (("check",), 0),
    ),
)
def test_what_cannot_be_said_changes_no_exit_code(
    here: Path, arguments: tuple[str, ...], code: int
) -> None:
    """With 1 something would have been found."""
    request = {"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x"}}
    (here / "boat.req.json").write_text(json.dumps(request), "utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-m", "lightmeter", *arguments],
            cwd=here,
            stdout=full if arguments == ("models",) else subprocess.DEVNULL,
            stderr=full,
            check=False,
            timeout=60,
        )

    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("arguments", (("--version",), ("--help",), ("check", "-h")))
def test_help_and_a_full_disk(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-m", "lightmeter", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert done.returncode == 2
    assert done.stderr == (b"lightmeter: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("arguments", (("--version",), ("--help",), ("check", "-h")))
@pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are not inherited there")
def test_help_that_nobody_reads_is_no_failure(arguments: tuple[str, ...]) -> None:
    """Standard output is closed, or a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "lightmeter", *arguments]
    gone = subprocess.run(  # noqa: S603 - our own code
        command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writer)
    closed = subprocess.run(  # noqa: S603 - as above
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command],
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )

    assert (gone.returncode, gone.stderr) == (0, b"")
    assert (closed.returncode, closed.stderr) == (0, b"")


# A shell starts what it puts in the background with interrupts ignored; this undoes it.
_INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from lightmeter.__main__ import main
main()
"""


def _opened(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    """Open a pipe for writing once the process reads from its other end."""
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert process.poll() is None, "the command ended before it read"
            time.sleep(0.01)


def _interrupted(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Interrupt a process until it ends: one signal can come just before it begins to wait."""
    for _ in range(60):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("the command does not end")


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals differ there")
def test_an_interruption(here: Path) -> None:
    """Where nothing comes to be read, Ctrl-C twice ends it, with a line each and exit code 2."""
    os.mkfifo(here / "a.toml")
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _INTERRUPTIBLE, "check", "a.toml"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with os.fdopen(_opened(here / "a.toml", process), "wb"):
        out, said = _interrupted(process)

    assert (process.returncode, out) == (2, b"")
    assert said.split(b"\n") == [
        b"",
        b"lightmeter: interrupted; what was read is told of, and once more ends everything at once",
        b"lightmeter: interrupted",
        b"",
    ]
