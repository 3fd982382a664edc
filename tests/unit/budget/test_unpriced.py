"""Requests in dollars, in credits of a known value and of an unknown one, and limits for them."""

import json
from pathlib import Path

import pytest

from lightmeter.checker import Checker
from lightmeter.money import parse_money
from lightmeter.settings.model import Budget, Settings
from tests.unit.conftest import PackText, Put

VIDGO = '{"model": "gpt-image-2", "input": {"prompt": "x"}}'
MINDVIDEO = json.dumps(
    {
        "model": "doubao-seedream-5-0-lite",
        "headers": {"Idempotency-Key": "k"},
        "input": {"prompt": "x", "resolution": "2k"},
    }
)
# Five credits, and nothing tells what one is worth.
ACME = '{"model": "video", "input": {}}'
PACK = """
[[billing]]
item = "video"
unit = "video"
quantity = "1"
rate = "5"
currency = "credits"
"""


@pytest.mark.parametrize(
    ("request_", "limits", "expected"),
    (
        # One in credits is no concern of what is billed in dollars, where another limit holds it.
        (MINDVIDEO, {"request": "1000 credits", "file": "1 USD"}, ""),
        (MINDVIDEO, {"run": "1 USD", "file": "1000 credits"}, ""),
        (VIDGO, {"request": "1000 credits", "file": "1 USD"}, ""),
        (
            MINDVIDEO,
            {"request": "1000 credits"},
            (
                "no budget holds for this request: it costs USD, which nobody can compare with a"
                " budget in credits"
            ),
        ),
        (
            ACME,
            {"request": "1000 credits", "file": "1 USD"},
            (
                "the budget of a file (1 USD) cannot be held against this request: it costs"
                " credits, and nothing tells what that is worth in USD; write that under"
                " [cost.credits] in the settings"
            ),
        ),
        (
            ACME,
            {"request": "1 USD", "file": "9 credits", "run": "9 EUR"},
            (
                "the budget of a request (1 USD) and of a run (9 EUR) cannot be held against this"
                " request: it costs credits, and nothing tells what that is worth in USD or EUR"
            ),
        ),
        (
            ACME,
            {"request": "1 USD", "run": "9 EUR"},
            (
                "no budget holds for this request: it costs credits, which nobody can compare with"
                " a budget in USD or EUR"
            ),
        ),
        (ACME, {"request": "5 credits"}, ""),
    ),
)
def test_which_limits_a_request_escapes(
    tmp_path: Path,
    pack_text: PackText,
    put: Put,
    request_: str,
    limits: dict[str, str],
    expected: str,
) -> None:
    put("acme/video", pack_text(PACK))
    budget = Budget(**{key: parse_money(it) for key, it in limits.items()}, unpriced="error")
    checker = Checker([tmp_path], settings=Settings(budget=budget))
    report = checker.check_text(request_, format="json", name="a.json")

    found = [it for it in report.diagnostics if it.rule in ("unpriced-request", "over-budget")]
    assert [it.message for it in found] == ([expected] if expected else [])


def test_that_prices_are_known_may_be_asked_for_without_a_limit() -> None:
    """Who writes that an unknown price is an error means it."""
    film = '{"model": "seedance-2", "input": {"prompt": "x", "resolution": "480p", "duration": 5}}'
    text = f"{VIDGO}\n{film}\n"

    def said(budget: Budget) -> list[str]:
        report = Checker(settings=Settings(budget=budget)).check_text(
            text, format="jsonl", name="a.jsonl", provider="vidgo"
        )
        return [it.message for it in report.diagnostics if it.rule == "unpriced-request"]

    (message,) = said(Budget(unpriced="error"))
    assert message.startswith("the price of the request on line 2 is not known: Vidgo's page")
    assert said(Budget()) == said(Budget(unpriced="allow")) == []
