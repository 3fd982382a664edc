"""All formats of `cost` say the same, and none of them turns what is not known into nothing."""

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.money import format_amount
from lightmeter.report.cost_formats import COST_FORMATS
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import PLAIN
from lightmeter.settings.model import CostSettings, Settings
from lightmeter.settings.parts import FactorRange, MoneyRange, RateEntry
from tests.property.test_estimates import POOL

OWN = CostSettings(
    credits=(("vidgo", MoneyRange(Decimal("0.0039"), Decimal("0.0051"), "USD")),),
    rates=(
        RateEntry(provider="vidgo", source="x", multiply=FactorRange(Decimal("0.7"), Decimal(1))),
        RateEntry(
            provider="mindvideo",
            source="y",
            add=MoneyRange(Decimal("0.001"), Decimal("0.001"), "USD", "image"),
        ),
    ),
)
CHECKERS = (Checker(), Checker(settings=Settings(cost=OWN)))
# Rejected, unknown to any pack, and no request at all.
ODD = (
    {"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": ""}},
    {"provider": "vidgo", "model": "nano-banana-2", "input": {"prompt": "x"}},
    {"x": 1},
)


def _line(number: int) -> str:
    if number < 0:
        return json.dumps(ODD[number])
    provider, body, _ = POOL[number]
    return json.dumps({"provider": provider, **body}, default=str)


@st.composite
def batches(draw: st.DrawFn) -> BatchReport:
    """Some requests of all kinds, in two files, priced as listed or otherwise."""
    checker = draw(st.sampled_from(CHECKERS))
    numbers = draw(st.lists(st.integers(-len(ODD), len(POOL) - 1), min_size=1, max_size=8))
    lines = [_line(it) for it in numbers]
    return checker.check_text("\n".join(lines), format="jsonl", name="a.jsonl")


def rows_of(report: BatchReport, by: By) -> list[dict[str, str]]:
    text = COST_FORMATS["csv"](report, PLAIN, CostView(by))
    return list(csv.DictReader(io.StringIO(text)))


def document_of(report: BatchReport, by: By) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(COST_FORMATS["json"](report, PLAIN, CostView(by)))
    return document


def _amount(value: Decimal | None) -> str:
    return "" if value is None else format_amount(value)


@settings(max_examples=150, deadline=None)
@given(batches())
def test_each_request_costs_the_same_in_every_format(report: BatchReport) -> None:
    """As many digits, and nothing where nothing is known."""
    rows = [it for it in rows_of(report, By.REQUEST) if it["status"] != "unreadable"]
    requests = document_of(report, By.REQUEST)["requests"]

    assert len(rows) == len(requests) == len(report.reports)
    for row, request, one in zip(rows, requests, report.reports, strict=True):
        known = one.estimate
        charged = known is not None and not one.repeats
        expected = (known.minimum, known.maximum) if known is not None and charged else (None, None)
        assert (row["minimum"], row["maximum"]) == tuple(map(_amount, expected))
        assert (request["estimate"] is None) == (known is None)
        if known is not None:
            assert request["estimate"]["minimum"] == (_amount(known.minimum) or None)
            assert request["estimate"]["maximum"] == (_amount(known.maximum) or None)
        if known is None or known.minimum is None:
            assert row["status"] in ("unpriced", "unchecked", "rejected")
            assert row["minimum"] == row["usd_minimum"] == ""


@settings(max_examples=150, deadline=None)
@given(batches(), st.sampled_from(list(By)))
def test_what_stands_in_the_rows_adds_up_to_the_totals(report: BatchReport, by: By) -> None:
    """By provider and currency; an upper end is open where that of any part is."""
    document = document_of(report, By.REQUEST)
    totals = {(it["provider"], it["currency"]): it for it in document["totals"]}
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows_of(report, by):
        if row["minimum"]:
            key = row["provider"], row["currency"]
            sums[key] = sums.get(key, Decimal(0)) + Decimal(row["minimum"])

    known = {key: Decimal(it["minimum"]) for key, it in totals.items() if it["minimum"]}
    assert sums == known
    # Nobody knows what a model costs that is in no pack.
    if any(it.ok and it.estimate is None for it in report.reports):
        assert totals.get(("vidgo", "credits"), {"maximum": None})["maximum"] is None


@settings(max_examples=150, deadline=None)
@given(batches(), st.sampled_from(("text", "markdown")), st.sampled_from(list(By)))
def test_no_amount_is_nothing_where_it_is_not_known(report: BatchReport, form: str, by: By) -> None:
    """Nothing in the pool is free, so that no amount of 0 stands anywhere."""
    shown = COST_FORMATS[form](report, PLAIN, CostView(by))

    assert re.search(r"(?<![0-9.,])0 (?:credits|EUR)|\$0\.00(?![0-9])", shown) is None
    if any(it.estimate is not None and it.estimate.declined for it in report.reports):
        assert "not priced" in shown
    if any(it.ok and it.estimate is None for it in report.reports):
        assert "not checked" in shown
    if any(not it.ok for it in report.reports):
        assert "rejected" in shown
