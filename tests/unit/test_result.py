from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from lightmeter.checker import Checker, Input
from lightmeter.diagnostic import Diagnostic, Severity, order
from lightmeter.estimate.total import Total
from lightmeter.place import Position, Span
from lightmeter.result import BatchReport, Report, Status

CHECKER = Checker()
GOOD: dict[str, Any] = {"model": "gpt-image-2", "input": {"prompt": "x"}}


def diagnostic(
    rule: str = "a",
    severity: Severity = Severity.WARNING,
    *,
    source: str = "",
    line: int | None = None,
    column: int = 1,
    pointer: tuple[str | int, ...] | None = None,
    message: str = "m",
) -> Diagnostic:
    place = None if line is None else Position(line, column)
    return Diagnostic(
        rule,
        severity,
        message,
        pointer=pointer,
        source=source,
        span=None if place is None else Span(place, place),
    )


# One report ---------------------------------------------------------------------------------------


def test_nothing_of_severity_error_is_ok() -> None:
    noted = CHECKER.check({**GOOD, "extra": 1}, provider="vidgo")

    assert [it.severity for it in noted.diagnostics] == [Severity.WARNING]
    assert noted.ok


@pytest.mark.parametrize(
    "payload",
    (
        {"model": "gpt-image-2", "input": {"prompt": ""}},
        {"model": "gpt-image-2", "input": {"prompt": "x", "n": 1}},
        {"model": "gpt-image-2", "input": {"prompt": "x", "size": "1024x1024"}},
        {"model": "gpt-image-2"},
        {**GOOD, "id": True},
        {**GOOD, "provider": "nobody"},
        {},
        {"model": "GPT-IMAGE-2", "input": {}},
        {"model": "nano-banana-2", "input": 5},
    ),
)
def test_an_error_of_any_origin_is_not_ok_and_has_neither_payload_nor_price(
    payload: dict[str, Any],
) -> None:
    report = CHECKER.check(payload, provider="vidgo")

    assert Severity.ERROR in {it.severity for it in report.diagnostics}
    assert (report.ok, report.estimate, report.normalized) == (False, None, None)


def test_an_error_about_a_header_is_not_ok() -> None:
    report = CHECKER.check(
        {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}},
        headers={"Idempotency-Key": "$(date +%s)"},
    )

    assert [it.severity for it in report.diagnostics] == [Severity.ERROR]
    assert (report.ok, report.estimate, report.normalized) == (False, None, None)


def test_whether_it_is_ok_does_not_depend_on_what_was_asked_before() -> None:
    one, other = (CHECKER.check({**GOOD, "id": True}, provider="vidgo") for _ in range(2))

    assert one.ok is False
    assert len(other.diagnostics) == 1
    assert other.ok is False


def test_an_unchecked_request_has_no_pack_price_or_payload() -> None:
    report = CHECKER.check({"model": "nano-banana-2", "input": {}}, provider="vidgo")

    assert (report.status, report.ok) == (Status.UNCHECKED, True)
    assert (report.pack, report.edition, report.overlays) == ("", "", ())
    assert (report.estimate, report.normalized, report.line) == (None, None, None)


def test_a_checked_request_names_its_pack_and_edition() -> None:
    report = CHECKER.check(GOOD, provider="vidgo")

    assert (report.pack, report.edition) == ("vidgo/gpt-image-2", "2026-04-27")
    assert (report.overlays, report.skipped) == ((), ())


def test_what_could_not_be_judged_is_skipped() -> None:
    report = CHECKER.check(
        {"model": "gpt-image-2", "input": {"prompt": "x", "size": "7"}}, provider="vidgo"
    )

    assert "billed-as-2k" in report.skipped
    assert "multiple-of-16" in report.skipped
    assert [it.rule for it in report.diagnostics] == ["enum"]


def test_an_empty_report_says_nothing() -> None:
    report = Report("", "", Status.UNREADABLE)

    assert (report.ok, report.diagnostics, report.skipped) == (True, (), ())
    assert (report.estimate, report.normalized, report.pack) == (None, None, "")


def test_words_and_prices_are_worked_out_once() -> None:
    report = CHECKER.check({**GOOD, "extra": 1}, provider="vidgo")

    assert report.diagnostics is report.diagnostics
    assert report.estimate is report.estimate


# Order --------------------------------------------------------------------------------------------


def test_diagnostics_go_by_source_place_pointer_rule_and_message() -> None:
    expected = [
        diagnostic(source="a"),
        diagnostic(source="a", pointer=("x",)),
        diagnostic(source="a", line=1, column=9),
        diagnostic(source="a", line=2, column=1),
        diagnostic(source="a", line=2, column=10),
        diagnostic(source="a", line=10, column=1, pointer=("a",)),
        diagnostic("a", source="a", line=10, column=1, pointer=("b",)),
        diagnostic("b", source="a", line=10, column=1, pointer=("b",), message="1"),
        diagnostic("b", source="a", line=10, column=1, pointer=("b",), message="2"),
        diagnostic(source="b", line=1),
    ]
    shuffled = expected[1::2] + expected[::2]

    assert sorted(shuffled, key=order) == expected


def test_a_pointer_may_hold_anything_and_is_still_sorted() -> None:
    odd: tuple[Any, ...] = (("b", 1), (2,), (None,), (), ("a", "x"), ((1, 2),))
    found = [diagnostic(pointer=pointer) for pointer in odd]

    assert len(sorted(found, key=order)) == len(odd)


