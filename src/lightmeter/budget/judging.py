"""Budgets: the most that the estimates of a request, a file and a run may reach."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial

import attrs

from lightmeter.advice.remedies import JudgeOf, Remedies
from lightmeter.batch_report import BatchReport
from lightmeter.budget.costs import Cost, Purse, Purses, cost_of, ends_of
from lightmeter.budget.unpriced import limits, why_unpriced
from lightmeter.budget.words import dearest, namer, over, place_in, request_name, unpriced
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import subtract
from lightmeter.money import Amount
from lightmeter.result import Report
from lightmeter.settings.model import Settings
from lightmeter.spool import Spool

__all__ = ["judge_budgets"]

_Found = tuple[int | None, Diagnostic]


def judge_budgets(
    report: BatchReport, settings_of: Callable[[str], Settings], judge_of: JudgeOf
) -> Iterator[tuple[int | None, Diagnostic]]:
    """
    Hold the estimates of a run against budgets, by their upper ends.

    What is rejected costs nothing, and what is the same task once more is not paid again.

    Args:
        report: Of everything that was read.
        settings_of: Gives the settings of a source by its name; the requests of all sources that
            have the same are one run.
        judge_of: Gives what judges by a program, by the name of the source: what a limit is broken
            by is tried with other settings, so that the cheapest ones that meet it are named.

    Returns:
        Number of the request, or None, and the diagnostic; pointers from the request's root.
    """
    if not any(_is_wanted(settings_of(name)) for name in ("", *report.names)):
        return
    runs: dict[str, _Run] = {}
    for number, it in enumerate(report.reports):
        settings = settings_of(it.source)
        if _is_wanted(settings) and it.ok and not it.repeats:
            if settings.file not in runs:
                runs[settings.file] = _Run(settings, report, judge_of)
            runs[settings.file].add(number, it)
    for run in runs.values():
        yield from run.found(settings_of)


def _is_wanted(settings: Settings) -> bool:
    # That a price has to be known may be asked for without any limit.
    return bool(limits(settings.budget)) or settings.budget.unpriced == "error"


class _Run:
    """The requests of all sources that have the same settings, held against their limits."""

    def __init__(self, settings: Settings, report: BatchReport, judge_of: JudgeOf) -> None:
        self._settings, self._report, self._judge_of = settings, report, judge_of
        budget = settings.budget
        self._unpriced: Spool[_Found] = Spool()
        self._over: Spool[_Found] = Spool()
        self._each = None if budget.request is None else _remedies(budget.request, judge_of)
        self._files: dict[str, Purses] = {}
        self._whole = None if budget.run is None else Purses(budget.run.currency)

    def add(self, number: int, it: Report) -> None:
        """Take a request, by its number; they come in order."""
        budget = self._settings.budget
        if budget.unpriced != "allow":
            why = why_unpriced(it, budget, self._name(it))
            if why:
                severity = Severity(budget.unpriced)
                self._unpriced.append((number, unpriced(why, severity, place_in(it))))
        if budget.request is not None and self._each is not None:
            cost = cost_of(it, number, budget.request.currency)
            if cost is not None and cost.reached > budget.request.value:
                self._over.append((number, self._singly(it, cost, budget.request, self._each)))
        if budget.file is not None:
            purses = self._files.get(it.source)
            if purses is None:
                purses = self._files[it.source] = Purses(budget.file.currency)
            purses.add(number, it)
        if self._whole is not None:
            self._whole.add(number, it)

    def _singly(self, it: Report, cost: Cost, limit: Amount, remedies: Remedies) -> Diagnostic:
        remedy = remedies.for_request(it, limit.value)
        found = over(limit, cost, self._name(it), "request", remedy)
        return attrs.evolve(found, pointer=place_in(it))

    def _name(self, it: Report) -> str:
        return request_name(it, alone=self._report.tally.sources[it.source] == 1)

    def found(self, settings_of: Callable[[str], Settings]) -> Iterator[_Found]:
        """Give what was found, once all requests were taken."""
        yield from self._unpriced
        yield from self._over
        budget = self._settings.budget
        if budget.file is not None:
            remedies = _remedies(budget.file, self._judge_of)
            for name, purses in self._files.items():
                of_file = partial(_is_of, name)
                unread = name in self._report.unread_sources
                for found in self._sums(
                    budget.file, purses, of_file, remedies, "file", unread=unread
                ):
                    # What a whole file costs is to be found at no single place in it.
                    yield None, attrs.evolve(found, source=name, pointer=() if name else None)
        if budget.run is not None and self._whole is not None:
            # No text holds a whole run, but one says how much it may cost.
            origin = self._settings.origins.get("budget.run")
            remedies = _remedies(budget.run, self._judge_of)

            among = partial(_is_settled_by, self._settings.file, settings_of)
            unread = self._report.interrupted or any(
                settings_of(it).file == self._settings.file for it in self._report.unread_sources
            )
            for found in self._sums(budget.run, self._whole, among, remedies, "run", unread=unread):
                if origin is None:
                    yield None, found
                else:
                    pointer, span = origin.pointer, origin.span
                    yield None, attrs.evolve(found, source=origin.file, pointer=pointer, span=span)

    def _sums(
        self,
        limit: Amount,
        purses: Purses,
        among: Callable[[Report], bool],
        remedies: Remedies,
        key: str,
        *,
        unread: bool,
    ) -> Iterator[Diagnostic]:
        """Hold what several requests cost together against a limit; more may be unread."""
        sums = purses.sums()
        what = "the file" if key == "file" else "everything that was read"
        if unread:
            what += ", as far as it was read," if key == "file" else ", which is not all,"
        reports = self._report.reports
        for purse in sums:
            if purse.reached > limit.value:
                at = f" at {purse.owner}" if len(sums) > 1 else ""
                remedy = remedies.for_sum(
                    reports,
                    _costs(reports, purses, purse, among),
                    subtract(purse.reached, limit.value),
                    namer(reports, purse),
                    unknown=purse.unknown,
                )
                most = dearest(reports, purse, limit)
                yield over(limit, purse, what, key, remedy, at, most)


def _costs(
    reports: Iterable[Report], purses: Purses, purse: Purse, among: Callable[[Report], bool]
) -> Iterator[tuple[int, Report, Decimal]]:
    """What the requests of a sum cost, in order; they are asked again, since it is over a limit."""
    for number, it in enumerate(reports):
        if it.ok and not it.repeats and among(it):
            owner, cost = purses.find(number, it) or (None, None)
            if owner == purse.owner and cost is not None:
                yield number, it, cost.reached


def _is_of(name: str, it: Report) -> bool:
    return it.source == name


def _is_settled_by(file: str, settings_of: Callable[[str], Settings], it: Report) -> bool:
    return settings_of(it.source).file == file


def _remedies(limit: Amount, judge_of: JudgeOf) -> Remedies:
    def most(estimate: Estimate) -> Decimal | None:
        ends = ends_of(estimate, limit.currency)
        return None if ends is None else ends[1]

    return Remedies(judge_of, most, limit.currency)
