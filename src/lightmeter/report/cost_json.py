"""
The `json` format of `cost`: the report, version 1, and what its requests cost together.

`report-v1.schema.json` beside this file describes it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lightmeter.estimate.cost import Ends
from lightmeter.money import format_amount
from lightmeter.report.cost_advice import advice_objects
from lightmeter.report.cost_groups import Purse, State, make_groups
from lightmeter.report.cost_view import BY_REQUEST, By, CostView
from lightmeter.report.json_objects import Objects
from lightmeter.report.json_text import write_json
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.result import BatchReport

__all__ = ["render"]


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """
    Write the report as `check` does, with the members `by`, `groups` and `advice`.

    Args:
        report: Of the run.
        style: Has no place in it.
        view: What requests are put together by, and what could be saved.
    """
    del style
    objects, veil = Objects(report), make_veil(report)
    document = {
        **objects.head(),
        "requests": list(objects.requests()),
        "diagnostics": list(objects.diagnostics()),
        "suppressed": list(objects.suppressed()),
        "by": view.by.value,
        "groups": list(_groups(report, view.by, veil)),
        "advice": advice_objects(view, veil),
        **objects.foot(),
    }
    return write_json(document, indent=2) + "\n"


def _groups(report: BatchReport, by: By, veil: Veil) -> Iterator[dict[str, Any]]:
    for it in make_groups(report, by):
        yield {
            "name": veil(it.name) or None,
            "requests": list(it.members),
            "costs": [_cost(purse) for purse in it.purses],
        }


def _cost(purse: Purse) -> dict[str, Any]:
    quantity = purse.quantity
    return {
        "provider": purse.provider or None,
        "currency": purse.currency or None,
        **_amounts(purse.ends),
        "usd": _amounts(purse.in_usd),
        "list": None if purse.listed is None else _amounts(purse.listed),
        "quantity": quantity and {"minimum": quantity.minimum, "maximum": quantity.maximum},
        "unit": quantity and quantity.unit,
        "requests": len(purse.members),
        "statuses": {it.value: purse.states.get(it, 0) for it in State},
    }


def _amounts(ends: Ends) -> dict[str, str | None]:
    return dict(zip(("minimum", "maximum"), map(_amount, ends), strict=True))


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else format_amount(amount)
