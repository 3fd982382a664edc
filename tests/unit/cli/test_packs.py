import click

from lightmeter.cli.packs import packs


def test_every_subcommand_is_there() -> None:
    context = click.Context(packs)
    names = packs.list_commands(context)

    assert "test" in names
    for name in names:
        command = packs.get_command(context, name)
        assert command is not None
        assert command.name == name
