from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.total import Total
from lightmeter.result import Report, Status

CHECKER = Checker()


def diagnostic(rule: str = "a", severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(rule, severity, "m")


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


def test_a_run_goes_by_the_name_of_the_source_and_its_reports_by_the_run() -> None:
    data = b'{"model": "gpt-image-2", "input": {"prompt": ""}, "provider": "vidgo"}'
    report = CHECKER.check_inputs((Input("b.json", data), Input("a.json", data)))

    assert [it.source for it in report.diagnostics] == ["a.json", "b.json"]
    assert [it.source for it in report.reports] == ["b.json", "a.json"]
    assert [(it.source, number) for it, number in report.entries] == [("a.json", 1), ("b.json", 0)]
