"""`lightmeter normalize`: the payloads to send."""

from collections.abc import Sequence
from typing import Any

import attrs
import click

from lightmeter.cli.ending import write
from lightmeter.cli.options import input_options
from lightmeter.cli.running import check_paths
from lightmeter.cli.shelves import name_overlays
from lightmeter.diagnostic import Severity
from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest
from lightmeter.report import concise
from lightmeter.report.json_text import write_json
from lightmeter.report.naming import overlays
from lightmeter.result import Report

__all__ = ["normalize"]


@click.command()
@input_options
@click.option("--request", "wanted", metavar="ID", help="Write the payload of one request alone.")
def normalize(wanted: str | None, **inputs: Any) -> int:
    """
    Write the payloads to send: defaults filled in, spellings mended.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. One request comes out as a JSON object, several as JSON Lines. Rejected and
    unchecked requests have no payload: they are reported on standard error, and the command exits
    with 1.
    """
    outcome = check_paths(**inputs)
    report = outcome.report
    reports = report.reports if wanted is None else _named(report.reports, wanted)
    indent = 2 if len(reports) == 1 else None
    ready = [it for it in reports if it.normalized is not None]
    write("".join(write_json(it.normalized, indent=indent) + "\n" for it in ready))
    refused = tuple(it for it in reports if it.normalized is None)
    found = report.found if wanted is None else ()
    click.echo(
        concise.render(attrs.evolve(report, reports=refused, found=found)), err=True, nl=False
    )
    name_overlays(overlays(report))
    unread = any(it.severity is Severity.ERROR for it in found)
    return outcome.end(failed=bool(refused) or unread)


def _named(reports: Sequence[Report], wanted: str) -> tuple[Report, ...]:
    found = tuple(it for it in reports if it.id == wanted)
    if not found:
        known = sorted({it.id for it in reports if it.id})
        close = nearest(wanted, known)
        hint = f"did you mean {close}?" if close else f"there are {', '.join(known) or 'none'}"
        raise UsageError(f"no request has the id {wanted}; {hint}")
    return found
