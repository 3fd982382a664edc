import click

from lightmeter.cli.cost import cost
from lightmeter.cli.main import main


def test_diff_is_another_command() -> None:
    """With a name that error lines can repeat, and only where it stands first."""
    context = cost.make_context(
        "cost", ["diff", "a", "b"], parent=click.Context(main, info_name="l")
    )
    plain = cost.make_context("cost", ["a", "diff"])

    assert (context.command.name, context.command_path) == ("diff", "l cost diff")
    assert (plain.command.name, plain.params["paths"]) == ("cost", ("a", "diff"))
    assert cost.make_context("cost", ["./diff"]).params["paths"] == ("./diff",)
