"""`lightmeter baseline`: diagnostics that are accepted for now."""

from collections.abc import Mapping

import click

from lightmeter.cli.lazy import LazyGroup

__all__ = ["baseline"]

_COMMANDS: Mapping[str, str] = {
    "write": "Accept everything that is found now.",
    "prune": "Remove what no longer occurs.",
}


@click.group("baseline", cls=LazyGroup, table=_COMMANDS, prefix="baseline_")
def baseline() -> None:
    """
    Keep a file of diagnostics that are accepted for now, so that only new ones are shown.

    An entry names its diagnostic by source, rule, request and value, never by line: what is written
    above it, or between, brings no news.
    """
