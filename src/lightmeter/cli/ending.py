"""How a command ends: with an exit code that is promised, and one line where it failed."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from lightmeter.errors import LightmeterError
from lightmeter.escaping import escape

__all__ = ["DONE", "FAILED", "FOUND", "gathered", "run", "say", "tell", "write"]

DONE, FOUND, FAILED = 0, 1, 2

_LEAST_WRITTEN = 64 * 1024


def run(work: Callable[[], int], arguments: Sequence[str]) -> int:
    """
    Do what a command line asks for.

    Args:
        work: Does it, and gives the exit code.
        arguments: Of the command line, which may ask for tracebacks or for help.

    Returns:
        0, 1 or 2, whatever happens.
    """
    try:
        return work()
    except LightmeterError as error:
        say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted")
    except BrokenPipeError:
        _let_go_of(sys.stdout)
        if _asks_for_help(arguments):
            # As with `write`: a reader that has seen enough is no failure.
            return DONE
    except Exception as error:  # noqa: BLE001 - whatever it is, the exit code is promised
        if "--debug" in arguments:
            import traceback  # noqa: PLC0415 - of no use else

            tell(traceback.format_exc())
        if isinstance(error, OSError) and _asks_for_help(arguments):
            _let_go_of(sys.stdout)
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
    tell("\n".join(map(escape, f"lightmeter: {text}".split("\n"))) + "\n")


def tell(text: str | Iterable[str]) -> None:
    """
    Write a report on standard error, where standard output has something else.

    Where that cannot be written, nobody can be told of it: the exit code says what it would have.
    """
    # Slow to import, and a check that finds nothing has nothing to say there.
    import click  # noqa: PLC0415

    for piece in (text,) if isinstance(text, str) else text:
        try:
            click.echo(piece, err=True, nl=False)
        except OSError:
            _let_go_of(sys.stderr)


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
            _let_go_of(sys.stdout)
            return
        except OSError as error:
            _let_go_of(sys.stdout)
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


def _let_go_of(stream: TextIO | None) -> None:
    """Lose what else is written, so that nothing fails once more, be it at Python's end."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
