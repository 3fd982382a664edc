"""The command line's front door: its commands by name."""

from collections.abc import Mapping

import click

from lightmeter.cli.ending import FAILED, tell
from lightmeter.cli.lazy import LazyGroup
from lightmeter.cli.program import PROGRAM
from lightmeter.version import __version__

__all__ = ["main"]

# Each is an attribute of the module of the same name in this package.
_COMMANDS: Mapping[str, str] = {
    "check": "Say what is wrong with requests and what they will cost.",
    "cost": "Show what requests will cost, line by line.",
    "reconcile": "Hold what providers charged against the estimates.",
    "normalize": "Write the payloads to send.",
    "explain": "Explain a rule: what it demands, why, where that stands.",
    "models": "List the models that are known.",
    "rules": "List the rules that requests are held against.",
    "packs": "Work on rule packs.",
    "baseline": "Keep diagnostics that are accepted for now.",
    "config": "Show the settings that are in force, describe them, begin with some.",
    "completion": "Print what a shell needs to complete command lines.",
}


@click.group(
    PROGRAM,
    cls=LazyGroup,
    table=_COMMANDS,
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
        tell(f"{context.get_help()}\n")
    return FAILED
