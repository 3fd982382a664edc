"""`lightmeter packs`: for those who write packs."""

from collections.abc import Mapping

import click

from lightmeter.cli.lazy import LazyGroup

__all__ = ["packs"]

# Each is an attribute of the module `packs_…` in this package.
_COMMANDS: Mapping[str, str] = {
    "new": "Begin a pack, with a comment for each part.",
    "check": "Prove packs, and look for what nobody meant.",
    "test": "Put packs on trial: examples, golden results, laws, mutants.",
    "show": "Show a pack merged, and where each key was written.",
    "docs": "Write the pages of packs.",
    "schema": "Print a pack as JSON Schema, for editors.",
}


@click.group(cls=LazyGroup, table=_COMMANDS, prefix="packs_")
def packs() -> None:
    """Work on rule packs."""
