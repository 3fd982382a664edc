from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from lightmeter.cli.replacing import replace_file

Run = Callable[..., Result]

TOML = 'model = "picture-1"\n[input]\nprompt = " "\ntier = "2K"\n'
LINE = '{"model": "picture-1", "id": "%s", "input": {"prompt": " ", "tier": "2K"%s}}\n'
AS_JSON = '{"model": "picture-1", "input": {"prompt": " ", "tier": "2K"}}\n'


def test_comments_are_written_into_toml(run: Run) -> None:
    """Nothing but comments changes, and what is left is said."""
    result = run("check", "a.toml", "--add-ignore", "--reason", "test", files={"a.toml": TOML})

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "lightmeter: silenced 1 diagnostic in a.toml\n"
    assert Path("a.toml").read_text() == TOML.replace(
        'prompt = " "', 'prompt = " "  # lightmeter: ignore[blank-2k] -- test'
    )


def test_entries_are_written_for_json(run: Run) -> None:
    """One for each request, by its id; without one by its pointer."""
    text = LINE % ("a", "") + LINE % ("b", ', "n": 1')
    files = {"shots/a.jsonl": text, "b.json": AS_JSON}
    result = run("check", "shots/a.jsonl", "b.json", "--add-ignore", files=files)

    assert result.exit_code == 0
    assert Path("lightmeter.toml").read_text() == (
        '[[suppress]]\nfiles = ["/b.json"]\npointer = "/input/prompt"\nrules = ["blank-2k"]\n'
        "\n"
        '[[suppress]]\nfiles = ["/shots/a.jsonl"]\nrequest = "a"\nrules = ["blank-2k"]\n'
        "\n"
        '[[suppress]]\nfiles = ["/shots/a.jsonl"]\nrequest = "b"\nrules = ["blank-2k"]\n'
    )
    result = run("check", "shots/a.jsonl", "b.json", "--fail-on", "info")
    assert result.exit_code == 0


def test_settings_that_are_there_are_added_to(run: Run) -> None:
    """What stood in them stays as it was."""
    before = '[project]\nname = "x"\n\n[tool.lightmeter]\nfail-on = "info"  # strict'
    run("check", "b.json", "--add-ignore", files={"b.json": AS_JSON, "pyproject.toml": before})

    assert Path("pyproject.toml").read_text() == (
        before + '\n\n[[tool.lightmeter.suppress]]\nfiles = ["/b.json"]\n'
        'pointer = "/input/prompt"\nrules = ["blank-2k"]\n'
    )


def test_what_cannot_be_silenced_is_left(run: Run) -> None:
    result = run("check", "a.json", "--add-ignore", files={"a.json": "{"})

    assert result.exit_code == 1
    assert result.stderr.startswith("a.json:1:2: error syntax ")
    assert result.stderr.endswith("lightmeter: there is nothing that could be silenced\n")
    assert not Path("lightmeter.toml").exists()


def test_standard_input_is_no_file(run: Run) -> None:
    result = run("check", "-", "--add-ignore", stdin=TOML)

    assert result.exit_code == 2
    assert result.stderr == ("lightmeter: --add-ignore writes into files; standard input is none\n")


def test_no_file_is_written_for_standard_input(run: Run) -> None:
    """Though it is called like one."""
    files = {"a.toml": "# precious\n"}
    arguments = ("--add-ignore", "--stdin-filename", "a.toml")
    result = run("check", "-", *arguments, files=files, stdin=TOML)

    assert (result.exit_code, Path("a.toml").read_text()) == (2, "# precious\n")


def test_a_line_without_an_id_cannot_be_named(run: Run) -> None:
    """What means it would mean every other line as well."""
    text = '{"model": "picture-1", "input": {"prompt": " ", "tier": "2K"}}\n'
    result = run("check", "a.jsonl", "--add-ignore", files={"a.jsonl": text})

    assert not Path("lightmeter.toml").exists()
    assert result.stderr.endswith(
        "lightmeter: there is nothing that could be silenced\n"
        "lightmeter: 1 diagnostic could not be; requests of JSON Lines need an id for it\n"
    )


def test_nothing_is_added_twice(run: Run) -> None:
    """Not to a comment that has ended, and not about one."""
    text = TOML.replace(
        'prompt = " "', 'prompt = " "  # lightmeter: ignore[blank-2k] until=2020-01-01 -- x'
    )
    run("check", "a.toml", "--add-ignore", "--reason", "y", files={"a.toml": text})
    once = Path("a.toml").read_text()
    assert once.count("ignore[blank-2k]") == 2

    run("check", "a.toml", "--add-ignore", "--reason", "y")
    assert Path("a.toml").read_text() == once


def test_a_reason_is_one_line(run: Run) -> None:
    files = {"a.toml": TOML}
    result = run("check", "a.toml", "--add-ignore", "--reason", "x\n[a]", files=files)
    assert (result.exit_code, Path("a.toml").read_text()) == (2, TOML)

    result = run("check", "a.toml", "--reason", "x")
    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: --reason is why --add-ignore silences; give that as well\n"
    )


def test_a_reason_may_be_demanded(run: Run) -> None:
    files = {"a.toml": TOML, "lightmeter.toml": "require-reason = true\n"}
    result = run("check", "a.toml", "--add-ignore", files=files)

    assert (result.exit_code, Path("a.toml").read_text()) == (2, TOML)
    assert result.stderr == (
        "lightmeter: the settings demand a reason; give one with --reason TEXT\n"
    )


def test_nothing_is_written_once_somebody_wants_to_end(
    run: Run, interrupt_judging: Callable[[], None]
) -> None:
    interrupt_judging()
    result = run("check", "a.toml", "--add-ignore", files={"a.toml": TOML})

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lightmeter: interrupted\n"
    assert Path("a.toml").read_text() == TOML


def test_what_was_written_is_named_whatever_comes_then(
    run: Run, interrupt_judging: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are checked once more after they were written."""

    def interrupted(*arguments: Any, **named: Any) -> None:
        replace_file(*arguments, **named)
        interrupt_judging()

    monkeypatch.setattr("lightmeter.cli.ignoring.replace_file", interrupted)
    result = run("check", "a.toml", "--add-ignore", files={"a.toml": TOML})

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "lightmeter: what silences was written into a.toml\nlightmeter: interrupted\n"
    )
    assert Path("a.toml").read_text() != TOML
