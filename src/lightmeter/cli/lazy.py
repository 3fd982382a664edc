"""Groups of commands, each imported when it is called."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lightmeter.cli.command_line import run_line
from lightmeter.language.spelling import nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """Commands that cost nothing until they are called."""

    def __init__(
        self, *arguments: Any, table: Mapping[str, str], prefix: str = "", **keywords: Any
    ) -> None:
        """
        Set up a group.

        Args:
            arguments: Of click's own group.
            table: Name of a command to its sentence in the help.
            prefix: What the module of a command is called before the command's name; a command is
                the attribute of its module that bears the module's name.
            keywords: Of click's own group.
        """
        super().__init__(*arguments, **keywords)
        self._table = table
        self._prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name them in the order of the table."""
        del ctx
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in self._table:
            return None
        name = f"{self._prefix}{cmd_name}"
        command = getattr(import_module(f"lightmeter.cli.{name}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for, or say what was probably meant."""
        name = args[0]
        # A line that a shell wants to complete is never complained of.
        known = name in self._table or ctx.resilient_parsing
        if not known and not name.startswith("-"):
            close = nearest(name, self._table)
            hint = f"did you mean {close}?" if close else f"commands are {', '.join(self._table)}"
            raise click.UsageError(f"there is no command {name}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table's sentences."""
        # Without this, help would import every command to ask for its first line.
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self._table.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Offer the table's names, with its sentences; click would import every command."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell needs it

        offered = [
            CompletionItem(name, help=text)
            for name, text in self._table.items()
            if name.startswith(incomplete)
        ]
        return [*offered, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run one command and end the process; click's own way knows other exit codes."""
        sys.exit(run_line(self, sys.argv[1:] if args is None else args))
