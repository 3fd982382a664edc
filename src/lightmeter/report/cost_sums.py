"""What a run costs altogether, and what is not in that."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.ends import add_ends
from lightmeter.estimate.words import count
from lightmeter.report.cost_groups import Purse, State, make_groups, state_of
from lightmeter.report.cost_unread import find_unread, show_unread
from lightmeter.report.cost_view import By
from lightmeter.report.display import show
from lightmeter.result import BatchReport, Report

__all__ = ["charged_purses", "grand_total", "show_left_out", "without_value"]


def charged_purses(report: BatchReport) -> list[Purse]:
    """What is charged, for each provider and currency; sorted."""
    purses = (it for group in make_groups(report, By.PROVIDER) for it in group.purses)
    return sorted(
        (it for it in purses if it.total is not None), key=lambda it: (it.provider, it.currency)
    )


def grand_total(purses: Sequence[Purse]) -> Ends | None:
    """
    Add up in US dollars what is charged.

    Returns:
        None where there are not several parts, where none has a known amount, or where one has an
        amount of which nobody knows what it is worth.
    """
    if len(purses) < 2 or without_value(purses):
        return None
    ends = add_ends(it.in_usd for it in purses)
    return None if ends[0] is None else ends


def without_value(purses: Sequence[Purse]) -> list[Purse]:
    """Parts whose amount is known, but not its value in US dollars."""
    return [it for it in purses if it.ends[0] is not None and it.in_usd[0] is None]


def show_left_out(report: BatchReport, purses: Sequence[Purse]) -> Iterator[str]:
    """
    Say which requests no total holds, and why there is none in US dollars.

    Args:
        report: Of the run.
        purses: What is charged.
    """
    states = Counter(map(state_of, report.reports))
    unpriced = count(states[State.UNPRICED], "request")
    rejected = count(states[State.REJECTED], "request")
    unchecked = count(states[State.UNCHECKED], "request")
    if states[State.UNPRICED]:
        yield f"{unpriced} not priced, or in part: more than the total may be charged"
    if states[State.UNCHECKED]:
        yield f"{unchecked} not checked, not in the total: nothing is known of the price"
    if homeless := sum(map(_may_go_anywhere, report.reports)):
        have = "has" if homeless == 1 else "have"
        yield f"{count(homeless, 'request')} {have} no known provider and may add to every total"
    if unread := find_unread(report):
        yield show_unread(unread)
    if states[State.REJECTED]:
        yield f"{rejected} rejected, not in the total; lightmeter check says why"
    if number := states[State.REPEATED]:
        are = "repeats an earlier one by its" if number == 1 else "repeat earlier ones by their"
        key = "idempotency key and is" if number == 1 else "idempotency keys and are"
        yield f"{count(number, 'request')} {are} {key} not charged again, nor in the total"
    if len(purses) > 1:
        yield from map(_without_value, without_value(purses))


def _may_go_anywhere(report: Report) -> bool:
    return not report.provider and state_of(report) is State.UNCHECKED


def _without_value(purse: Purse) -> str:
    whose = f"{show(purse.currency)} at {show(purse.provider)}"
    if purse.currency.isupper():
        # No setting gives the rate of a currency that is not the provider's own.
        return f"no total in USD: {whose} is not converted"
    return (
        f"no total in USD: what {whose} are worth in dollars is not known; settle it under"
        " [cost.credits] in the settings"
    )
