"""What the rows of a cost table say, for every format that shows one to a person."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.words import show_effective, show_money, show_quantity
from lightmeter.report.cost_groups import Group, Purse, State, make_groups
from lightmeter.report.cost_notes import Footnotes, show_marks
from lightmeter.report.cost_shares import make_shares
from lightmeter.report.cost_sums import grand_total
from lightmeter.report.cost_view import By
from lightmeter.report.display import show
from lightmeter.report.naming import request_place, show_id, show_model
from lightmeter.report.veil import Veil
from lightmeter.result import BatchReport, Report

__all__ = ["Row", "make_rows", "make_total_rows", "request_words"]

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
    What is to be said of a request, a group or a total.

    Attributes:
        name: Of the file, the model or the provider; of a request, where it is.
        id: Of a request, or "".
        owner: Model of a request; of a file's group, its provider.
        effective: Values of a request that its price depends on.
        requests: How many there are.
        quantity: What is billed.
        amount: What is charged, or why that is not known; in brackets where it is not charged.
        usd: The same in US dollars.
        listed: At published rates.
        share: Of everything, or None.
        notes: In a few words, behind marks of footnotes.
        marks: The same without the words.
        state: Of the request, or what is to be said of a group first.
    """

    name: str
    id: str = ""
    owner: str = ""
    effective: str = ""
    requests: str = ""
    quantity: str = ""
    amount: str = ""
    usd: str = ""
    listed: str = ""
    share: Fraction | None = None
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


def make_rows(report: BatchReport, by: By, notes: Footnotes, veil: Veil) -> list[Row]:
    """
    Make the rows of a table, one for each provider and currency of a group.

    Args:
        report: Of the run.
        by: What requests are put together by.
        notes: Whose marks stand in the rows.
        veil: Hides what no output may show.
    """
    groups = make_groups(report, by)
    shares = iter(make_shares([it for group in groups for it in group.purses]))
    if by is By.REQUEST:
        return [
            _request(report.reports[group.members[0]], group.purses[0], next(shares), notes, veil)
            for group in groups
        ]
    return [
        _group(group, purse, next(shares), by, notes, veil)
        for group in groups
        for purse in group.purses
    ]


def make_total_rows(purses: Sequence[Purse]) -> list[Row]:
    """
    Make a row for each provider and currency, and one in US dollars where they add up in them.

    Args:
        purses: What is charged.
    """
    rows = [
        attrs.evolve(_sums(it), name=f"total {show(it.provider)}".rstrip(), notes="")
        for it in purses
    ]
    total = grand_total(purses)
    return rows if total is None else [*rows, Row("total", usd=show_money(*total, "USD"))]


def _request(
    report: Report, purse: Purse, share: Fraction | None, notes: Footnotes, veil: Veil
) -> Row:
    estimate = report.estimate
    state = purse.state
    marks = show_marks(notes.marks(purse.members))
    row = Row(
        name=veil(request_place(report)) or "payload",
        id=veil(show_id(report)),
        owner=veil(show_model(report)),
        share=share,
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


def _group(
    group: Group, purse: Purse, share: Fraction | None, by: By, notes: Footnotes, veil: Veil
) -> Row:
    row = _sums(purse)
    name = group.name or _UNNAMED[by]
    marks = show_marks(notes.marks(purse.members))
    return attrs.evolve(
        row,
        name=veil(show(name)),
        owner=show(purse.provider) if by is By.FILE else "",
        share=share,
        notes=" ".join(it for it in (marks, row.notes) if it),
        marks=marks,
        state=purse.state,
    )


def _sums(purse: Purse) -> Row:
    """What requests come to together."""
    least, most = purse.ends
    quantity = purse.quantity
    left_out = (it for it in _WORDS if purse.states.get(it))
    return Row(
        name="",
        requests=f"{len(purse.members):,}",
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
