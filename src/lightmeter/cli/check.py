"""`lightmeter check`: what is wrong with requests, and what they will cost."""

from typing import TYPE_CHECKING, Any

import click

from lightmeter.batch_report import BatchReport
from lightmeter.cli.choosing import choice_options, pop_choice
from lightmeter.cli.colour import choose_style
from lightmeter.cli.ending import say, tell, write
from lightmeter.cli.fixing import fix_options, pop_fixes
from lightmeter.cli.options import color_option, format_option, input_options, word_option
from lightmeter.cli.outputs import Output, output_option, write_outputs
from lightmeter.cli.pace import pace_options, pop_pace
from lightmeter.cli.progress import show_progress
from lightmeter.cli.projects import Choice
from lightmeter.cli.running import check_paths, end_plan, plan_paths
from lightmeter.cli.shelves import name_overlays
from lightmeter.diagnostic import Severity
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.report.formats import FORMATS
from lightmeter.report.naming import overlays, summary
from lightmeter.report.style import PLAIN, Style
from lightmeter.silence.locks import UNREADABLE

if TYPE_CHECKING:
    from lightmeter.cli.mending import FixOptions, Mender

__all__ = ["check"]

_NEVER = "never"
_OF_STATISTICS = ("text", "concise", "json")
# What no fix could be applied to: it is said even where nothing else is.
_UNTOUCHED = UNREADABLE | {"fix-failed", "no-requests", "no-request"}


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
def check(
    form: str | None,
    outputs: tuple[Output, ...],
    fail_on: str | None,
    statistics: bool,
    show_files: bool,
    color: str,
    add_ignore: bool,
    reason: str,
    **inputs: Any,
) -> int:
    """
    Check requests before they are sent.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. Without any, the current directory is searched.
    """
    choice, fixes, style = pop_choice(inputs), pop_fixes(inputs), choose_style(color)
    jobs, progress = pop_pace(inputs)
    if statistics and form not in (None, *_OF_STATISTICS):
        raise UsageError(f"--statistics are shown as text, concise or json, not as {form}")
    if show_files:
        return _show_files(inputs)
    if add_ignore:
        if fixes is not None:
            raise UsageError("--add-ignore and fixes are two steps; run them one after the other")
        return _silence(choice, reason, inputs)
    if reason:
        raise UsageError("--reason is why --add-ignore silences; give that as well")
    mender = None if fixes is None else _make_mender(fixes, inputs["provider"])
    # Where fixes are what is wanted, there is no report.
    silent = fixes is not None and (fixes.only or fixes.diff)
    try:
        with show_progress(wanted=progress) as shown:
            outcome = check_paths(
                choice=choice,
                mend=mender,
                hold=mender is not None,
                progress=shown,
                jobs=jobs,
                **inputs,
            )
    finally:
        # Whatever happens then, files were written by now.
        if mender is not None:
            mender.tell()
    report = outcome.report
    fixed_input = None if mender is None else mender.standard_input
    if mender is not None and mender.options.diff:
        write(mender.patch(report, style))
    elif fixed_input is not None:
        # A filter: what was mended goes on, and what there is to say of it stands beside.
        write(fixed_input)
    form = form or outcome.projects.here.settings.format or "text"
    if statistics:
        write(_statistics(report, form, style))
    elif not silent and (form != "text" or not outcome.empty):
        (write if fixed_input is None else tell)(FORMATS[form].pieces(report, style))
        if form == "concise":
            _say_beside(report)
    failed = outcome.fails(fail_on)
    if mender is not None:
        if silent:
            untouched = report.chosen_from(_UNTOUCHED)
            tell(FORMATS["concise"](untouched, PLAIN))
            failed = not untouched.ok
        failed |= bool(mender.fixed) and (mender.options.diff or mender.options.exit_non_zero)
    # Last, since what was found is shown even where a file cannot be written.
    write_outputs(report, outputs)
    return outcome.end(failed=failed)


def _make_mender(fixes: "FixOptions", provider: str | None) -> "Mender":
    # Most checks mend nothing, and need not wait for what could.
    from lightmeter.cli.mending import Mender  # noqa: PLC0415

    return Mender(fixes, provider)


def _say_beside(report: BatchReport) -> None:
    """What a format of one line a diagnostic has no room for."""
    name_overlays(overlays(report))
    if report.suppressed:
        say(f"{count(len(report.suppressed), 'diagnostic')} silenced")


def _statistics(report: BatchReport, form: str, style: Style) -> str:
    from lightmeter.report.statistics import (  # noqa: PLC0415 - as above
        render_statistics,
        statistics_data,
    )

    if form in ("text", "concise"):
        # The sum is said where nothing was found, too.
        return f"{render_statistics(report, style)}{summary(report)}\n"
    if form == "json":
        from lightmeter.report.json_text import write_json  # noqa: PLC0415 - as above

        return write_json({"version": 1, "statistics": statistics_data(report)}, indent=2) + "\n"
    # The settings may name a format that has none.
    return _statistics(report, "text", style)


def _show_files(inputs: dict[str, Any]) -> int:
    """Name what would be read, one file a line."""
    inputs.pop("allow_empty")
    plan, _ = plan_paths(**inputs)
    write("".join(f"{file.name}\n" for file in plan.files))
    return end_plan(plan)


def _silence(choice: Choice, reason: str, inputs: dict[str, Any]) -> int:
    """Silence what is found, and say what is left."""
    # As above.
    from lightmeter.cli.ignoring import add_ignores, can_be_silenced, check_reason  # noqa: PLC0415

    check_reason(reason)
    if "-" in inputs["paths"]:
        raise UsageError("--add-ignore writes into files; standard input is none")
    if inputs["isolated"]:
        raise UsageError("--add-ignore writes into the settings, which --isolated leaves aside")
    outcome = check_paths(choice=choice, **inputs)
    written = add_ignores(outcome, reason)
    after = check_paths(choice=choice, **inputs)
    tell(FORMATS["concise"](after.report, PLAIN))
    left = can_be_silenced(after)
    silenced = count(can_be_silenced(outcome) - left, "diagnostic")
    names = ", ".join(written)
    say(f"silenced {silenced} in {names}" if names else "there is nothing that could be silenced")
    if left:
        say(f"{count(left, 'diagnostic')} could not be; requests of JSON Lines need an id for it")
    return after.end(failed=after.fails(None))
