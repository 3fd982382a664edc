"""Requests whose cost cannot be held against a budget, and why."""

from lightmeter.budget.costs import ends_of
from lightmeter.estimate.model import Estimate
from lightmeter.money import Amount
from lightmeter.result import Report, Status
from lightmeter.settings.model import Budget

__all__ = ["limits", "why_unpriced"]


def limits(budget: Budget) -> tuple[tuple[str, Amount], ...]:
    """The limits that are settled, each with what it is for."""
    every = (("request", budget.request), ("file", budget.file), ("run", budget.run))
    return tuple((key, limit) for key, limit in every if limit is not None)


def why_unpriced(report: Report, budget: Budget, name: str) -> str:
    """
    Say which limits cannot be held against a request, and why.

    A limit in credits is no concern of a request that is billed in another currency, as long as one
    of the limits holds it: projects use several providers. One in US dollars is for everything.

    Args:
        report: Of the request.
        budget: Its limits.
        name: What the request is called.

    Returns:
        The message, or "" where they all can be held.
    """
    estimate, every = report.estimate, limits(budget)
    unknown = f"no budget holds for {name}: its price" if every else f"the price of {name}"
    if estimate is None:
        why = "its pack has none" if report.status is Status.CHECKED else "it was not checked"
        return f"{unknown} is not known, since {why}"
    if estimate.unpriced:
        return f"{unknown} is not known: {estimate.unpriced[0].reason}"
    if not every:
        return ""
    missed = [(key, it) for key, it in every if ends_of(estimate, it.currency) is None]
    if len(missed) == len(every):
        return (
            f"no budget holds for {name}: it costs {estimate.currency}, which nobody can compare"
            f" with a budget in {_currencies(missed)}"
        )
    missed = [(key, it) for key, it in missed if it.currency.isupper()]
    return _missed(missed, estimate, name) if missed else ""


def _missed(missed: list[tuple[str, Amount]], estimate: Estimate, name: str) -> str:
    which = " and ".join(f"of a {key} ({limit})" for key, limit in missed)
    into = _currencies(missed)
    # Their value can be settled; that of one country's money in another's changes by the hour.
    credit = not estimate.currency.isupper() and into == "USD"
    advice = "; write that under [cost.credits] in the settings" if credit else ""
    return (
        f"the budget {which} cannot be held against {name}: it costs {estimate.currency}, and"
        f" nothing tells what that is worth in {into}{advice}"
    )


def _currencies(those: list[tuple[str, Amount]]) -> str:
    return " or ".join(dict.fromkeys(it.currency for _, it in those))
