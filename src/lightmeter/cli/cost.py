"""`lightmeter cost`: what requests will cost, line by line."""

from typing import Any

import click

from lightmeter.cli.colour import choose_style
from lightmeter.cli.cost_command import CostCommand
from lightmeter.cli.ending import tell, write
from lightmeter.cli.options import color_option, format_option, input_options
from lightmeter.cli.running import Outcome, check_paths
from lightmeter.errors import UsageError
from lightmeter.report import concise, cost_table, json_v1

__all__ = ["cost"]

_OF_BUDGETS = frozenset(("over-budget", "unpriced-request"))
_FORMATS = {"text": cost_table.render, "json": json_v1.render}


@click.command(cls=CostCommand)
@input_options
@format_option(*_FORMATS)
@click.option(
    "--check-budget",
    is_flag=True,
    help="Fail for requests that no budget is settled for; one that is exceeded always fails.",
)
@color_option
def cost(form: str, check_budget: bool, color: str, **inputs: Any) -> int:
    """
    Show what requests will cost, and what that is based on.

    PATH is a TOML, JSON or JSONL file, a directory that is searched for requests, or - for
    standard input. Without any, the current directory is searched. Rejected requests have no cost;
    where there is one, or a file that cannot be read, the command exits with 1.
    """
    outcome = check_paths(**inputs)
    report = outcome.report
    write(_FORMATS[form](report, choose_style(color)))
    if form == "text":
        # What the table has no row for.
        tell(concise.render(report.only(lambda _: False)))
        tell(concise.render(report.about(_OF_BUDGETS)))
    if check_budget:
        _demand_budgets(outcome)
    return outcome.end(failed=not report.sound)


def _demand_budgets(outcome: Outcome) -> None:
    """Refuse to compare requests with nothing: a hook that does so would pass for ever."""
    projects = outcome.projects
    names = sorted({it.source for it in outcome.report.reports}) or [""]
    without = [name for name in names if not projects.has_budget(name)]
    if not without:
        return
    # Those of a directory with settings of its own have nothing of the settings above it.
    some = f" for {', '.join(without)}" if len(without) < len(names) else ""
    files = dict.fromkeys(projects.checker_of(it).settings.file for it in without)
    where = " and ".join(it or "lightmeter.toml" for it in files)
    raise UsageError(f"no budget is settled{some}; write one under [budget] in {where}")
