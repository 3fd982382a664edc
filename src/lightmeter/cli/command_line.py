"""A command line that click reads: which command it means, with what, and what is wrong in it."""

from collections.abc import Sequence
from functools import partial

import click

from lightmeter.cli.ending import DONE, FAILED, run, say, tell
from lightmeter.cli.program import PROGRAM

__all__ = ["run_line"]


def run_line(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command, and give the exit code, as `run` does."""
    return run(partial(_run, command, arguments), arguments)


def _run(command: click.Command, arguments: Sequence[str]) -> int:
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            code = command.invoke(context)
            return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            # A group called without a command; click has had a class for it since 8.2.
            tell(f"{error.format_message()}\n")
        else:
            say(_usage(error))
    return FAILED


def _usage(error: click.ClickException) -> str:
    """One line: what is wrong, what was meant, where to read on."""
    if isinstance(error, click.NoSuchOption):
        text = f"there is no option {error.option_name}"
        if error.possibilities:
            text += f"; did you mean {error.possibilities[0]}?"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        named = [*error.param.opts, error.param.human_readable_name]
        hint = next((name for name in named if name.startswith("--")), named[-1])
        missing = isinstance(error, click.MissingParameter)
        text = f"{hint} is missing" if missing else f"{hint}: {error.message}"
    else:
        text = error.format_message()
        text = (text[:1].lower() + text[1:]).removesuffix(".")
    context = getattr(error, "ctx", None)
    return f"{text} (see {context.command_path} --help)" if context is not None else text
