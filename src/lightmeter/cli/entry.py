"""Which way a command line goes: click reads it, unless it is as plain as most are."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import NoReturn

from lightmeter.cli.plain_line import read_plain_line
from lightmeter.cli.program import COMPLETE_VARIABLE

__all__ = ["find_command"]

# All imports here are late: each way needs its own, and none of the others.


def find_command(arguments: Sequence[str]) -> Callable[[], NoReturn]:
    """
    Find what does what a command line asks for.

    Args:
        arguments: Of the command line.

    Returns:
        Does it, and raises SystemExit with the exit code.
    """
    wanted = os.environ.get(COMPLETE_VARIABLE)
    if wanted:
        # A shell asks what a word may become.
        return partial(_answer, wanted)
    plain = read_plain_line(arguments)
    if plain is None:
        from lightmeter.cli.main import main  # noqa: PLC0415

        return partial(main.main, arguments)

    def check() -> int:
        from lightmeter.cli.checking import run_check  # noqa: PLC0415

        return run_check(**plain)

    def command() -> NoReturn:
        from lightmeter.cli.ending import run  # noqa: PLC0415

        sys.exit(run(check, arguments))

    return command


def _answer(wanted: str) -> NoReturn:
    from lightmeter.cli.completion import answer  # noqa: PLC0415
    from lightmeter.cli.main import main  # noqa: PLC0415

    sys.exit(answer(main, wanted))
