"""Texts of one run, each of a project of its own: from the first that is read to their report."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Citation, Diagnostic
from lightmeter.freshness import ended_rates, stale_sources
from lightmeter.inputs import Input
from lightmeter.judge.verdict import Judge
from lightmeter.packs.program import Program
from lightmeter.reader import Watch
from lightmeter.request import Request
from lightmeter.result import Report
from lightmeter.run import JudgeBlocks, Run, Stopped
from lightmeter.settings.model import Budget, Settings
from lightmeter.silence.policy import Policy, PolicyOf
from lightmeter.silence.silencing import silence

if TYPE_CHECKING:
    from lightmeter.stream.counting import Counting

__all__ = ["Project", "ProjectOf", "begin", "check_together", "finish"]


class Project(Protocol):
    """What decides over a source: a checker, with its packs and its settings."""

    @property
    def settings(self) -> Settings:
        """Of the project."""

    @property
    def as_of(self) -> dt.date:
        """The day that dates are held against."""

    @property
    def policy(self) -> Policy:
        """What decides over diagnostics."""

    def check_rates(self) -> None:
        """See that rates of its own mean something, also where no request needs them."""

    def judge_of(self, program: Program) -> Judge:
        """Give what judges the requests of a program."""

    def judge_for(self, name: str, provider: str | None) -> Callable[[Request], Report]:
        """Give what judges the requests of a source."""


ProjectOf = Callable[[str], Project]
"""Gives the project of a source by its name; "" stands for what is no file."""


def check_together(
    inputs: Iterable[Input],
    project_of: ProjectOf,
    *,
    provider: str | None = None,
    policy_of: PolicyOf | None = None,
    further: Callable[[BatchReport], Iterable[Diagnostic]] = lambda _: (),
    watch: Watch | None = None,
    judge_blocks: JudgeBlocks | None = None,
    counting: "Counting | None" = None,
    expected: int = 0,
) -> BatchReport:
    """
    Check texts as one run, each as its project has it.

    Args:
        inputs: As they were found; one that cannot be read does not keep the others from it.
        project_of: Gives the project of a source by its name.
        provider: For requests that name none.
        policy_of: What decides over the diagnostics of a source; None for its project's own.
        further: Gives what there is to say besides, once everything was read.
        watch: Looks on, if anybody does; where it raises Stopped, what was read so far is all.
        judge_blocks: Judges blocks of long texts, where that is not done here.
        counting: Counts requests besides where any are of a long text.
        expected: How many inputs there are, so that it can be said how many were not read.

    Raises:
        UsageError: If a provider is not known.
        PackError: If a pack that a request needs is wrong.
        BaselineError: If a baseline that the settings name cannot be read.
    """
    run = begin(project_of, provider, watch, judge_blocks, counting)
    try:
        for it in inputs:
            run.add(it)
    except Stopped:
        run.stop(max(expected - sum(run.names.values()), 0))
    return finish(run, project_of, policy_of=policy_of, further=further)


def begin(
    project_of: ProjectOf,
    provider: str | None,
    watch: Watch | None = None,
    judge_blocks: JudgeBlocks | None = None,
    counting: "Counting | None" = None,
) -> Run:
    """
    Begin a run, to which texts are given one by one.

    Args:
        project_of: Gives the project of a source by its name.
        provider: For requests that name none.
        watch: Looks on, if anybody does.
        judge_blocks: Judges blocks of long texts, where that is not done here.
        counting: Counts requests besides where any are of a long text.
    """
    counted = None
    if counting is not None:
        # Few commands count.
        from lightmeter.stream.run_counting import RunCounting  # noqa: PLC0415

        begin_count = counting.begin
        counted = RunCounting(counting, lambda name: begin_count(project_of(name)))
    return Run(
        lambda name: project_of(name).judge_for(name, provider), watch, judge_blocks, counted
    )


def finish(
    run: Run,
    project_of: ProjectOf,
    *,
    policy_of: PolicyOf | None = None,
    further: Callable[[BatchReport], Iterable[Diagnostic]] = lambda _: (),
) -> BatchReport:
    """Put everything that was read into one report; the arguments are those of check_together."""
    # 1. What requests say together.
    report = run.finish()
    for name in report.names:
        project_of(name).check_rates()

    # 2. What only their projects can tell.
    report = _within_budgets(report, project_of)
    report = attrs.evolve(report, found=(*report.found, *_stale(report, project_of)))
    report = attrs.evolve(report, found=(*report.found, *_ended(report, project_of)))
    report = attrs.evolve(report, found=(*report.found, *further(report)))

    # 3. What is shown of all that.
    return silence(report, policy_of or _policies(project_of))


def _policies(project_of: ProjectOf) -> PolicyOf:
    """Ask each project once: two threads may make two policies, and a run has to have one."""
    known: dict[int, Policy] = {}

    def policy_of(name: str) -> Policy:
        project = project_of(name)
        if id(project) not in known:
            known[id(project)] = project.policy
        return known[id(project)]

    return policy_of


def _within_budgets(report: BatchReport, project_of: ProjectOf) -> BatchReport:
    """Hold estimates against the budgets of their projects."""
    if all(project_of(it).settings.budget == Budget() for it in report.names):
        return report
    # Where there is none, nothing need be known of how to keep one.
    from lightmeter.budget.judging import judge_budgets  # noqa: PLC0415

    budgets = judge_budgets(
        report,
        lambda name: project_of(name).settings,
        lambda name, program: project_of(name).judge_of(program),
    )
    return report.with_found((number, _placed(report, number, it)) for number, it in budgets)


def _placed(report: BatchReport, number: int | None, diagnostic: Diagnostic) -> Diagnostic:
    locator = None if number is None else report.reports[number].locator
    return diagnostic if locator is None else locator.locate(diagnostic)


def _ended(report: BatchReport, project_of: ProjectOf) -> Iterator[Diagnostic]:
    """Warn of rates that are over, once for each project."""
    projects = {id(it): it for it in map(project_of, report.names)}
    for project in projects.values():
        yield from ended_rates(project.settings, project.as_of)


def _stale(report: BatchReport, project_of: ProjectOf) -> Iterator[Diagnostic]:
    """Note packs that nobody has looked after lately."""
    # Projects may differ in what is too long ago.
    demands: dict[tuple[dt.date, int], set[tuple[str, Citation]]] = {}
    for name, citations in report.tally.citations.items():
        project = project_of(name)
        days = project.settings.max_age_days
        if days is not None:
            demands.setdefault((project.as_of, days), set()).update(citations)
    for demand, them in demands.items():
        yield from stale_sources(them, *demand)
