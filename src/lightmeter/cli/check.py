"""`lightmeter check`: what is wrong with requests, and what they will cost."""

from typing import Any

import click

from lightmeter.cli.colour import choose_style
from lightmeter.cli.ending import write
from lightmeter.cli.options import color_option, format_option, input_options, word_option
from lightmeter.cli.running import check_paths
from lightmeter.cli.shelves import name_overlays
from lightmeter.diagnostic import Severity
from lightmeter.report.formats import FORMATS
from lightmeter.report.naming import overlays
from lightmeter.result import BatchReport

__all__ = ["check"]

_NEVER = "never"


@click.command()
@input_options
@format_option(*FORMATS)
@word_option(
    "--fail-on",
    words=(*(severity.value for severity in Severity), _NEVER),
    default=Severity.ERROR.value,
    text="The least severity that exits with 1.",
)
@color_option
def check(form: str, fail_on: str, color: str, **inputs: Any) -> int:
    """
    Check requests before they are sent.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. Without any, the current directory is searched.
    """
    outcome = check_paths(**inputs)
    if form != "text" or not outcome.empty:
        write(FORMATS[form](outcome.report, choose_style(color)))
    if form == "concise":
        name_overlays(overlays(outcome.report))
    return outcome.end(failed=_fails(outcome.report, fail_on))


def _fails(report: BatchReport, fail_on: str) -> bool:
    if fail_on == _NEVER:
        return False
    limit = Severity(fail_on).rank
    return any(it.severity.rank <= limit for it in report.diagnostics)
