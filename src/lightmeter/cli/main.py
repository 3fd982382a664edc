"""The command line's front door: its commands by name, each imported when it is called."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from lightmeter.cli.ending import FAILED, run
from lightmeter.language.spelling import nearest
from lightmeter.version import __version__

__all__ = ["main"]

# Each is an attribute of the module of the same name in this package.
_COMMANDS: Mapping[str, str] = {
    "check": "Say what is wrong with requests and what they will cost.",
    "cost": "Show what requests will cost, line by line.",
    "normalize": "Write the payloads to send.",
    "explain": "Explain a rule: what it demands, why, where that stands.",
    "models": "List the models that are known.",
    "rules": "List the rules that requests are held against.",
    "packs": "Work on rule packs.",
}


class _Commands(click.Group):
    """Commands that cost nothing until they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"lightmeter.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            close = nearest(name, _COMMANDS)
            hint = f"did you mean {close}?" if close else f"commands are {', '.join(_COMMANDS)}"
            raise click.UsageError(f"there is no command {name}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Without this, help would import every command to ask for its first line.
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run one command and end the process; click's own way knows other exit codes."""
        sys.exit(run(self, sys.argv[1:] if args is None else args))


@click.group(
    "lightmeter",
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.pass_context
def main(context: click.Context, debug: bool) -> int:
    """
    Check and price requests for image and video generation before they are sent.

    Exit codes: 0 nothing found, 1 something found, 2 the job could not be done.
    """
    # Read by `run`, which sees the arguments first.
    del debug
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
    return FAILED
