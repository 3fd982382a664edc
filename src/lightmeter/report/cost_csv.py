"""
The `csv` format of `cost`: a row for each request or group, for spreadsheets and data frames.

RFC 4180. An amount that is not known, or not charged, is an empty cell, so that a column adds up to
what is known; `status` says which it is. What could not be read has a row as well.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.cost import Ends
from lightmeter.estimate.words import show_effective
from lightmeter.money import format_amount
from lightmeter.report.cost_account import Account, account_of
from lightmeter.report.cost_cells import request_words
from lightmeter.report.cost_kind import Kind
from lightmeter.report.cost_notes import origins, reasons
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_state import State
from lightmeter.report.cost_view import BY_REQUEST, By, CostView
from lightmeter.report.display import show
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.result import Report

__all__ = ["HEADER", "pieces", "render"]

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

_LEAST_PIECE = 16 * 1024
# A spreadsheet would compute what begins so; the full-width signs are the same to some.
_FORMULA = tuple("=+-@＝＋－＠")


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style, view))


def pieces(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> Iterator[str]:
    """
    Write the header and a row for each provider and currency of a group.

    Args:
        report: Of the run.
        style: Has no place in it.
        view: What requests are put together by.
    """
    del style
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    # Advice has no place in it.
    for row in _rows(report, attrs.evolve(view, advising=None)):
        writer.writerow([row.get(it, "") for it in HEADER])
        if text.tell() >= _LEAST_PIECE:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _rows(report: BatchReport, view: CostView) -> Iterator[Mapping[str, str]]:
    veil = make_veil(report)
    # Where one of them is paid otherwise than listed, the sum of the column needs all others, too.
    listed = any(it.listed for it in report.tally.sums.values())
    if view.by is By.REQUEST:
        account = Account(view.by)
        for _, it, kind in account.over(report, view):
            if kind.told is None:
                kind.told = _request(it, kind, veil, listed=listed)
            yield {
                **kind.told,
                "source": _text(veil(it.source)),
                "line": "" if it.line is None else str(it.line),
                "id": _text(veil(it.id)),
            }
    else:
        account = account_of(report, view)
        for group in account.groups():
            for purse in group.purses:
                yield _group(group.name, purse, view.by, veil, listed=listed)
    for lacking in account.unread:
        yield {
            "source": _text(veil(lacking.source)),
            "line": "" if lacking.line is None else str(lacking.line),
            "status": "unreadable",
            "notes": _text(veil(lacking.reason)),
        }


def _request(report: Report, kind: Kind, veil: Veil, *, listed: bool) -> dict[str, str]:
    """What is said of a request and of all others of its kind."""
    estimate, purse = kind.estimate, kind.purse()
    own = list(origins(() if estimate is None else estimate.own_rates, report.overlays))
    # That there is an own rate goes without saying where it is said which.
    short = (
        it
        for it in request_words(report, kind.state)
        if not any(whole.startswith(f"{it}: ") for whole in own)
    )
    words = (*_words(purse, listed=listed), *short, *own, *reasons(report))
    effective = "" if estimate is None else show_effective(estimate.effective)
    names = {"model": report.model, "effective": effective, "notes": "; ".join(words)}
    return _facts(purse, names, veil, listed=listed)


def _group(name: str, purse: Purse, by: By, veil: Veil, *, listed: bool) -> dict[str, str]:
    notes = (*_words(purse, listed=listed), *origins(purse.own_rates, purse.overlays))
    names = {"notes": "; ".join(notes)}
    if by is By.FILE:
        names["source"] = name
    elif by is By.MODEL:
        # It is called by its provider and its model, as far as there is one.
        names["model"] = name.removeprefix(purse.provider).removeprefix(
            "/" if purse.provider else ""
        )
    return _facts(purse, names, veil, listed=listed)


def _facts(purse: Purse, names: Mapping[str, str], veil: Veil, *, listed: bool) -> dict[str, str]:
    texts = {
        **names,
        "provider": purse.provider,
        "currency": purse.currency,
        "unit": "" if purse.quantity is None else purse.quantity.unit,
    }
    return {
        **{it: _text(veil(text)) for it, text in texts.items()},
        **dict(_amounts(purse, listed=listed)),
        **dict(_states(purse)),
    }


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
    yield "requests", str(purse.requests)
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
