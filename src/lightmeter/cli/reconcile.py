"""`lightmeter reconcile`: what providers charged beside what was estimated."""

from typing import Any

import click

from lightmeter.cli.charged import check_charged, column_option, open_charges
from lightmeter.cli.colour import choose_style
from lightmeter.cli.completing import complete_files
from lightmeter.cli.ending import tell, write
from lightmeter.cli.options import color_option, format_option, input_options
from lightmeter.reconcile.columns import Columns
from lightmeter.reconcile.reconciliation import reconcile as hold_against
from lightmeter.report import (
    concise,
    reconciliation,
    reconciliation_csv,
    reconciliation_json,
    reconciliation_markdown,
)

__all__ = ["reconcile"]

_FORMATS = {
    "text": reconciliation.render,
    "json": reconciliation_json.render,
    "csv": reconciliation_csv.render,
    "markdown": reconciliation_markdown.render,
}


@click.command()
@input_options
@click.option(
    "--charges",
    multiple=True,
    required=True,
    metavar="FILE",
    shell_complete=complete_files,
    help="What was charged: a table in CSV, or the answers of providers as JSON or JSONL; may be"
    " given again.",
)
@column_option
@click.option(
    "--in-order",
    is_flag=True,
    help="Match charges that no id and no key tells of by their order.",
)
@format_option(*_FORMATS)
@color_option
def reconcile(
    charges: tuple[str, ...],
    columns: Columns,
    in_order: bool,
    form: str,
    color: str,
    paths: tuple[str, ...],
    **inputs: Any,
) -> int:
    """
    Hold what providers charged against the estimates, and suggest rates.

    PATH is as for `lightmeter cost`. Where an answer stands beside its request, as in {"id": …,
    "request": {…}, "response": {…}}, none is needed. A charge belongs to the request whose id it
    has, else to the one with its idempotency key. The command exits with 1 where a charge is not
    what was estimated, where one has no counterpart, and for requests that are rejected.
    """
    files = open_charges(charges, columns, in_order=in_order)
    outcome = check_charged(paths, files, **inputs)
    day = outcome.projects.here.as_of
    found = hold_against(
        outcome.report,
        files,
        day=day,
        in_order=in_order,
        project_of=outcome.projects.checker_of,
    )
    write(_FORMATS[form](found, choose_style(color)))
    if form == "text":
        # What has no row: files that cannot be read.
        tell(concise.render(outcome.report.only(lambda _: False)))
    return outcome.end(failed=not (found.agrees and outcome.report.sound))
