from collections.abc import Callable

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_notes import Footnotes, origins, reasons, show_marks, show_origins

Check = Callable[[dict[str, str | bytes]], BatchReport]

REEL = '{"model": "reel-1", "input": {"seconds": 3}}\n'
OPEN = '{"model": "reel-1", "input": {}}\n'


def notes_of(
    report: BatchReport, *, with_items: bool = True
) -> tuple[Footnotes, list[tuple[int, ...]]]:
    """Footnotes to the requests of a report, and which of them has which."""
    notes = Footnotes(with_items=with_items)
    marks = [notes.add(it) for it in report.reports]
    for numbers in marks:
        notes.count(numbers, 1)
    return notes, marks


def test_a_footnote_says_how_many_requests_it_is_about(check: Check) -> None:
    """Each has a number by its first request, and quantities where they are the same."""
    notes, marks = notes_of(check({"a.jsonl": REEL * 2 + OPEN}))

    assert list(notes.texts(3)) == [
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
    assert list(map(sorted, marks)) == [[1, 2], [1, 2], [1, 2, 3]]


def test_without_items(check: Check) -> None:
    notes, _ = notes_of(check({"a.jsonl": REEL}), with_items=False)

    assert list(notes.texts(1)) == ["not priced: seal: nobody says"]


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
    assert list(origins((), ())) == []
