"""How a command ends: with an exit code that is promised, and one line where it failed."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from lightmeter.errors import LightmeterError
from lightmeter.escaping import escape

__all__ = ["DONE", "FAILED", "FOUND", "gathered", "run", "say", "tell", "write"]

DONE, FOUND, FAILED = 0, 1, 2

_LEAST_WRITTEN = 64 * 1024


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """
    Run a command.

    Returns:
        0, 1 or 2, whatever happens.
    """
    try:
        with command.make_context("lightmeter", list(arguments)) as context:
            code = command.invoke(context)
            return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            # A group called without a command; click has had a class for it since 8.2.
            click.echo(error.format_message(), err=True)
        else:
            say(_usage(error))
    except LightmeterError as error:
        say(str(error))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
    except BrokenPipeError:
        _let_go_of_output()
        if _asks_for_help(arguments):
            # As with `write`: a reader that has seen enough is no failure.
            return DONE
    except Exception as error:  # noqa: BLE001 - whatever it is, the exit code is promised
        if "--debug" in arguments:
            import traceback  # noqa: PLC0415 - of no use else

            traceback.print_exc()
        if isinstance(error, OSError) and _asks_for_help(arguments):
            _let_go_of_output()
            say(f"the output cannot be written: {error.strerror}")
            return FAILED
        what = " ".join(str(error).split()) or "no more is known"
        say(
            f"this is a bug in lightmeter: {type(error).__name__}: {what}; please report it with"
            " what lightmeter --debug … shows"
        )
    return FAILED


def _asks_for_help(arguments: Sequence[str]) -> bool:
    """Whether click itself writes, which knows nothing of outputs that cannot be written."""
    return any(it in ("--help", "-h", "--version") for it in arguments)


def say(text: str) -> None:
    """Tell the user something that is no data: on standard error."""
    # What a command line, a file or a pack holds is not for the terminal to act on.
    click.echo("\n".join(map(escape, f"lightmeter: {text}".split("\n"))), err=True)


def tell(text: str | Iterable[str]) -> None:
    """Write a report on standard error, where standard output has something else."""
    for piece in (text,) if isinstance(text, str) else text:
        click.echo(piece, err=True, nl=False)


def write(text: str | Iterable[str]) -> None:
    """
    Write data to standard output, as UTF-8 wherever it goes.

    A reader that has seen enough ends the writing, not the command: the exit code stays the same.

    Args:
        text: Or pieces of one, which are written as they come.

    Raises:
        LightmeterError: If the output cannot be written for another reason.
    """
    if sys.stdout is None:
        return
    for piece in gathered((text,) if isinstance(text, str) else text):
        # Lone surrogates stand for bytes of file names; they come out as the bytes they were.
        data = piece.encode(errors="surrogateescape")
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _let_go_of_output()
            return
        except OSError as error:
            _let_go_of_output()
            raise LightmeterError(f"the output cannot be written: {error.strerror}") from error


def gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Put small pieces of a text together, so that not each is written by itself."""
    parts: list[str] = []
    size = 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= _LEAST_WRITTEN:
            yield "".join(parts)
            parts, size = [], 0
    if size:
        yield "".join(parts)


def _let_go_of_output() -> None:
    """Keep the interpreter from failing once more when it flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


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
