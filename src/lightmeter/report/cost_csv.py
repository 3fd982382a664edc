"""
The `csv` format of `cost`: a row for each request or group, for spreadsheets and data frames.

RFC 4180. An amount that is not known, or not charged, is an empty cell, so that a column adds up to
what is known; `status` says which it is.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from lightmeter.estimate.words import show_effective
from lightmeter.money import format_amount
from lightmeter.report.cost_cells import request_words
from lightmeter.report.cost_groups import Purse, State, make_groups
from lightmeter.report.cost_notes import reasons
from lightmeter.report.cost_view import BY_REQUEST, By, CostView
from lightmeter.report.display import show
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import make_veil
from lightmeter.result import BatchReport

__all__ = ["HEADER", "render"]

HEADER = (
    "source",
    "line",
    "id",
    "provider",
    "model",
    "effective",
    "quantity_minimum",
    "quantity_maximum",
    "unit",
    "minimum",
    "maximum",
    "currency",
    "usd_minimum",
    "usd_maximum",
    "list_minimum",
    "list_maximum",
    "status",
    "notes",
    "requests",
    "unpriced",
    "unchecked",
    "rejected",
    "repeated",
)
"""The columns, of requests and of groups; what a row has nothing for is empty."""

# A spreadsheet would compute what begins so; the full-width signs are the same to some.
_FORMULA = tuple("=+-@＝＋－＠")


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """
    Write the header and a row for each provider and currency of a group.

    Args:
        report: Of the run.
        style: Has no place in it.
        view: What requests are put together by.
    """
    del style
    by = view.by
    veil = make_veil(report)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for group in make_groups(report, by):
        for purse in group.purses:
            names = {it: _text(veil(name)) for it, name in _names(report, purse, by)}
            facts = {**names, **dict(_amounts(purse)), **dict(_states(purse))}
            writer.writerow([facts.get(it, "") for it in HEADER])
    return text.getvalue()


def _names(report: BatchReport, purse: Purse, by: By) -> Iterator[tuple[str, str]]:
    """Everything that is a text."""
    first = report.reports[purse.members[0]]
    if by in (By.REQUEST, By.FILE):
        yield "source", first.source
    if by in (By.REQUEST, By.MODEL):
        yield "model", first.model
    yield "provider", purse.provider
    yield "currency", purse.currency
    yield "unit", "" if purse.quantity is None else purse.quantity.unit
    if by is not By.REQUEST:
        yield "notes", "; ".join(_words(purse))
        return
    yield "line", "" if first.line is None else str(first.line)
    yield "id", first.id
    if first.estimate is not None:
        yield "effective", show_effective(first.estimate.effective)
    words = (*_words(purse), *request_words(first, purse.state), *reasons(first))
    yield "notes", "; ".join(words)


def _words(purse: Purse) -> Iterator[str]:
    least, most = purse.ends
    if least is not None and most is None:
        yield "at least"


def _amounts(purse: Purse) -> Iterator[tuple[str, str]]:
    quantity = purse.quantity
    if quantity is not None:
        yield "quantity_minimum", str(quantity.minimum)
        yield "quantity_maximum", str(quantity.maximum)
    for name, ends in (("", purse.ends), ("usd_", purse.in_usd), ("list_", purse.listed)):
        for end, amount in zip(("minimum", "maximum"), ends or (), strict=False):
            yield f"{name}{end}", _amount(amount)


def _states(purse: Purse) -> Iterator[tuple[str, str]]:
    yield "status", purse.state.value
    yield "requests", str(len(purse.members))
    for state in State:
        if state is not State.PRICED:
            yield state.value, str(purse.states.get(state, 0))


def _amount(amount: Decimal | None) -> str:
    # Not known is not nothing.
    return "" if amount is None else format_amount(amount)


def _text(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula."""
    shown = show(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
