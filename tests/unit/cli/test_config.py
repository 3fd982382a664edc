from click.testing import CliRunner

from lightmeter.cli.main import main


def test_the_commands_are_named_with_what_they_do() -> None:
    result = CliRunner().invoke(main, ["config", "--help"])

    assert result.exit_code == 0
    listed = result.stdout.partition("Commands:\n")[2]
    assert [
        line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "
    ] == [
        "show",
        "schema",
        "init",
    ]


def test_a_misspelt_command_is_told() -> None:
    result = CliRunner().invoke(main, ["config", "shwo"])

    assert result.exit_code == 2
    assert result.stderr.startswith("lightmeter: there is no command shwo; did you mean show?")
