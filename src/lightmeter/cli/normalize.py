"""`lightmeter normalize`: the payloads to send."""

from collections.abc import Sequence
from typing import Any

import click

from lightmeter.cli.ending import say, tell, write
from lightmeter.cli.options import input_options
from lightmeter.cli.pace import pace_options, pop_pace
from lightmeter.cli.progress import show_progress
from lightmeter.cli.running import check_paths
from lightmeter.cli.shelves import name_overlays
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.language.spelling import nearest
from lightmeter.report import concise
from lightmeter.report.json_text import write_json
from lightmeter.report.naming import overlays
from lightmeter.report.veil import make_veil, veil_value
from lightmeter.result import BatchReport, Report

__all__ = ["normalize"]


@click.command()
@input_options
@pace_options
@click.option("--request", "wanted", metavar="ID", help="Write the payload of one request alone.")
def normalize(wanted: str | None, **inputs: Any) -> int:
    """
    Write the payloads to send: defaults filled in, spellings mended.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. One request comes out as a JSON object, several as JSON Lines. Rejected and
    unchecked requests have no payload: they are reported on standard error, and the command exits
    with 1.
    """
    pace = pop_pace(inputs)
    with show_progress(wanted=pace.progress) as shown:
        outcome = check_paths(progress=shown, jobs=pace.jobs, hold=False, **inputs)
    report = outcome.report
    reports = report.reports if wanted is None else _named(report.reports, wanted)
    indent = 2 if len(reports) == 1 else None
    secret = _with_secrets(report)
    ready = [it for it in reports if it.normalized is not None and it not in secret]
    write("".join(write_json(it.normalized, indent=indent) + "\n" for it in ready))
    refused = [it for it in reports if it.normalized is None or it in secret]
    # What costs more than it may has a payload all the same, and is told of.
    told = report.only(
        lambda it: (
            any(it is other for other in refused)
            or bool(it.beside and any(it is other for other in reports))
        ),
        outside=wanted is None,
    )
    tell(concise.render(told))
    if withheld := sum(it in secret for it in reports):
        verbs = ("holds", "was") if withheld == 1 else ("hold", "were")
        say(
            f"{count(withheld, 'payload')} {verbs[0]} what may be a key and {verbs[1]} not written;"
            " write a variable instead, or ignore secret-in-file where it is none"
        )
    name_overlays(overlays(report))
    return outcome.end(failed=bool(refused) or not told.ok)


def _with_secrets(report: BatchReport) -> frozenset[Report]:
    """
    The requests whose payloads would show a secret.

    With a mask in it a payload would be another one. What somebody has silenced is no secret.
    """
    told = {it.source for it in report.diagnostics if it.rule == "secret-in-file"}
    veil = make_veil(report) if told else None
    return frozenset(
        it
        for it in report.reports
        if veil is not None
        and it.source in told
        and veil_value(it.normalized, veil) != it.normalized
    )


def _named(reports: Sequence[Report], wanted: str) -> tuple[Report, ...]:
    found = tuple(it for it in reports if it.id == wanted)
    if not found:
        known = sorted({it.id for it in reports if it.id})
        close = nearest(wanted, known)
        hint = f"did you mean {close}?" if close else f"there are {', '.join(known) or 'none'}"
        raise UsageError(f"no request has the id {wanted}; {hint}")
    return found
