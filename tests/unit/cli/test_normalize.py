from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

LINES = (
    '{"model": "picture-1", "id": "a", "input": {"prompt": "猫", "n": 2.0, "x": 0.10}}\n'
    '{"model": "picture-1", "id": "b", "input": {}}\n'
    '{"model": "radio-7", "id": "c", "input": {}}\n'
)


def test_one_request_is_an_object(run: Run) -> None:
    """Defaults are filled in, integers are integers, and lightmeter's own members are gone."""
    result = run("normalize", "-", stdin=LINES.splitlines()[0])

    expected = """\
{
  "model": "picture-1",
  "input": {
    "prompt": "猫",
    "n": 2,
    "x": 0.10,
    "tier": "1K"
  }
}
"""
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_several_requests_are_lines(run: Run) -> None:
    """What has no payload is reported apart, and the exit code is 1."""
    result = run("normalize", "a.jsonl", files={"a.jsonl": LINES})

    assert result.exit_code == 1
    assert result.stdout == (
        '{"model": "picture-1", "input": {"prompt": "猫", "n": 2, "x": 0.10, "tier": "1K"}}\n'
    )
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        "a.jsonl:2:44",
        "a.jsonl:3:11",
    ]


def test_one_of_several(run: Run) -> None:
    """Only what is asked for counts."""
    result = run("normalize", "a.jsonl", "--request", "a", files={"a.jsonl": LINES})
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith('{\n  "model": "picture-1",\n')

    result = run("normalize", "a.jsonl", "--request", "bb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lightmeter: no request has the id bb; did you mean b?\n"


def test_nothing_is_written_to_disk(run: Run, tmp_path: Path) -> None:
    """The file that was read stays as it was, and none comes into being."""
    run("normalize", "a.jsonl", files={"a.jsonl": LINES})

    assert [it.name for it in (tmp_path / "work").iterdir()] == ["a.jsonl"]
    assert (tmp_path / "work" / "a.jsonl").read_text("utf-8") == LINES


def test_what_cannot_be_read(run: Run) -> None:
    """A broken file has no payload."""
    result = run("normalize", "a.json", files={"a.json": "{"})

    assert (result.exit_code, result.stdout) == (1, "")
    assert " error syntax " in result.stderr


def test_overlays_are_named(run: Run) -> None:
    """On standard error, since the payload has no room for it."""
    result = run("normalize", "-", stdin=LINES.splitlines()[0], overlay=True)

    assert result.stderr == "lightmeter: with shop/picture\n"
