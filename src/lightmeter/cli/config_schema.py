"""`lightmeter config schema`: the settings as JSON Schema, for editors."""

import click

from lightmeter.cli.ending import write
from lightmeter.report.json_text import write_json
from lightmeter.settings.schema import settings_schema

__all__ = ["config_schema"]

_COLUMNS = 100


@click.command("schema")
def config_schema() -> None:
    """
    Print the settings as JSON Schema 2020-12.

    What the schema rejects lightmeter rejects too. An editor finds it where the first line of
    lightmeter.toml names it: #:schema ./lightmeter.schema.json
    """
    write(write_json(settings_schema(), indent=2, width=_COLUMNS) + "\n")
