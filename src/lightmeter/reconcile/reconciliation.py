"""Requests and charges held against each other: rows, totals, what they suggest."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.words import count
from lightmeter.reconcile.charge import ChargesFile
from lightmeter.reconcile.dated_rates import DatedRates, RatedProject
from lightmeter.reconcile.evidence import group_evidence
from lightmeter.reconcile.matching import match_tasks
from lightmeter.reconcile.open_question import OpenQuestion, find_questions
from lightmeter.reconcile.outcome import Outcome, Row, judge_request, judge_stray
from lightmeter.reconcile.suggestion import Suggestion, suggest
from lightmeter.reconcile.task import Task, gather_tasks
from lightmeter.reconcile.totals import ReconciledTotal, add_up
from lightmeter.result import Report

__all__ = ["Reconciliation", "reconcile"]


@attrs.frozen(eq=False)
class Reconciliation:
    """
    What a provider has charged beside what was estimated.

    Attributes:
        report: Of the requests.
        rows: One for each request, then one for each charge without a request.
        totals: By provider and currency.
        suggestions: For the rates of each model.
        questions: That the charges say something of.
        notes: What there is to say of the whole: assumptions, what could not be matched.
        files: Names of the files of charges.
        day: On which they were held against each other.
    """

    report: BatchReport
    rows: tuple[Row, ...]
    totals: tuple[ReconciledTotal, ...]
    suggestions: tuple[Suggestion, ...]
    questions: tuple[OpenQuestion, ...]
    notes: tuple[str, ...]
    files: tuple[str, ...]
    day: dt.date

    @property
    def counts(self) -> Counter[Outcome]:
        """How many rows have each outcome."""
        return Counter(it.outcome for it in self.rows)

    @property
    def agrees(self) -> bool:
        """Whether every request and every charge is explained."""
        return all(it.agrees for it in self.rows)


def reconcile(
    report: BatchReport,
    files: Sequence[ChargesFile],
    *,
    day: dt.date,
    in_order: bool = False,
    project_of: Callable[[str], RatedProject] | None = None,
) -> Reconciliation:
    """
    Hold charges against the estimates of requests.

    Args:
        report: Of everything that could be read, the requests in the files of charges with it.
        files: Of charges.
        day: On which that is done.
        in_order: Whether what nothing else tells is matched by order.
        project_of: Gives the project of a source by its name, whose rates may have dates; None
            where everything is held against the rates that it is priced at.

    Raises:
        SettingsError: If a rate of the settings matches nothing.
    """
    # 1. What is charged once, however often it is listed.
    tasks = gather_tasks(charge for file in files for charge in file.charges)

    # 2. What belongs to what.
    names = tuple(it.source.name for it in files)
    matching = match_tasks(report.reports, tasks, in_order=in_order, files=names)

    # 3. How the one stands to the other, at the rates of the day that was charged.
    dated = None if project_of is None else DatedRates(project_of)
    rows = [
        _row(it, matching.tasks_of.get(number, ()), dated, day)
        for number, it in enumerate(report.reports)
        if number not in matching.left_out
    ]
    rows += map(judge_stray, matching.strays)

    # 4. What that comes to.
    return Reconciliation(
        report=report,
        rows=tuple(rows),
        totals=add_up(rows),
        suggestions=suggest(group_evidence(rows)),
        questions=find_questions(rows),
        notes=(*matching.notes, *_assumed(rows), *_undated(rows, day)),
        files=names,
        day=day,
    )


def _row(report: Report, tasks: tuple[Task, ...], dated: DatedRates | None, today: dt.date) -> Row:
    if dated is None:
        return judge_request(report, tasks)
    days = sorted({day for it in tasks if (day := it.day) is not None})
    day = days[-1] if days else None
    priced, period = dated.at(report, day)
    row = judge_request(priced, tasks)
    notes = row.notes
    if day is not None and not period.always:
        if not all(map(period.holds, days)):
            notes = (*notes, f"charged on days with other rates; those of {day} are taken")
        elif not period.holds(today):
            notes = (*notes, f"at the rates of {day}")
    return attrs.evolve(row, notes=notes, since=period.since, until=period.until)


def _undated(rows: Sequence[Row], today: dt.date) -> tuple[str, ...]:
    """Say which day was taken where rates have dates, and charges have none."""
    number = sum(
        row.charged is not None
        and (row.since or row.until) is not None
        and all(it.day is None for it in row.tasks)
        for row in rows
    )
    if not number:
        return ()
    charges = "1 charge has" if number == 1 else f"{number:,} charges have"
    return (f"{charges} no date, and the settings' rates have; those of {today} are taken",)


def _assumed(rows: Sequence[Row]) -> tuple[str, ...]:
    """What currency was taken where the files say none, once for each provider."""
    found: Counter[tuple[str, str]] = Counter()
    members: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        if row.assumed and row.currency:
            key = row.provider, row.currency
            found[key] += 1
            named = (it.member for it in row.tasks if it.member)
            members.setdefault(key, {}).update(dict.fromkeys(named))
    return tuple(
        f"no currency is said by {' and '.join(members[key])} at {key[0]}"
        f" ({count(number, 'charge')}); that of the estimates is taken, {key[1]}"
        for key, number in sorted(found.items())
    )
