"""Budgets: the most that the estimates of a request, a file and a run may reach."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import attrs

from lightmeter.advice.remedies import JudgeOf, Remedies
from lightmeter.budget.costs import cost_of, ends_of, purses
from lightmeter.budget.unpriced import limits, why_unpriced
from lightmeter.budget.words import dearest, namer, over, place_in, request_name, unpriced
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import subtract
from lightmeter.money import Amount
from lightmeter.result import BatchReport
from lightmeter.settings.model import Settings

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
    groups: dict[str, tuple[Settings, list[int]]] = {}
    if not any(_is_wanted(settings_of(name)) for name in ("", *report.names)):
        return
    for number, it in enumerate(report.reports):
        settings = settings_of(it.source)
        if _is_wanted(settings) and it.ok and not it.repeats:
            groups.setdefault(settings.file, (settings, []))[1].append(number)
    for settings, numbers in groups.values():
        yield from _judge(report, settings, numbers, judge_of)


def _is_wanted(settings: Settings) -> bool:
    # That a price has to be known may be asked for without any limit.
    return bool(limits(settings.budget)) or settings.budget.unpriced == "error"


def _judge(
    report: BatchReport, settings: Settings, numbers: Sequence[int], judge_of: JudgeOf
) -> Iterator[_Found]:
    budget = settings.budget
    if budget.unpriced != "allow":
        severity = Severity(budget.unpriced)
        for number in numbers:
            it = report.reports[number]
            why = why_unpriced(it, budget, request_name(report, number))
            if why:
                yield number, unpriced(why, severity, place_in(it))
    if budget.request is not None:
        yield from _singly(report, budget.request, numbers, judge_of)
    if budget.file is not None:
        by_file: dict[str, list[int]] = {}
        for number in numbers:
            by_file.setdefault(report.reports[number].source, []).append(number)
        remedies = _remedies(budget.file, judge_of)
        for name, these in by_file.items():
            for found in _sums(report, budget.file, these, remedies, "file"):
                # What a whole file costs is to be found at no single place in it.
                yield None, attrs.evolve(found, source=name, pointer=() if name else None)
    if budget.run is not None:
        # No text holds a whole run, but one says how much it may cost.
        origin = settings.origins.get("budget.run")
        remedies = _remedies(budget.run, judge_of)
        for found in _sums(report, budget.run, numbers, remedies, "run"):
            if origin is None:
                yield None, found
            else:
                pointer, span = origin.pointer, origin.span
                yield None, attrs.evolve(found, source=origin.file, pointer=pointer, span=span)


def _singly(
    report: BatchReport, limit: Amount, numbers: Sequence[int], judge_of: JudgeOf
) -> Iterator[_Found]:
    """Hold what each request costs against a limit."""
    remedies = _remedies(limit, judge_of)
    for number in numbers:
        cost = cost_of(report, number, limit.currency)
        if cost is None or cost.reached <= limit.value:
            continue
        it = report.reports[number]
        remedy = remedies.for_request(it, limit.value)
        name = request_name(report, number)
        found = over(limit, cost.least, cost.most, name, "request", remedy)
        yield number, attrs.evolve(found, pointer=place_in(it))


def _sums(
    report: BatchReport, limit: Amount, numbers: Sequence[int], remedies: Remedies, key: str
) -> Iterator[Diagnostic]:
    """Hold what several requests cost together against a limit."""
    found = purses(report, numbers, limit.currency)
    what = "the file" if key == "file" else "everything that was read"
    for purse in found:
        if purse.reached > limit.value:
            at = f" at {purse.owner}" if len(found) > 1 else ""
            remedy = remedies.for_sum(
                report.reports,
                [(it.number, it.reached) for it in purse.costs],
                subtract(purse.reached, limit.value),
                namer(report, purse),
                unknown=purse.unknown,
            )
            yield over(
                limit, purse.least, purse.most, what, key, remedy, at, dearest(report, purse, limit)
            )


def _remedies(limit: Amount, judge_of: JudgeOf) -> Remedies:
    def most(estimate: Estimate) -> Decimal | None:
        ends = ends_of(estimate, limit.currency)
        return None if ends is None else ends[1]

    return Remedies(judge_of, most, limit.currency)
