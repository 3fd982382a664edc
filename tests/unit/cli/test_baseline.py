import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

BAD = '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "tier": "3K"}}\n'
WORSE = '{"model": "picture-1", "id": "b", "input": {"prompt": "x", "tier": "4K"}}\n'
GOOD = '{"model": "picture-1", "id": "c", "input": {"prompt": "y"}}\n'
FILE = "lightmeter-baseline.json"


def entries(path: Path) -> list[tuple[str, str, str]]:
    listed = json.loads(path.read_text())["diagnostics"]
    return [(it["source"], it["rule"].rpartition("/")[2], it.get("request", "")) for it in listed]


def test_what_is_there_is_accepted(run: Run) -> None:
    """What is new is shown, what is gone is noted, and prune takes that out."""
    result = run("baseline", "write", "a.jsonl", files={"a.jsonl": BAD})
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"lightmeter: 1 diagnostic written to {FILE}\n"
        f'lightmeter: check with --baseline {FILE}, or settle baseline = "{FILE}"\n'
    )
    assert entries(Path(FILE)) == [("a.jsonl", "enum", "a")]

    text = BAD + "{\n"
    result = run(
        "check", "a.jsonl", "--baseline", FILE, "--format", "concise", files={"a.jsonl": text}
    )
    assert [line.split(" ")[2] for line in result.stdout.splitlines()] == ["syntax"]

    text = GOOD + WORSE + BAD
    result = run(
        "check", "a.jsonl", "--baseline", FILE, "--format", "concise", files={"a.jsonl": text}
    )
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stdout.splitlines()] == ["a.jsonl:2:68"]

    files = {"a.jsonl": GOOD}
    result = run("check", "a.jsonl", "--baseline", FILE, "--format", "concise", files=files)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{FILE}:4:5: info stale-baseline acme/picture/enum no longer")
    result = run("check", "a.jsonl", "--baseline", FILE, "--baseline-strict")
    assert result.exit_code == 1

    result = run("baseline", "prune")
    assert result.exit_code == 0
    assert result.stderr == f"lightmeter: 1 diagnostic removed from {FILE}, 0 kept\n"
    assert entries(Path(FILE)) == []


def test_other_files_keep_their_entries(run: Run) -> None:
    """Unless they are gone, for which prune looks."""
    files = {"a.jsonl": BAD, "b.jsonl": WORSE}
    assert run("baseline", "write", "a.jsonl", files=files).exit_code == 0
    result = run("baseline", "write", "b.jsonl")
    assert "1 of files that were not read this time are kept in it" in result.stderr
    assert [it[0] for it in entries(Path(FILE))] == ["a.jsonl", "b.jsonl"]

    Path("a.jsonl").unlink()
    assert run("baseline", "prune").exit_code == 0
    assert [it[0] for it in entries(Path(FILE))] == ["b.jsonl"]


def test_what_cannot_be_read_is_not_accepted(run: Run) -> None:
    result = run("baseline", "write", "a.jsonl", files={"a.jsonl": BAD + "{\n"})

    assert "1 diagnostic cannot be accepted; lightmeter check shows what" in result.stderr
    assert [it[1] for it in entries(Path(FILE))] == ["enum"]


def test_a_broken_baseline_is_never_overwritten(run: Run) -> None:
    result = run("baseline", "write", "a.jsonl", files={"a.jsonl": BAD, FILE: "{"})

    assert result.exit_code != 0
    assert Path(FILE).read_text() == "{"


def test_it_is_the_same_from_another_directory(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are named from where the baseline lies."""
    files = {"shots/a.jsonl": BAD}
    assert run("baseline", "write", "shots", files=files).exit_code == 0
    assert entries(Path(FILE)) == [("shots/a.jsonl", "enum", "a")]

    monkeypatch.chdir("shots")
    result = run("check", "a.jsonl", "--baseline", f"../{FILE}", "--format", "concise")
    assert (result.exit_code, result.stdout) == (0, "")


def test_options_that_contradict_each_other(run: Run) -> None:
    result = run("check", "a.jsonl", "--baseline", "x", "--no-baseline", files={"a.jsonl": GOOD})

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "lightmeter: --baseline and --no-baseline contradict each other; give one of them\n"
    )


def test_the_settings_say_which_file_it_is(run: Run) -> None:
    files = {"a.jsonl": BAD, "lightmeter.toml": 'baseline = "accepted.json"\n'}
    result = run("baseline", "write", "a.jsonl", files=files)

    assert result.stderr == "lightmeter: 1 diagnostic written to accepted.json\n"
    assert not Path(FILE).exists()
    result = run("check", "a.jsonl", "--format", "concise")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_file_that_is_broken_for_now_keeps_its_entries(run: Run) -> None:
    """Whatever the command, since what is in it was not seen."""
    run("baseline", "write", "a.jsonl", files={"a.jsonl": BAD})

    Path("a.jsonl").write_text("{\n")
    arguments = ("--baseline", FILE, "--format", "concise", "--baseline-strict")
    result = run("check", "a.jsonl", *arguments)
    assert "stale-baseline" not in result.stdout
    run("baseline", "prune")
    run("baseline", "write", "a.jsonl")
    assert entries(Path(FILE)) == [("a.jsonl", "enum", "a")]


def test_a_breach_of_a_budget_is_never_accepted(run: Run) -> None:
    """The next one would be another, and larger."""
    files = {"a.jsonl": GOOD, "lightmeter.toml": '[budget]\nrequest = "0.01 USD"\n'}
    result = run("baseline", "write", "a.jsonl", files=files)

    assert "1 diagnostic cannot be accepted" in result.stderr
    assert entries(Path(FILE)) == []


@pytest.mark.parametrize("command", ("write", "prune"))
def test_nothing_is_written_once_somebody_wants_to_end(
    run: Run, interrupt_judging: Callable[[], None], command: str
) -> None:
    run("baseline", "write", "a.jsonl", files={"a.jsonl": BAD})
    before = Path(FILE).read_bytes()
    interrupt_judging()
    result = run("baseline", command, "a.jsonl", files={"a.jsonl": GOOD})

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lightmeter: interrupted\n"
    assert Path(FILE).read_bytes() == before
