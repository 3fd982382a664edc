"""Requests of the shipped packs, and charges as they stand in files."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.reconcile.columns import Columns
from lightmeter.reconcile.reading import read_charges
from lightmeter.reconcile.reconciliation import Reconciliation, reconcile

Held = Callable[..., Reconciliation]


@pytest.fixture(scope="session")
def checker() -> Checker:
    return Checker()


@pytest.fixture
def check(checker: Checker) -> Callable[..., BatchReport]:
    """Check requests, each on a line of shots.jsonl."""

    def run(*requests: dict[str, Any]) -> BatchReport:
        text = "\n".join(json.dumps(it, ensure_ascii=False) for it in requests)
        return checker.check_inputs([Input("shots.jsonl", text.encode())])

    return run


@pytest.fixture
def held(check: Callable[..., BatchReport]) -> Held:
    """Hold a text of charges against requests."""

    def run(
        *requests: dict[str, Any],
        charges: str | list[Any],
        name: str = "charges.csv",
        in_order: bool = False,
        **columns: str,
    ) -> Reconciliation:
        if not isinstance(charges, str):
            charges, name = "\n".join(map(json.dumps, charges)), "answers.jsonl"
        file = read_charges(charges.encode(), name=name, columns=Columns(columns))
        day = dt.date(2026, 11, 27)
        return reconcile(check(*requests), [file], day=day, in_order=in_order)

    return run
