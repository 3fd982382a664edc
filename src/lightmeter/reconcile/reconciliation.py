"""Requests and charges held against each other: rows, totals, what they suggest."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import attrs

from lightmeter.estimate.words import count
from lightmeter.reconcile.charge import ChargesFile
from lightmeter.reconcile.evidence import group_evidence
from lightmeter.reconcile.matching import match_tasks
from lightmeter.reconcile.open_question import OpenQuestion, find_questions
from lightmeter.reconcile.outcome import Outcome, Row, judge_request, judge_stray
from lightmeter.reconcile.suggestion import Suggestion, suggest
from lightmeter.reconcile.task import gather_tasks
from lightmeter.reconcile.totals import ReconciledTotal, add_up
from lightmeter.result import BatchReport

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
    report: BatchReport, files: Sequence[ChargesFile], *, day: dt.date, in_order: bool = False
) -> Reconciliation:
    """
    Hold charges against the estimates of requests.

    Args:
        report: Of everything that could be read, the requests in the files of charges with it.
        files: Of charges.
        day: On which that is done.
        in_order: Whether what nothing else tells is matched by order.
    """
    # 1. What is charged once, however often it is listed.
    tasks = gather_tasks(charge for file in files for charge in file.charges)

    # 2. What belongs to what.
    names = tuple(it.source.name for it in files)
    matching = match_tasks(report.reports, tasks, in_order=in_order, files=names)

    # 3. How the one stands to the other.
    rows = [
        judge_request(it, matching.tasks_of.get(number, ()))
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
        notes=(*matching.notes, *_assumed(rows)),
        files=names,
        day=day,
    )


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
