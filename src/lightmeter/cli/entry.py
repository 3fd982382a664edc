"""Which way a command line goes: click reads it, unless it is as plain as most are."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

from lightmeter.cli.names import COMPLETE_VARIABLE
from lightmeter.report.formats import FORMATS

__all__ = ["find_command", "read_plain_line"]

_COMMAND = "check"
# Option to the parameter of `run_check` that has its value, or that it switches on.
_OPTIONS: Mapping[str, str] = {"--provider": "provider", "--format": "form"}
_FLAGS: Mapping[str, str] = {"--force-exclude": "force_exclude"}


def find_command(arguments: Sequence[str]) -> Callable[[], NoReturn]:
    """
    Import what a command line asks for, and nothing else.

    Args:
        arguments: Of the command line.

    Returns:
        Does it, and raises SystemExit with the exit code.
    """
    plain = None if os.environ.get(COMPLETE_VARIABLE) else read_plain_line(arguments)
    if plain is None:
        from lightmeter.cli.main import main  # noqa: PLC0415 - it imports click

        return partial(main.main, arguments)
    from lightmeter.cli.checking import run_check  # noqa: PLC0415 - as that
    from lightmeter.cli.ending import run  # noqa: PLC0415

    return lambda: sys.exit(run(partial(run_check, **plain), arguments))


def read_plain_line(arguments: Sequence[str]) -> dict[str, Any] | None:
    """
    Read a command line that is `check` as shells, hooks and agents mostly call it.

    It has paths, and at most a provider, a format and what the hook says. Importing click takes
    longer than such a check.

    Args:
        arguments: Of the command line.

    Returns:
        Arguments of `run_check`; or None where the line says more, or something may be wrong with
        it: click has an answer for everything.
    """
    if not arguments or arguments[0] != _COMMAND:
        return None
    paths: list[str] = []
    read: dict[str, Any] = {"paths": paths}
    rest = iter(arguments[1:])
    for word in rest:
        name, sign, value = word.partition("=")
        if name in _OPTIONS:
            value = value if sign else next(rest, "")
            if not value or value.startswith("-"):
                return None
            read[_OPTIONS[name]] = value
        elif word in _FLAGS:
            read[_FLAGS[word]] = True
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    return read if read.get("form", "text") in FORMATS else None
