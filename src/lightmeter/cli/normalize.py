"""`lightmeter normalize`: the payloads to send."""

from collections.abc import Iterator
from typing import Any

import click

from lightmeter.batch_report import BatchReport
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
from lightmeter.result import Report

__all__ = ["normalize"]

_MOST_IDS = 20


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
    jobs, progress = pop_pace(inputs)
    with show_progress(wanted=progress) as shown:
        outcome = check_paths(progress=shown, jobs=jobs, hold=False, partial=True, **inputs)
    report = outcome.report
    payloads = _Payloads(report, wanted)
    written = payloads.written()
    write(written)
    # A reader that has seen enough changes nothing of what there is to say of the rest.
    for _ in written:
        pass
    # What costs more than it may has a payload all the same, and is told of.
    told = report.about_requests(
        lambda number: wanted is None if number is None else number in payloads.told
    )
    tell(concise.pieces(told))
    if payloads.withheld:
        verbs = ("holds", "was") if payloads.withheld == 1 else ("hold", "were")
        say(
            f"{count(payloads.withheld, 'payload')} {verbs[0]} what may be a key and {verbs[1]} not"
            " written; write a variable instead, or ignore secret-in-file where it is none"
        )
    name_overlays(overlays(report))
    return outcome.end(failed=payloads.refused or not told.ok)


class _Payloads:
    """
    The payloads of a report on their way out.

    Attributes:
        told: Numbers of the requests whose diagnostics are told, once all are written.
        refused: Whether one was not written.
        withheld: How many were not, since they would show a secret.
    """

    def __init__(self, report: BatchReport, wanted: str | None) -> None:
        self.told: set[int] = set()
        self.refused = False
        self.withheld = 0
        self._report = report
        self._numbers = range(len(report.reports)) if wanted is None else _named(report, wanted)
        secrets = {it.source for it, _ in report.entries if it.rule == "secret-in-file"}
        self._secrets = secrets
        self._veil = make_veil(report) if secrets else None

    def written(self) -> Iterator[str]:
        """Write one after the other."""
        indent = 2 if len(self._numbers) == 1 else None
        for number, it in self._reports():
            payload = it.normalized
            secret = self._shows_secret(it)
            self.withheld += secret
            if payload is None or secret:
                self.refused = True
                self.told.add(number)
            else:
                if it.beside:
                    self.told.add(number)
                yield write_json(payload, indent=indent) + "\n"

    def _reports(self) -> Iterator[tuple[int, Report]]:
        reports = self._report.reports
        if isinstance(self._numbers, range):
            return zip(self._numbers, reports, strict=True)
        return ((number, reports[number]) for number in self._numbers)

    def _shows_secret(self, it: Report) -> bool:
        """
        Whether a payload would show a secret.

        With a mask in it a payload would be another one. What somebody has silenced is no secret.
        """
        if self._veil is None or it.source not in self._secrets:
            return False
        return bool(veil_value(it.normalized, self._veil) != it.normalized)


def _named(report: BatchReport, wanted: str) -> list[int]:
    found = [number for number, it in enumerate(report.reports) if it.id == wanted]
    if not found:
        known = sorted({it.id for it in report.reports if it.id})
        close = nearest(wanted, known)
        listed = ", ".join(known[:_MOST_IDS]) or "none"
        more = f" and {len(known) - _MOST_IDS:,} more" if len(known) > _MOST_IDS else ""
        hint = f"did you mean {close}?" if close else f"there are {listed}{more}"
        read = "the run was interrupted, and of what was read " if report.interrupted else ""
        raise UsageError(f"{read}no request has the id {wanted}; {hint}")
    return found
