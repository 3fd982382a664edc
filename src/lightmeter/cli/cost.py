"""`lightmeter cost`: what requests will cost, line by line."""

from typing import Any

import attrs
import click

from lightmeter.cli.colour import choose_style
from lightmeter.cli.ending import write
from lightmeter.cli.options import color_option, format_option, input_options
from lightmeter.cli.running import check_paths
from lightmeter.report import concise, cost_table, json_v1
from lightmeter.result import BatchReport

__all__ = ["cost"]

_FORMATS = {"text": cost_table.render, "json": json_v1.render}


@click.command()
@input_options
@format_option(*_FORMATS)
@color_option
def cost(form: str, color: str, **inputs: Any) -> int:
    """
    Show what requests will cost, and what that is based on.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. Without any, the current directory is searched. Rejected requests have no cost;
    where there is one, or a file that cannot be read, the command exits with 1.
    """
    outcome = check_paths(**inputs)
    write(_FORMATS[form](outcome.report, choose_style(color)))
    if form == "text":
        click.echo(_outside(outcome.report), err=True, nl=False)
    return outcome.end(failed=not outcome.report.ok)


def _outside(report: BatchReport) -> str:
    """What was found outside of requests, which the table has no row for."""
    return concise.render(attrs.evolve(report, reports=()))
