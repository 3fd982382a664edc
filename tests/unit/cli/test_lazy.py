import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from lightmeter.cli.lazy import LazyGroup

TABLE = {"models": "List the models.", "rules": "List the rules."}


@pytest.fixture
def group() -> LazyGroup:
    return LazyGroup("tool", table=TABLE)


def test_commands_are_listed_in_the_order_of_the_table(group: LazyGroup) -> None:
    assert group.list_commands(click.Context(group)) == ["models", "rules"]


def test_a_command_is_imported_when_it_is_asked_for(group: LazyGroup) -> None:
    command = group.get_command(click.Context(group), "models")

    assert command is not None
    assert command.name == "models"


def test_what_is_not_in_the_table_is_not_imported(group: LazyGroup) -> None:
    """Though there is a module of that name."""
    assert group.get_command(click.Context(group), "check") is None


def test_a_prefix_stands_before_the_name_of_the_module() -> None:
    group = LazyGroup("packs", table={"test": "Try packs."}, prefix="packs_")
    command = group.get_command(click.Context(group), "test")

    assert command is not None
    assert command.name == "test"


@pytest.mark.parametrize(
    ("name", "message"),
    (
        ("model", "there is no command model; did you mean models?"),
        ("xyzzy", "there is no command xyzzy; commands are models, rules"),
    ),
)
def test_a_command_that_is_not_there(
    group: LazyGroup, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        group.main([name])

    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_help_writes_the_table_and_imports_nothing() -> None:
    code = (
        "import sys; from lightmeter.cli.packs import packs\n"
        "import click; print(packs.get_help(click.Context(packs, info_name='packs')))\n"
        "print([it for it in sys.modules if it.startswith('lightmeter.cli.packs_')])"
    )
    result = subprocess.run(  # noqa: S603 - this very Python and the code above
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert "check" in result.stdout
    assert "Prove packs, and look for what nobody meant." in result.stdout
    assert result.stdout.endswith("[]\n")


def test_help_is_written_through_the_runner(group: LazyGroup) -> None:
    assert "List the models." in CliRunner().invoke(group, ["--help"]).stdout
