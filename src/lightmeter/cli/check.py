"""`lightmeter check`: what is wrong with requests, and what they will cost."""

from typing import Any

import click

from lightmeter.cli.checking import run_check
from lightmeter.cli.choosing import choice_options, pop_choice
from lightmeter.cli.fixing import fix_options, pop_fixes
from lightmeter.cli.options import color_option, format_option, input_options, word_option
from lightmeter.cli.output_options import output_option
from lightmeter.cli.pace import pace_options
from lightmeter.diagnostic import Severity
from lightmeter.report.formats import FORMATS

__all__ = ["check"]

_NEVER = "never"


@click.command()
@input_options
@choice_options
@fix_options
@click.option(
    "--add-ignore",
    is_flag=True,
    help="Silence what is found: by comments in TOML, by entries of the settings for JSON.",
)
@click.option("--reason", default="", metavar="TEXT", help="Why, for --add-ignore.")
@format_option(*FORMATS, settled=True)
@output_option
@word_option(
    "--fail-on",
    words=(*(severity.value for severity in Severity), _NEVER),
    default=None,
    text="The least severity that exits with 1; error where nothing else is settled.",
)
@click.option(
    "--statistics", is_flag=True, help="Show how often each rule was found, in place of where."
)
@click.option("--show-files", is_flag=True, help="Name the files that would be read, and stop.")
@pace_options
@color_option
def check(paths: tuple[str, ...], **options: Any) -> int:
    """
    Check requests before they are sent.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. Without any, the current directory is searched.
    """
    choice, fixes = pop_choice(options), pop_fixes(options)
    return run_check(paths, choice=choice, fixes=fixes, **options)