def test_a_report_of_data_goes_by_pointer() -> None:
    report = CHECKER.check(
        {
            "zoo": 1,
            "input": {"z": 1, "prompt": "", "a": 1},
            "model": "gpt-image-2",
            "callback_url": 5,
        },
        provider="vidgo",
    )

    assert [it.path for it in report.diagnostics] == [
        "/callback_url",
        "/input/a",
        "/input/prompt",
        "/input/z",
        "/zoo",
    ]


def test_a_run_goes_by_the_name_of_the_source_and_its_reports_by_the_run() -> None:
    data = b'{"model": "gpt-image-2", "input": {"prompt": ""}, "provider": "vidgo"}'
    report = CHECKER.check_inputs((Input("b.json", data), Input("a.json", data)))

    assert [it.source for it in report.diagnostics] == ["a.json", "b.json"]
    assert [it.source for it in report.reports] == ["b.json", "a.json"]
    assert [(it.source, number) for it, number in report.entries] == [("a.json", 1), ("b.json", 0)]


# A run --------------------------------------------------------------------------------------------


def test_a_run_counts_what_it_found() -> None:
    report = BatchReport(
        reports=(Report("", "", Status.UNCHECKED, found=(diagnostic(), diagnostic("b"))),),
        found=(diagnostic(severity=Severity.INFO),),
        sources={},
    )

    assert [report.count(it) for it in Severity] == [0, 2, 1]
    assert report.ok
    assert [number for _, number in report.entries] == [None, 0, 0]


@pytest.mark.parametrize("inside", (True, False))
def test_an_error_anywhere_is_not_ok(inside: bool) -> None:
    error = diagnostic(severity=Severity.ERROR)
    report = BatchReport(
        reports=(Report("", "", Status.UNCHECKED, found=(error,) if inside else ()),),
        found=() if inside else (error,),
        sources={},
    )

    assert not report.ok


def test_an_empty_run_is_ok_and_costs_nothing() -> None:
    report = BatchReport((), (), {})

    assert (report.ok, report.totals, report.diagnostics) == (True, (), ())


Priced: TypeAlias = tuple[str, str, dict[str, Any]]


def totals(*requests: Priced) -> tuple[Total, ...]:
    reports = tuple(
        CHECKER.check({"model": model, "input": {"prompt": "x", **members}}, provider=provider)
        for provider, model, members in requests
    )
    return BatchReport(reports, (), {}).totals


IMAGE: Priced = ("vidgo", "gpt-image-2", {"quality": "high"})
RANGE: Priced = ("poyo", "seedream-5.0-lite", {"n": 3})
ONE: Priced = ("poyo", "seedream-5.0-lite", {})
DECLINED: Priced = ("vidgo", "seedream-5.0-lite", {})
DOLLARS: Priced = ("mindvideo", "doubao-seedream-5-0-lite", {"resolution": "2k"})
UNPRICED_DOLLARS: Priced = ("mindvideo", "doubao-seedream-5-0-lite", {"resolution": "4k"})


def test_totals_add_up_per_provider_and_currency() -> None:
    assert totals(RANGE, IMAGE, ONE, IMAGE) == (
        Total(
            provider="poyo",
            currency="credits",
            minimum=Decimal(10),
            maximum=Decimal(20),
            requests=2,
            unpriced=0,
            usd_minimum=Decimal("0.05"),
            usd_maximum=Decimal("0.1"),
        ),
        Total(
            provider="vidgo",
            currency="credits",
            minimum=Decimal(24),
            maximum=Decimal(24),
            requests=2,
            unpriced=0,
            usd_minimum=Decimal("0.12"),
            usd_maximum=Decimal("0.12"),
        ),
    )


@pytest.mark.parametrize("requests", ((IMAGE, DECLINED), (DECLINED, IMAGE)))
def test_a_total_with_an_unpriced_request_is_at_least(requests: tuple[Priced, ...]) -> None:
    """The order makes no difference, and the unpriced request is counted."""
    assert totals(*requests) == (
        Total(
            provider="vidgo",
            currency="credits",
            minimum=Decimal(12),
            maximum=None,
            requests=2,
            unpriced=1,
            usd_minimum=Decimal("0.06"),
            usd_maximum=None,
        ),
    )


def test_a_total_of_unpriced_requests_alone_has_no_most() -> None:
    (total,) = totals(DECLINED, DECLINED)

    assert (total.minimum, total.maximum, total.usd_maximum) == (None, None, None)
    assert (total.requests, total.unpriced) == (2, 2)


def test_rejected_and_unchecked_requests_are_in_no_total() -> None:
    assert (
        totals(
            ("vidgo", "gpt-image-2", {"prompt": ""}),
            ("vidgo", "nano-banana-2", {}),
        )
        == ()
    )


def test_a_total_in_dollars_is_known_in_dollars() -> None:
    """Documented: None only where the currency's value is not known."""
    (total,) = totals(DOLLARS, DOLLARS)

    assert total.currency == "USD"
    assert total.minimum is not None
    assert total.minimum > 0
    assert (total.usd_minimum, total.usd_maximum) == (total.minimum, total.maximum)


def test_a_total_in_dollars_may_be_at_least() -> None:
    (one,) = totals(DOLLARS)
    (total,) = totals(DOLLARS, UNPRICED_DOLLARS)

    assert (total.minimum, total.maximum) == (one.minimum, None)
    assert (total.requests, total.unpriced) == (2, 1)


def test_totals_are_exact() -> None:
    (total,) = totals(*[IMAGE] * 300)

    assert (total.minimum, total.usd_minimum) == (Decimal(3600), Decimal(18))
