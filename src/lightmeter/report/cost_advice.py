"""What would save money, in words and as plain data."""

from collections.abc import Iterable, Iterator
from typing import Any

from lightmeter.advice.model import Advice
from lightmeter.advice.together import SharedAdvice
from lightmeter.batch_report import BatchReport
from lightmeter.estimate.words import count, show_money
from lightmeter.money import format_amount
from lightmeter.report.cost_view import CostView
from lightmeter.report.display import show
from lightmeter.report.json_objects import change_object
from lightmeter.report.json_pieces import item_of_numbers
from lightmeter.report.naming import request_place, show_id
from lightmeter.report.veil import Veil

__all__ = ["advice_items", "advice_lines"]


def advice_lines(report: BatchReport, view: CostView) -> Iterator[str]:
    """Say each piece of advice once, with the requests that it is for."""
    for it in view.given:
        yield f"advice for {_whom(report, it)}: {show(it.advice.text)}"


def _whom(report: BatchReport, it: SharedAdvice) -> str:
    if len(it.requests) == 1:
        one = report.reports[it.requests[0]]
        return show_id(one) or request_place(one) or "the payload"
    whom = count(len(it.requests), "request")
    if not it.advice.saving_maximum:
        return whom
    return f"{whom}, which saves {show_money(*it.saving, it.advice.currency)} together"


def advice_items(view: CostView, veil: Veil) -> Iterator[Iterable[str]]:
    """Give the same as items of JSON."""
    return (item_of_numbers(_object(it.advice, veil), it.requests) for it in view.given)


def _object(advice: Advice, veil: Veil) -> dict[str, Any]:
    return {
        "kind": advice.kind,
        # There stand their numbers.
        "requests": [0],
        "text": veil(advice.text),
        "changes": [change_object(change, veil) for change in advice.changes],
        "saving": {
            "minimum": format_amount(advice.saving_minimum),
            "maximum": format_amount(advice.saving_maximum),
        },
        "cost": {
            "minimum": format_amount(advice.minimum),
            "maximum": format_amount(advice.maximum),
        },
        "currency": advice.currency,
    }
