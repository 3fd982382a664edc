"""What is said of requests and budgets."""

from collections.abc import Callable, Sequence

from lightmeter.budget.costs import Cost, Purse
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.escaping import escape
from lightmeter.money import Amount, format_amount
from lightmeter.place import Pointer
from lightmeter.result import Report

__all__ = ["dearest", "namer", "over", "place_in", "request_name", "unpriced"]

_LONGEST_NAME = 40


def unpriced(message: str, severity: Severity, pointer: Pointer) -> Diagnostic:
    """Say that a request cannot be held against a budget."""
    return Diagnostic(
        rule="unpriced-request", severity=severity, message=escape(message), pointer=pointer
    )


def over(
    limit: Amount,
    cost: Cost | Purse,
    what: str,
    key: str,
    remedy: str,
    at: str = "",
    dearest: str = "",
) -> Diagnostic:
    """
    Say that something costs more than it may.

    Args:
        limit: That is exceeded.
        cost: Of it.
        what: What costs that much.
        key: Of the limit in the settings.
        remedy: What can be done about it.
        at: Whose credits are meant.
        dearest: What costs the most of it.
    """
    return Diagnostic(
        rule="over-budget",
        severity=Severity.ERROR,
        message=escape(
            f"{what} costs {_amount(cost, limit.currency)}{at}, and the budget of a {key} is"
            f" {limit}{dearest}; {remedy}, or raise {key} under [budget] in the settings"
        ),
        pointer=None,
    )


def _amount(cost: Cost | Purse, currency: str) -> str:
    """What is known of a cost; what is held against the limit is always in it."""
    known = Amount(cost.reached, currency)
    if cost.least == cost.reached:
        return f"at least {known}" if cost.most is None else str(known)
    return f"{format_amount(cost.least)} to {known}{' or more' if cost.most is None else ''}"


def dearest(reports: Sequence[Report], purse: Purse, limit: Amount) -> str:
    """Name the requests that cost the most, where there are several."""
    if purse.requests == 1:
        return ""
    name = namer(reports, purse)
    open_ = {it.number: "at least " if it.most is None else "" for it in purse.dearest}
    named = (
        f"{name(it.number)} ({open_[it.number]}{Amount(it.reached, limit.currency)})"
        for it in purse.dearest
    )
    return f"; the dearest are {', '.join(named)}"


def namer(reports: Sequence[Report], purse: Purse) -> Callable[[int], str]:
    """Calls requests by their ids or places, with their texts where there are several."""
    several = len(purse.sources) > 1

    def name(number: int) -> str:
        it = reports[number]
        return f"{_own_name(it)} of {it.source}" if several else _own_name(it)

    return name


def request_name(report: Report, *, alone: bool) -> str:
    """
    What a request is called where it is pointed at: of several in a text, which of them.

    Args:
        report: Of the request.
        alone: Whether its text has no other.
    """
    if alone or not report.source or not (report.id or report.line):
        return "this request"
    return escape(report.id, _LONGEST_NAME) or f"the request on line {report.line}"


def place_in(report: Report) -> Pointer:
    """
    Where in a request it is said what it costs, from its root.

    At its model; where that is inherited, and stands elsewhere for all who do, at the request.
    """
    if report.locator is None:
        return ("model",)
    _, _, inherited = report.locator.find(("model",))
    return () if inherited else ("model",)


def _own_name(it: Report) -> str:
    return escape(it.id, _LONGEST_NAME) or (f"line {it.line}" if it.line else it.model)
