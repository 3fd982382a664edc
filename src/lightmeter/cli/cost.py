"""`lightmeter cost`: what requests will cost, line by line."""

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

import attrs
import click

from lightmeter.advice.together import Advising
from lightmeter.batch_report import BatchReport
from lightmeter.cli.colour import choose_style
from lightmeter.cli.cost_command import CostCommand
from lightmeter.cli.ending import tell, write
from lightmeter.cli.options import color_option, format_option, input_options, word_option
from lightmeter.cli.output_options import make_output_option
from lightmeter.cli.outputs import Output, write_outputs
from lightmeter.cli.pace import pace_options, pop_pace
from lightmeter.cli.progress import show_progress
from lightmeter.cli.running import Outcome, check_paths
from lightmeter.cli.screen import find_screen
from lightmeter.errors import UsageError
from lightmeter.report import concise
from lightmeter.report.cost_formats import COST_FORMATS
from lightmeter.report.cost_survey import Survey
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import Style

__all__ = ["cost"]

_OF_BUDGETS = frozenset(("over-budget", "unpriced-request"))


@click.command(cls=CostCommand)
@input_options
@word_option(
    "--by",
    words=tuple(it.value for it in By),
    default=By.REQUEST.value,
    text="What is put together in a row.",
)
@format_option(*COST_FORMATS)
@make_output_option(*COST_FORMATS, example="csv:costs.csv")
@click.option(
    "--check-budget",
    is_flag=True,
    help="Fail for requests that no budget is settled for; one that is exceeded always fails.",
)
@click.option(
    "--advice/--no-advice",
    default=True,
    help="Whether changes are named that would cost less for the same result.",
)
@pace_options
@color_option
def cost(
    by: str,
    form: str,
    outputs: tuple[Output, ...],
    check_budget: bool,
    advice: bool,
    color: str,
    **inputs: Any,
) -> int:
    """
    Show what requests will cost, and what that is based on.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. Without any, the current directory is searched. Rejected requests have no cost;
    where there is one, or a file that cannot be read, the command exits with 1.
    """
    jobs, progress = pop_pace(inputs)
    survey = _survey(By(by), {form, *(it.form for it in outputs)}, advice=advice)
    with show_progress(wanted=progress) as shown:
        outcome = check_paths(
            progress=shown, jobs=jobs, hold=False, counting=survey, partial=True, **inputs
        )
    report = outcome.report
    if survey is not None and survey.complete:
        view = CostView(By(by), advising=survey.advising, account=survey.account)
    else:
        view = CostView(By(by), advising=_advising(outcome) if advice else None)
    if form != "text" or not outcome.empty:
        on_screen = attrs.evolve(view, screen=find_screen())
        write(COST_FORMATS[form].pieces(report, choose_style(color), on_screen))
    if form != "json":
        # What no row tells of.
        tell(concise.render(report.without_requests()))
        tell(concise.render(report.about(_OF_BUDGETS)))
    # As with `check`, what was found is shown even where a file cannot be written.
    write_outputs(report, outputs, {it: partial(_pieces, it, view) for it in COST_FORMATS})
    if check_budget:
        _demand_budgets(outcome)
    return outcome.end(failed=not report.sound)


def _survey(by: By, forms: Collection[str], *, advice: bool) -> Survey | None:
    """What counts requests while they are judged, where no form goes through them once more."""
    return None if by is By.REQUEST or set(forms) == {"json"} else Survey(by, advice=advice)


def _advising(outcome: Outcome) -> Advising:
    """Advise on every request by the packs of its project."""
    checker_of = outcome.projects.checker_of
    return Advising(lambda name: checker_of(name).adviser)


def _pieces(form: str, view: CostView, report: BatchReport, style: Style) -> Iterator[str]:
    return COST_FORMATS[form].pieces(report, style, view)


def _demand_budgets(outcome: Outcome) -> None:
    """Refuse to compare requests with nothing: a hook that does so would pass for ever."""
    projects = outcome.projects
    names = sorted(outcome.report.tally.sources) or [""]
    without = [name for name in names if not projects.has_budget(name)]
    if not without:
        return
    # Those of a directory with settings of its own have nothing of the settings above it.
    some = f" for {', '.join(without)}" if len(without) < len(names) else ""
    files = dict.fromkeys(projects.checker_of(it).settings.file for it in without)
    where = " and ".join(it or "lightmeter.toml" for it in files)
    if any(map(projects.has_growth_budget, without)):
        raise UsageError(
            f"no budget is settled{some} but of growth, which lightmeter cost diff holds changes"
            f" against; write request, file or run under [budget] in {where}"
        )
    raise UsageError(f"no budget is settled{some}; write one under [budget] in {where}")
