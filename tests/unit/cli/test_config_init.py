from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import find_settings
from lightmeter.settings.starter import write_starter

Init = Callable[..., Result]


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Init:
    """Run the command in an empty repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "shots").mkdir()
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["config", "init", *arguments])


@pytest.mark.parametrize(
    ("arguments", "name"), (((), "lightmeter.toml"), (("shots",), "shots/lightmeter.toml"))
)
def test_it_begins_a_file_that_settles_nothing(
    init: Init, arguments: tuple[str, ...], name: str
) -> None:
    result = init(*arguments)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"lightmeter: wrote {name}: every key is in it, behind a #\n"
        "lightmeter: next, take the # from what you settle, and see what is in force: lightmeter"
        " config show\n"
    )
    assert Path(name).read_text("utf-8") == write_starter()
    assert find_settings(*arguments) == Settings(file=name)


@pytest.mark.parametrize(
    ("name", "text"),
    (
        ("lightmeter.toml", 'ignore = ["enum"]\n'),
        (".lightmeter.toml", ""),
        ("pyproject.toml", "[tool.lightmeter]\n"),
    ),
)
@pytest.mark.parametrize("arguments", ((), ("--pyproject",)))
def test_nothing_is_overwritten(
    init: Init, name: str, text: str, arguments: tuple[str, ...]
) -> None:
    """And a directory has its settings in one place."""
    Path(name).write_text(text)

    result = init(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"lightmeter: {name} holds settings already, and nothing is overwritten\n"
    )
    assert Path(name).read_text() == text
    assert sorted(it.name for it in Path().iterdir()) == sorted((".git", "shots", name))


def test_what_is_no_file_is_not_overwritten_either(init: Init) -> None:
    Path("lightmeter.toml").symlink_to("gone.toml")

    result = init()
    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: lightmeter.toml is there already, and nothing is overwritten\n"
    )
    assert not Path("gone.toml").exists()


@pytest.mark.parametrize(
    "before",
    (
        b"",
        b'[project]\nname = "x"\n',
        b"[tool.ruff]\nline-length = 100",
        b"[tool]\r\nx = 1\r\n",
        b"\xef\xbb\xbf# caf\xc3\xa9\n[tool.other]\n",
    ),
)
def test_a_project_file_keeps_what_it_says(init: Init, before: bytes) -> None:
    Path("pyproject.toml").write_bytes(before)

    result = init("--pyproject")
    after = Path("pyproject.toml").read_bytes()
    assert result.exit_code == 0
    assert after.startswith(before)
    assert b"\r\n" in after or b"\r" not in after
    assert after.count(b"\n") == after.count(b"\r\n") or b"\r" not in before
    assert find_settings() == Settings(file="pyproject.toml")
    said = tomli.loads(after.decode("utf-8-sig"))
    assert said["tool"].pop("lightmeter") == {"fix": {}, "budget": {}, "cost": {}}
    known = tomli.loads(before.decode("utf-8-sig"))
    assert said == {"tool": {}, **known}


def test_a_table_on_one_line_takes_no_other(init: Init) -> None:
    Path("pyproject.toml").write_text("tool = { x = 1 }\n")

    result = init("--pyproject")
    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: pyproject.toml takes no further table, as [tool] stands on one line in it;"
        " write it with headers, or leave --pyproject out\n"
    )
    assert Path("pyproject.toml").read_text() == "tool = { x = 1 }\n"


def test_a_project_file_that_is_not_there_is_not_made(init: Init) -> None:
    result = init("--pyproject")

    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: there is no pyproject.toml; leave --pyproject out, which begins"
        " lightmeter.toml\n"
    )


def test_a_project_file_that_is_no_toml_is_told_at_its_place(init: Init) -> None:
    Path("pyproject.toml").write_text("[project\n")

    result = init("--pyproject")
    assert result.exit_code == 2
    assert result.stderr.startswith("lightmeter: pyproject.toml:1:")
    assert Path("pyproject.toml").read_text() == "[project\n"


def test_a_directory_has_to_be_there(init: Init) -> None:
    result = init("shotz")

    assert result.exit_code == 2
    assert result.stderr == "lightmeter: shotz is no directory\n"
