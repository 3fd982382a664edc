"""
The `csv` format of `cost`: a row for each request or group, for spreadsheets and data frames.

RFC 4180. An amount that is not known, or not charged, is an empty cell, so that a column adds up to
what is known; `status` says which it is. What could not be read has a row as well.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.words import show_effective
from lightmeter.money import format_amount
from lightmeter.report.cost_cells import request_words
from lightmeter.report.cost_groups import Purse, State, make_groups
from lightmeter.report.cost_notes import origins, reasons
from lightmeter.report.cost_unread import find_unread
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
    purses = [purse for group in make_groups(report, by) for purse in group.purses]
    # Where one of them is paid otherwise than listed, the sum of the column needs all others, too.
    listed = any(it.listed is not None for it in purses)
    for purse in purses:
        names = {it: _text(veil(name)) for it, name in _names(report, purse, by, listed=listed)}
        amounts = dict(_amounts(purse, listed=listed))
        facts = {**names, **amounts, **dict(_states(purse))}
        writer.writerow([facts.get(it, "") for it in HEADER])
    for it in find_unread(report):
        facts = {
            "source": _text(veil(it.source)),
            "line": "" if it.line is None else str(it.line),
            "status": "unreadable",
            "notes": _text(veil(it.reason)),
        }
        writer.writerow([facts.get(it, "") for it in HEADER])
    return text.getvalue()


def _names(report: BatchReport, purse: Purse, by: By, *, listed: bool) -> Iterator[tuple[str, str]]:
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
        members = [report.reports[it] for it in purse.members]
        yield "notes", "; ".join((*_words(purse, listed=listed), *origins(members)))
        return
    yield "line", "" if first.line is None else str(first.line)
    yield "id", first.id
    if first.estimate is not None:
        yield "effective", show_effective(first.estimate.effective)
    own = list(origins([first]))
    # That there is an own rate goes without saying where it is said which.
    short = (
        it
        for it in request_words(first, purse.state)
        if not any(whole.startswith(f"{it}: ") for whole in own)
    )
    words = (*_words(purse, listed=listed), *short, *own, *reasons(first))
    yield "notes", "; ".join(words)


def _words(purse: Purse, *, listed: bool) -> Iterator[str]:
    least, most = purse.ends
    if least is not None and most is None:
        yield "at least"
    if not listed or purse.total is None:
        return
    least_listed, most_listed = _at_list(purse)
    if least_listed is None:
        yield "list price not known"
    elif most_listed is None and most is not None:
        yield "list price not known of everything"


def _at_list(purse: Purse) -> Ends:
    """At published rates; what is paid as listed is what they come to."""
    return purse.ends if purse.listed is None else purse.listed


def _amounts(purse: Purse, *, listed: bool) -> Iterator[tuple[str, str]]:
    quantity = purse.quantity
    if quantity is not None:
        yield "quantity_minimum", str(quantity.minimum)
        yield "quantity_maximum", str(quantity.maximum)
    at_list = _at_list(purse) if listed else (None, None)
    for name, ends in (("", purse.ends), ("usd_", purse.in_usd), ("list_", at_list)):
        for end, amount in zip(("minimum", "maximum"), ends, strict=True):
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
