"""Options about how a long run goes on: by how many processes, and whether that is shown."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from lightmeter.cli.options import apply_options

__all__ = ["pace_options", "pop_pace"]

F = TypeVar("F", bound=Callable[..., Any])


_OPTIONS = (
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="Processes that judge JSONL of more than 1 MiB; 0 for one a core.",
    ),
    click.option(
        "--progress/--no-progress",
        default=True,
        help="Whether a run of more than a second shows on a terminal how far it is. It does"
        " without either.",
    ),
)


def pace_options(command: F) -> F:
    """How a long run goes on: arguments `jobs` and `progress`."""
    return apply_options(command, _OPTIONS)


def pop_pace(inputs: dict[str, Any]) -> tuple[int, bool]:
    """
    Take them out of a command's arguments.

    Returns:
        How many processes judge long JSONL, 0 for as many as there are cores; and whether a
        terminal shows how far the run is.
    """
    return inputs.pop("jobs"), inputs.pop("progress")
