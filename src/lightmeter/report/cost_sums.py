"""What a run costs altogether, and what is not in that."""

from collections.abc import Iterator, Sequence

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.ends import add_ends
from lightmeter.estimate.words import count
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_state import State
from lightmeter.report.cost_unread import show_unread
from lightmeter.report.display import show

__all__ = ["grand_total", "show_left_out", "without_value"]


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


def show_left_out(account: Account) -> Iterator[str]:
    """Say which requests no total holds, and why there is none in US dollars."""
    states = account.states
    unpriced = count(states[State.UNPRICED], "request")
    rejected = count(states[State.REJECTED], "request")
    unchecked = count(states[State.UNCHECKED], "request")
    if states[State.UNPRICED]:
        yield f"{unpriced} not priced, or in part: more than the total may be charged"
    if states[State.UNCHECKED]:
        yield f"{unchecked} not checked, not in the total: nothing is known of the price"
    if homeless := account.homeless:
        have = "has" if homeless == 1 else "have"
        yield f"{count(homeless, 'request')} {have} no known provider and may add to every total"
    if account.unread:
        yield from show_unread(account.unread)
    if states[State.REJECTED]:
        yield f"{rejected} rejected, not in the total; lightmeter check says why"
    if number := states[State.REPEATED]:
        are = "repeats an earlier one by its" if number == 1 else "repeat earlier ones by their"
        key = "idempotency key and is" if number == 1 else "idempotency keys and are"
        yield f"{count(number, 'request')} {are} {key} not charged again, nor in the total"
    purses = account.charged()
    if len(purses) > 1:
        yield from map(_without_value, without_value(purses))


def _without_value(purse: Purse) -> str:
    whose = f"{show(purse.currency)} at {show(purse.provider)}"
    if purse.currency.isupper():
        # No setting gives the rate of a currency that is not the provider's own.
        return f"no total in USD: {whose} is not converted"
    return (
        f"no total in USD: what {whose} are worth in dollars is not known; settle it under"
        " [cost.credits] in the settings"
    )
