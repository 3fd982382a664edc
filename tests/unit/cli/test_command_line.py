import click
import pytest
from click.testing import CliRunner

from lightmeter.cli.command_line import run_line
from lightmeter.cli.main import main


@pytest.mark.parametrize(
    ("error", "code", "text"),
    (
        (click.exceptions.Exit(1), 1, ""),
        (click.Abort(), 2, "lightmeter: interrupted\n"),
        (click.FileError("boat.toml", "Is a door."), 2, None),
    ),
    ids=("an exit code", "an interruption", "another mistake"),
)
def test_what_click_raises_is_one_line(error: Exception, code: int, text: str | None) -> None:
    """Whatever it is, the exit code is promised."""

    @click.command()
    def fail() -> None:
        raise error

    with CliRunner().isolation() as (_, stderr, _):
        assert run_line(fail, ()) == code
        said = stderr.getvalue().decode()
    assert said == text if text is not None else said.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (["chek"], "there is no command chek; did you mean check? (see lightmeter --help)"),
        (
            ["zzz"],
            (
                "there is no command zzz; commands are check, cost, reconcile, normalize, explain,"
                " models, rules, packs, baseline, config, completion (see lightmeter --help)"
            ),
        ),
        (
            ["check", "--fromat", "json"],
            "there is no option --fromat; did you mean --format? (see lightmeter check --help)",
        ),
        (
            ["check", "--format", "jsn"],
            (
                "--format: jsn is not known, known are text, concise, json, jsonl, sarif, github,"
                " gitlab, junit, markdown; did you mean json?"
                " (see lightmeter check --help)"
            ),
        ),
        (["explain"], "NAME is missing (see lightmeter explain --help)"),
        (
            ["check", "--provider", "vigdo", "-"],
            "provider vigdo is not known; known are mindvideo, poyo, vidgo; did you mean vidgo?",
        ),
        (
            ["check", "--stdin-format", "json"],
            "--stdin-format is about standard input; name it with the path -",
        ),
        (["check", "--pack", "nowhere", "-"], "there are no packs at nowhere"),
    ),
)
def test_wrong_usage_is_one_line(arguments: list[str], message: str) -> None:
    """What is wrong, what was probably meant, where to read on; exit code 2."""
    result = CliRunner().invoke(main, arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"lightmeter: {message}\n"


def test_without_a_command_there_is_help() -> None:
    """The help goes where no pipe takes it for data."""
    result = CliRunner().invoke(main, [])

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: lightmeter ")
    assert CliRunner().invoke(main, ["packs"]).exit_code == 2
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0
