"""`lightmeter config`: what a project has settled."""

from collections.abc import Mapping

import click

from lightmeter.cli.lazy import LazyGroup

__all__ = ["config"]

# Each is an attribute of the module `config_…` in this package.
_COMMANDS: Mapping[str, str] = {
    "show": "Show the settings that are in force for a path, and where each was written.",
    "schema": "Print the settings as JSON Schema, for editors.",
    "init": "Begin a settings file, with every key at its default.",
}


@click.group("config", cls=LazyGroup, table=_COMMANDS, prefix="config_")
def config() -> None:
    """
    Show the settings that are in force, describe them, begin with some.

    They stand in lightmeter.toml, .lightmeter.toml, or [tool.lightmeter] in pyproject.toml. For
    each file the closest counts, from its directory up to the root of the repository.
    """
