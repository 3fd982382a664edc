"""
The `json` format of `cost`: the report, version 1, and what its requests cost together.

`report-v1.schema.json` beside this file describes it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.cost import Ends
from lightmeter.money import format_amount
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_advice import advice_items
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_state import State
from lightmeter.report.cost_view import BY_REQUEST, By, CostView
from lightmeter.report.json_objects import Objects
from lightmeter.report.json_pieces import array, item, item_of_numbers, members
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.spool import Spool

__all__ = ["pieces", "render"]


def render(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style, view))


def pieces(report: BatchReport, style: Style = PLAIN, view: CostView = BY_REQUEST) -> Iterator[str]:
    """
    Write the report as `check` does, with the members `by`, `groups` and `advice`.

    Args:
        report: Of the run.
        style: Has no place in it.
        view: What requests are put together by, and what could be saved.
    """
    del style
    objects, veil = Objects(report), make_veil(report)
    account = Account(view.by, with_members=view.by is not By.REQUEST)
    # What requests cost one by one stands far below them.
    costs: Spool[str] = Spool()
    yield members(objects.head(), "{", "")
    yield from array("requests", _requests(report, account, objects, view, costs))
    yield from array("diagnostics", map(item, objects.diagnostics()))
    yield from array("suppressed", map(item, objects.suppressed()))
    yield members({"by": view.by.value}, ",", "")
    if view.by is By.REQUEST:
        yield from array("groups", _one_by_one(costs))
    else:
        yield from array("groups", _groups(account, veil))
    yield from array("advice", advice_items(view, veil))
    yield members(objects.foot(), ",", "\n}\n")


def _requests(
    report: BatchReport, account: Account, objects: Objects, view: CostView, costs: Spool[str]
) -> Iterator[Iterable[str]]:
    """Write the requests, and keep what each of them costs."""
    for _, it, kind in account.over(report, view):
        if view.by is By.REQUEST:
            if kind.told is None:
                kind.told = _alone(kind.purse())
            costs.append(kind.told)
        yield item(objects.request(it))


def _alone(purse: Purse) -> str:
    """What stands behind the number of a request that is a group by itself."""
    (text,) = item({"costs": [_cost(purse)]})
    return text.partition("{")[2]


def _one_by_one(costs: Iterable[str]) -> Iterator[Iterable[str]]:
    (text,) = item({"name": None, "requests": [0]})
    before, _, after = text.rpartition("0")
    between = after.rstrip("\n }") + ","
    return ((f"{before}{number}{between}{cost}",) for number, cost in enumerate(costs))


def _groups(account: Account, veil: Veil) -> Iterator[Iterable[str]]:
    for it in account.groups():
        value = {
            "name": veil(it.name) or None,
            "requests": [0],
            "costs": [_cost(purse) for purse in it.purses],
        }
        yield item_of_numbers(value, it.members)


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
        "requests": purse.requests,
        "statuses": {it.value: purse.states.get(it, 0) for it in State},
    }


def _amounts(ends: Ends) -> dict[str, str | None]:
    return dict(zip(("minimum", "maximum"), map(_amount, ends), strict=True))


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else format_amount(amount)
