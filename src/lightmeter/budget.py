"""Budgets: the most that the estimates of a request, a file and a run may reach."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from lightmeter.advice.remedies import JudgeOf, Remedies
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.escaping import escape
from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import add, subtract
from lightmeter.money import Amount, format_amount
from lightmeter.result import BatchReport, Report, Status
from lightmeter.settings.model import Budget, Settings

__all__ = ["judge_budgets"]

_DOLLARS = "USD"
# Requests that are named as those that cost the most.
_MOST_NAMED = 3
_LONGEST_NAME = 40

_Found = tuple[int | None, Diagnostic]


@attrs.frozen
class _Cost:
    """
    What a request costs in the currency of a limit.

    Attributes:
        number: Of the request in the report.
        least: As far as it is known.
        most: None where something has no known price.
    """

    number: int
    least: Decimal
    most: Decimal | None


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
    for number, it in enumerate(report.reports):
        settings = settings_of(it.source)
        if _limits(settings.budget) and it.ok and not it.repeats:
            groups.setdefault(settings.file, (settings, []))[1].append(number)
    for settings, numbers in groups.values():
        yield from _judge(report, settings, numbers, judge_of)


def _limits(budget: Budget) -> tuple[Amount, ...]:
    return tuple(it for it in (budget.request, budget.file, budget.run) if it is not None)


def _judge(
    report: BatchReport, settings: Settings, numbers: Sequence[int], judge_of: JudgeOf
) -> Iterator[_Found]:
    budget = settings.budget
    if budget.unpriced != "allow":
        severity = Severity(budget.unpriced)
        for number in numbers:
            why = _why_unpriced(report.reports[number], _limits(budget))
            if why:
                yield number, _unpriced(why, severity)
    if budget.request is not None:
        limit = budget.request
        remedies = _remedies(limit, judge_of)
        for cost in _costs(report, numbers, limit.currency):
            if _reached(cost) > limit.value:
                remedy = remedies.for_request(report.reports[cost.number], limit.value)
                yield cost.number, _over(limit, [cost], "this request costs", "request", remedy)
    if budget.file is not None:
        by_file: dict[str, list[int]] = {}
        for number in numbers:
            by_file.setdefault(report.reports[number].source, []).append(number)
        for name, these in by_file.items():
            yield from _sums(report, budget.file, these, judge_of, "the file", "file", source=name)
    if budget.run is not None:
        what = "everything that was read"
        for nowhere, it in _sums(report, budget.run, numbers, judge_of, what, "run"):
            # No text holds a whole run, but one says how much it may cost.
            origin = settings.origins.get("budget.run")
            if origin is None:
                yield nowhere, it
            else:
                pointer, span = origin.pointer, origin.span
                yield nowhere, attrs.evolve(it, source=origin.file, pointer=pointer, span=span)


def _sums(
    report: BatchReport,
    limit: Amount,
    numbers: Sequence[int],
    judge_of: JudgeOf,
    what: str,
    key: str,
    source: str = "",
) -> Iterator[_Found]:
    """Hold what several requests cost together against a limit."""
    purses: dict[str, list[_Cost]] = {}
    for cost in _costs(report, numbers, limit.currency):
        # Each provider has credits of its own, and those of two are no sum of anything.
        owner = "" if limit.currency.isupper() else report.reports[cost.number].provider
        purses.setdefault(owner, []).append(cost)
    for owner, costs in sorted(purses.items()):
        total = _total(map(_reached, costs))
        if total > limit.value:
            at = f" at {owner}" if len(purses) > 1 else ""
            remedy = _remedies(limit, judge_of).for_sum(
                report.reports,
                [(it.number, _reached(it)) for it in costs],
                subtract(total, limit.value),
                _namer(report, costs),
            )
            dearest = _dearest(report, costs, limit)
            found = _over(limit, costs, f"{what} costs", key, remedy, at, dearest)
            # What a whole file costs is to be found at no single place in it.
            yield None, attrs.evolve(found, source=source, pointer=() if source else None)


def _dearest(report: BatchReport, costs: Sequence[_Cost], limit: Amount) -> str:
    """Name the requests that cost the most, where there are several."""
    if len(costs) == 1:
        return ""
    most = sorted(costs, key=lambda it: (-_reached(it), it.number))[:_MOST_NAMED]
    name = _namer(report, costs)
    named = (f"{name(it.number)} ({Amount(_reached(it), limit.currency)})" for it in most)
    return f"; the dearest are {', '.join(named)}"


def _remedies(limit: Amount, judge_of: JudgeOf) -> Remedies:
    def most(estimate: Estimate) -> Decimal | None:
        ends = _in(estimate, limit.currency)
        return None if ends is None else ends[1]

    return Remedies(judge_of, most, limit.currency)


def _costs(report: BatchReport, numbers: Iterable[int], currency: str) -> Iterator[_Cost]:
    """What requests cost in a currency, as far as that can be said."""
    for number in numbers:
        estimate = report.reports[number].estimate
        ends = None if estimate is None else _in(estimate, currency)
        if ends is not None:
            yield _Cost(number, *ends)


def _in(estimate: Estimate, currency: str) -> tuple[Decimal, Decimal | None] | None:
    if estimate.currency == currency and estimate.minimum is not None:
        return estimate.minimum, estimate.maximum
    if currency == _DOLLARS and estimate.usd is not None:
        return estimate.usd.minimum, estimate.usd.maximum
    return None


def _why_unpriced(it: Report, limits: Iterable[Amount]) -> str:
    """Why the cost of a request cannot be held against the limits, or ""."""
    estimate = it.estimate
    if estimate is None:
        why = "its pack has none" if it.status is Status.CHECKED else "it was not checked"
        return f"its price is not known, since {why}"
    if estimate.unpriced:
        return f"its price is not known: {estimate.unpriced[0].reason}"
    for limit in limits:
        if _in(estimate, limit.currency) is None:
            return (
                f"it costs {estimate.currency}, which nobody can compare with a budget in"
                f" {limit.currency}"
            )
    return ""


def _unpriced(why: str, severity: Severity) -> Diagnostic:
    return Diagnostic(
        rule="unpriced-request",
        severity=severity,
        message=escape(f"no budget holds for this request: {why}"),
        pointer=("model",),
    )


def _over(
    limit: Amount,
    costs: Sequence[_Cost],
    what: str,
    key: str,
    remedy: str,
    at: str = "",
    dearest: str = "",
) -> Diagnostic:
    least = _total(it.least for it in costs)
    # Where one upper end is not known, nor is that of the sum.
    most = [it.most for it in costs if it.most is not None]
    known = len(most) == len(costs)
    amount = str(Amount(_total(most) if known else least, limit.currency))
    if not known:
        amount = f"at least {amount}"
    elif _total(most) != least:
        amount = f"{format_amount(least)} to {amount}"
    return Diagnostic(
        rule="over-budget",
        severity=Severity.ERROR,
        message=escape(
            f"{what} {amount}{at}, and the budget of a {key} is {limit}{dearest}; {remedy}, or"
            f" raise {key} under [budget] in the settings"
        ),
        pointer=("model",),
    )


def _reached(cost: _Cost) -> Decimal:
    return cost.least if cost.most is None else cost.most


def _total(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for it in amounts:
        total = add(total, it)
    return total


def _namer(report: BatchReport, costs: Sequence[_Cost]) -> Callable[[int], str]:
    """Calls requests by their ids or places, with their texts where there are several."""
    several = len({report.reports[it.number].source for it in costs}) > 1

    def name(number: int) -> str:
        it = report.reports[number]
        own = escape(it.id, _LONGEST_NAME) or (f"line {it.line}" if it.line else it.model)
        return f"{own} of {it.source}" if several else own

    return name
