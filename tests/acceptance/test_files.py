"""Which files the command looks at, in a project as people have them."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

REQUEST = """\
provider = "vidgo"
model = "gpt-image-2"
input = { prompt = "A cup", resolution = "1K", size = "1:1" }
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with requests, and with much that is none."""
    for name in tuple(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    work = tmp_path / "work"
    for name, text in {
        "shots/a.toml": REQUEST,
        "build/b.toml": REQUEST,
        "out/c.toml": REQUEST,
        "vendor/d.toml": REQUEST,
        "node_modules/x/e.toml": REQUEST,
        "package.json": '{"name": "shop"}',
        "lightmeter.toml": 'exclude = ["vendor/"]\n',
        ".gitignore": "out/\nnode_modules/\n",
    }.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(work)
    subprocess.run(["git", "init", "-q"], check=True)  # noqa: S607 - whichever git there is
    return work


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def shown(*arguments: str) -> list[str]:
    result = run("check", "--show-files", *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def test_what_git_and_the_settings_leave_out_is_not_looked_at() -> None:
    """What is left is looked at, and what is no request is told by name."""
    assert shown(".") == ["package.json", "build/b.toml", "shots/a.toml"]
    result = run("check", ".")

    assert result.exit_code == 0
    assert result.stderr.endswith(
        "lightmeter: 1 file is no request and was left out: package.json\n"
    )


def test_options_say_otherwise() -> None:
    assert shown(".", "--exclude", "/build/") == ["package.json", "shots/a.toml"]
    assert shown(".", "--no-gitignore", "--exclude", "*.json") == [
        "build/b.toml",
        "out/c.toml",
        "shots/a.toml",
    ]
    assert shown("out", "shots", "vendor/d.toml") == ["out/c.toml", "shots/a.toml", "vendor/d.toml"]


def test_a_hook_names_what_is_excluded() -> None:
    """Nothing is checked, nothing is wrong, and it is said why."""
    result = run("check", "--force-exclude", "vendor/d.toml", "lightmeter.toml")

    assert result.exit_code == 0
    assert result.stderr == (
        "lightmeter: 2 files are excluded and were left out: vendor/d.toml, lightmeter.toml\n"
    )
    result = run("check", "--force-exclude", "--format", "concise", "vendor/d.toml", "shots/a.toml")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == (
        "lightmeter: 1 file is excluded and was left out: vendor/d.toml"
    )


def test_a_directory_without_requests_is_never_silence(here: Path) -> None:
    """Whether there is none, or none is left, which is told apart."""
    (here / "empty").mkdir()
    left_out = "what might hold requests in vendor (1 file) is left out by the settings or"

    for directory, note in (("empty", ""), ("vendor", f"lightmeter: {left_out} --exclude\n")):
        result = run("check", "--format", "concise", directory)
        assert result.exit_code == 1
        assert result.stdout.startswith(f"{directory}: error no-requests ")
        assert result.stderr == note
        assert run("check", "--allow-empty", directory).exit_code == 0


@pytest.mark.parametrize("name", ("requests/x.json", "x.req.json"))
def test_a_file_that_is_called_a_request_has_to_be_one(name: str) -> None:
    """A slip that leaves nothing to know a request by is not passed over there."""
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text('{"modle": "gpt-image-2", "inptu": {"prompt": "A cup"}}')
    result = run("check", "--format", "concise", ".")

    assert result.exit_code == 1
    assert f"{name}:1:1: error no-request" in result.stdout
    path.rename("y.json")
    assert run("check", ".").exit_code == 0


def test_a_request_that_is_named_twice_is_paid_once(here: Path) -> None:
    """Two ways to a file are not two requests for the same work."""
    ways = ("shots/a.toml", "./shots/../shots/a.toml", str(here / "shots"))
    once, thrice = run("cost", ways[0]), run("cost", *ways)

    assert once.exit_code == thrice.exit_code == 0
    assert once.stdout == thrice.stdout
    assert "shots/a.toml" in once.stdout
