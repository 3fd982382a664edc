"""What the rows of a cost table say, for every format that shows one to a person."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.words import show_effective, show_money, show_quantity
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_kind import Kind
from lightmeter.report.cost_notes import show_marks
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_shares import Portion, portion_of
from lightmeter.report.cost_state import State
from lightmeter.report.cost_sums import grand_total
from lightmeter.report.cost_view import By
from lightmeter.report.display import show
from lightmeter.report.naming import request_place, show_id, show_model
from lightmeter.report.veil import Veil
from lightmeter.result import Report

__all__ = [
    "Line",
    "Row",
    "group_lines",
    "request_names",
    "request_row",
    "request_words",
    "total_lines",
]

_UNNAMED: Mapping[By, str] = {
    By.FILE: "payload",
    By.MODEL: "no model",
    By.PROVIDER: "no provider",
}
_WORDS: Mapping[State, str] = {
    State.UNPRICED: "not priced",
    State.UNCHECKED: "not checked",
    State.REJECTED: "rejected",
    State.REPEATED: "not charged again",
}


@attrs.frozen
class Row:
    """
    What is to be said of a request, a group or a total, but for its name.

    Attributes:
        owner: Model of a request; of a file's group, its provider.
        effective: Values of a request that its price depends on.
        requests: How many there are.
        quantity: What is billed.
        amount: What is charged, or why that is not known; in brackets where it is not charged.
        usd: The same in US dollars.
        listed: At published rates.
        portion: What it has a share of, and how much of it; None where that is not known.
        notes: In a few words, behind marks of footnotes.
        marks: The same without the words.
        state: Of the request, or what is to be said of a group first.
    """

    owner: str = ""
    effective: str = ""
    requests: str = ""
    quantity: str = ""
    amount: str = ""
    usd: str = ""
    listed: str = ""
    portion: Portion | None = None
    notes: str = ""
    marks: str = ""
    state: State = State.PRICED

    @property
    def at_list(self) -> str:
        """
        What it comes to at published rates, of what is paid as listed the amount itself.

        What is not charged is in no sum at published rates either.
        """
        return "" if self.state is State.REPEATED else self.listed or self.amount

    @property
    def says_dollars_twice(self) -> bool:
        """Whether what is in US dollars is what is charged, or one of both is not known."""
        amount = self.amount.removeprefix("at least ")
        return (
            not (amount and self.usd) or self.usd.removeprefix("≥ ").removeprefix(">= ") == amount
        )


Line = tuple[str, str, Row]
"""
A name, an id and the rest, which requests of a kind share.

The name is that of the file, the model or the provider; of a request, where it is. Nothing but a
request has an id.
"""


def request_names(report: Report, veil: Veil) -> tuple[str, str]:
    """Where a request is, and what it is called; both as far as they may be shown."""
    return veil(request_place(report)) or "payload", veil(show_id(report))


def group_lines(account: Account, veil: Veil) -> list[Line]:
    """
    Make the lines of groups, one for each provider and currency.

    Args:
        account: Of the run.
        veil: Hides what no output may show.
    """
    return [
        _group(group.name, purse, account.by, veil)
        for group in account.groups()
        for purse in group.purses
    ]


def total_lines(purses: Sequence[Purse]) -> list[Line]:
    """
    Make a line for each provider and currency, and one in US dollars where they add up in them.

    Args:
        purses: What is charged.
    """
    lines: list[Line] = [
        (f"total {show(it.provider)}".rstrip(), "", attrs.evolve(_sums(it), notes=""))
        for it in purses
    ]
    total = grand_total(purses)
    if total is None:
        return lines
    return [*lines, ("total", "", Row(usd=show_money(*total, "USD")))]


def request_row(report: Report, kind: Kind, veil: Veil) -> Row:
    """
    Make the row of a request, and of all others of its kind.

    Args:
        report: Of the request.
        kind: Of it.
        veil: Hides what no output may show.
    """
    estimate, state, purse = kind.estimate, kind.state, kind.purse()
    marks = show_marks(purse.marks)
    row = Row(
        owner=veil(show_model(report)),
        portion=portion_of(purse),
        notes=" ".join(it for it in (marks, ", ".join(request_words(report, state))) if it),
        marks=marks,
        state=state,
    )
    if estimate is None:
        return attrs.evolve(row, amount=_WORDS[state] if state is State.UNPRICED else "")
    amount = show_money(estimate.minimum, estimate.maximum, purse.currency)
    usd = _usd(estimate.in_usd)
    if state is State.REPEATED:
        # It is no part of any sum, and looks like none.
        amount, usd = f"({amount})", usd and f"({usd})"
    return attrs.evolve(
        row,
        effective=veil(show_effective(estimate.effective)),
        quantity=show_quantity(estimate.quantity_minimum, estimate.quantity_maximum, estimate.unit),
        amount=amount,
        usd=usd,
        listed="" if purse.listed is None else show_money(*purse.listed, purse.currency),
    )


def request_words(report: Report, state: State) -> Iterator[str]:
    """What is to be known of a request's amount, in a word or three."""
    if state not in (State.PRICED, State.UNPRICED):
        yield _WORDS[state]
    if state is State.UNCHECKED and not report.provider:
        yield "provider not known"
    estimate = report.estimate
    if estimate is None or estimate.minimum is None:
        return
    if estimate.own_rates or estimate.list_price is not None:
        yield "own rate"


def _group(name: str, purse: Purse, by: By, veil: Veil) -> Line:
    row = _sums(purse)
    marks = show_marks(purse.marks)
    row = attrs.evolve(
        row,
        owner=show(purse.provider) if by is By.FILE else "",
        portion=portion_of(purse),
        notes=" ".join(it for it in (marks, row.notes) if it),
        marks=marks,
        state=purse.state,
    )
    return veil(show(name or _UNNAMED[by])), "", row


def _sums(purse: Purse) -> Row:
    """What requests come to together."""
    least, most = purse.ends
    quantity = purse.quantity
    left_out = (it for it in _WORDS if purse.states.get(it))
    return Row(
        requests=f"{purse.requests:,}",
        quantity=""
        if quantity is None
        else show_quantity(quantity.minimum, quantity.maximum, quantity.unit),
        amount="" if purse.total is None else show_money(least, most, purse.currency),
        usd=_usd(purse.in_usd),
        listed="" if purse.listed is None else show_money(*purse.listed, purse.currency),
        notes=", ".join(f"{purse.states[it]:,} {_WORDS[it]}" for it in left_out),
    )


def _usd(ends: Ends) -> str:
    """The same amount in dollars; that it is open above stands in words where it stands first."""
    least, most = ends
    if least is None:
        return ""
    return f"≥ {show_money(least, least, 'USD')}" if most is None else show_money(*ends, "USD")
