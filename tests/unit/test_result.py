from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.diagnostic import Severity
from lightmeter.result import Report, Status

CHECKER = Checker()
GOOD: dict[str, Any] = {"model": "gpt-image-2", "input": {"prompt": "x"}}


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
