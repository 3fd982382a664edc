from collections.abc import Callable

import attrs
import pytest

from lightmeter.report.cost_notes import (
    Footnotes,
    origins,
    reasons,
    show_marks,
    show_origins,
    show_sources,
)
from lightmeter.result import BatchReport

Check = Callable[[dict[str, str | bytes]], BatchReport]

REEL = '{"model": "reel-1", "input": {"seconds": 3}}\n'
OPEN = '{"model": "reel-1", "input": {}}\n'


def test_a_footnote_says_how_many_requests_it_is_about(check: Check) -> None:
    """Each has a number by its first request, and quantities where they are the same."""
    notes = Footnotes(check({"a.jsonl": REEL * 2 + OPEN}))

    assert list(notes.texts()) == [
        (
            "in 3 requests, billed: video, each second at $0.10; sound, 1 reel at $0.05 = $0.05;"
            " seal, 1 seal without a rate"
        ),
        "in 3 requests, not priced: seal: nobody says",
        (
            "in 1 request, assumed: seconds is not sent, a reel has 1 to 5 (inferred); to be sure,"
            " set seconds"
        ),
    ]
    assert [notes.marks([it]) for it in range(3)] == [[1, 2], [1, 2], [1, 2, 3]]
    assert notes.marks([0, 2]) == [1, 2, 3]


def test_without_items(check: Check) -> None:
    notes = Footnotes(check({"a.jsonl": REEL}), with_items=False)

    assert list(notes.texts()) == ["not priced: seal: nobody says"]


def test_reasons_of_a_request(check: Check) -> None:
    (report,) = check({"a.jsonl": OPEN}).reports

    assert list(reasons(report)) == [
        "assumed: seconds is not sent, a reel has 1 to 5 (inferred); to be sure, set seconds",
        "not priced: seal: nobody says",
    ]


@pytest.mark.parametrize(
    ("numbers", "marks"),
    (
        ([], ""),
        ([3], "[3]"),
        ([1, 2], "[1] [2]"),
        ([1, 2, 3, 5], "[1]-[3] [5]"),
    ),
)
def test_marks(numbers: list[int], marks: str) -> None:
    assert show_marks(numbers) == marks


def test_no_origin_without_own_rates(check: Check) -> None:
    assert list(show_origins(check({"a.jsonl": REEL}))) == []
    assert list(origins(check({"a.jsonl": REEL}).reports)) == []


def test_what_a_credit_is_worth_says_whose(check: Check) -> None:
    """Credits of two providers are not the same."""
    line = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n'
    report = check({"a.jsonl": line * 2})
    estimate = report.reports[0].estimate
    assert estimate is not None
    report.reports[0]._estimate = attrs.evolve(estimate, provider="other")

    assert [it.partition(":")[0] for it in show_sources(report)] == [
        "rates",
        "1 other credit = $0.005",
        "1 acme credit = $0.005",
    ]
    report.reports[0]._estimate = attrs.evolve(estimate, currency="EUR")
    assert show_sources(report)[1].startswith("1.00 EUR at acme = $0.005: ")
