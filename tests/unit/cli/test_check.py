import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]

GOOD = '{"model": "picture-1", "input": {"prompt": "x"}}'
WARNED = '{"model": "picture-1", "input": {"prompt": " ", "tier": "2K"}}'
BAD = '{"model": "picture-1", "input": {}}'
INFO = '{"model": "picture-1", "input": {"prompt": "x", "n": 1.0}}'


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    (
        (GOOD, "info", 0),
        (INFO, "info", 1),
        (INFO, "warning", 0),
        (WARNED, "warning", 1),
        (WARNED, "error", 0),
        (BAD, "error", 1),
        (BAD, "never", 0),
    ),
)
def test_exit_codes(run: Run, text: str, fail_on: str, code: int) -> None:
    """1 where something is as grave as --fail-on says, or graver."""
    result = run("check", "a.json", "--fail-on", fail_on, files={"a.json": text})

    assert (result.exit_code, result.stderr) == (code, "")


def test_standard_input(run: Run) -> None:
    """Its name and format can be given; data goes to standard output alone."""
    result = run("check", "-", "--format", "concise", stdin=BAD)
    assert result.stdout.startswith("-:1:33: error acme/picture/required prompt is missing")

    result = run("check", "-", "--format", "concise", "--stdin-filename", "x/a.jsonl", stdin=BAD)
    assert result.stdout.startswith("x/a.jsonl:1:33: error ")
    assert result.stderr == ""


def test_a_missing_path_does_not_keep_the_others(run: Run) -> None:
    """Everything that can be read is reported first; then the exit code is 2."""
    result = run("check", "nope.json", "a.json", "--format", "concise", files={"a.json": BAD})

    assert result.exit_code == 2
    assert result.stdout.startswith("a.json:1:33: error ")
    assert result.stderr == "lightmeter: nope.json: there is no such file or directory\n"


def test_nothing_but_a_missing_path(run: Run) -> None:
    """People see the error alone; a program gets its document all the same."""
    result = run("check", "nope.json")
    assert (result.exit_code, result.stdout) == (2, "")

    result = run("check", "nope.json", "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["requests"] == []


def test_the_current_directory(run: Run) -> None:
    """Without a path the current directory is searched, and what is left out is counted."""
    files = {
        "shots/a.json": GOOD,
        "package.json": '{"name": "x"}',
        "pyproject.toml": "[project]\n",
        "notes.txt": "",
    }
    result = run("check", files=files)

    assert result.exit_code == 0
    assert result.stdout == (
        "shots/a.json:1  acme/picture-1  tier 1K  $0.10\n"
        "\n"
        "1 request in 1 file: no problems; total $0.10\n"
    )
    assert result.stderr == (
        "lightmeter: no path was given, so this is the current directory\n"
        "lightmeter: 2 files are no requests and were left out: package.json, pyproject.toml\n"
    )


def test_a_directory_without_requests(run: Run) -> None:
    """A check of nothing does not pass, whether there are files or not."""
    result = run("check", "shots", "--format", "concise", files={"shots/a.json": "{}"})
    assert result.exit_code == 1
    assert result.stdout.startswith("shots: error no-requests the directory holds no request")
    assert result.stderr == "lightmeter: 1 file is no request and was left out: shots/a.json\n"

    result = run("check", ".", files={})
    assert result.exit_code == 1
    assert result.stdout.endswith("\n0 requests: 1 error\n")


def test_packs_in_a_directory_are_named_as_such(run: Run) -> None:
    """They are no requests, and no mistake either."""
    pack = 'format = 1\nid = "acme/x"\n'
    result = run("check", ".", files={"a.json": GOOD, "b/acme/x.toml": pack, "lightmeter.toml": ""})

    assert result.exit_code == 0
    assert result.stderr == "lightmeter: 1 file is a pack and was left out: b/acme/x.toml\n"


def test_a_file_named_twice_is_checked_once(run: Run) -> None:
    """Also where a directory brings it along."""
    result = run("check", "a.json", "./a.json", ".", files={"a.json": GOOD})

    assert result.stdout.endswith("1 request in 1 file: no problems; total $0.10\n")


def test_overlays_are_named(run: Run) -> None:
    """Whoever reads the output knows that an overlay took part."""
    text = run("check", "a.json", files={"a.json": GOOD}, overlay=True)
    assert text.stdout == (
        "a.json:1  acme/picture-1  tier 1K  $0.05\n"
        "\n"
        "1 request in 1 file: no problems; total $0.05\n"
        "with shop/picture\n"
    )
    concise = run("check", "a.json", "--format", "concise", overlay=True)
    assert (concise.stdout, concise.stderr) == ("", "lightmeter: with shop/picture\n")

    document = json.loads(run("check", "a.json", "--format", "json", overlay=True).stdout)
    assert document["packs"] == [
        {"id": "acme/picture", "edition": "2026-01-02", "overlays": ["shop/picture"]}
    ]


def test_colour_is_for_those_who_ask(run: Run) -> None:
    """A pipe gets none; --color always does."""
    assert "\x1b" not in run("check", "a.json", files={"a.json": BAD}).stdout
    assert "\x1b[1;31merror\x1b[0m" in run("check", "a.json", "--color", "always").stdout
    assert "\x1b" not in run("check", "a.json", "--color", "always", "--format", "json").stdout


def test_a_filter_counts_beside_the_text(run: Run) -> None:
    text = '{"model": "picture-1", "input": {"prompt": " ", "tier": "2K"}}'
    result = run("check", "-", "--fix", "--statistics", stdin=text)

    assert result.stdout == text
    assert "acme/picture/blank-2k" in result.stderr
