"""What Python can build and JSON cannot say is refused, however little a provider documents."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lightmeter import Checker

CHECKER = Checker()
LOOP: dict[str, Any] = {}
LOOP["again"] = LOOP


@pytest.mark.parametrize(
    "value",
    (
        *(float("nan"), float("inf"), Decimal("NaN"), b"x", {1, 2}, object(), 1j),
        *({b"x": 1}, {(1, 2): 1}, {"a": [{"b": b"x"}]}, "\ud800", {"\udfff": 1}, LOOP),
    ),
    ids=str,
)
@pytest.mark.parametrize("interpret", (False, True))
def test_an_unknown_member_that_cannot_be_sent_is_an_error(value: Any, interpret: bool) -> None:
    checker = Checker(interpret=interpret)
    report = checker.check(
        {"model": "gpt-image-2", "input": {"prompt": "a", "x": value}}, provider="vidgo"
    )

    assert [it.rule for it in report.diagnostics] == ["unknown-field", "unsendable"]
    assert not report.ok
    assert report.normalized is None


def test_a_prompt_with_half_a_surrogate_pair_is_an_error() -> None:
    report = CHECKER.check({"model": "gpt-image-2", "input": {"prompt": "a\ud800"}})

    (found,) = report.diagnostics
    assert (found.rule, found.path) == ("unsendable", "/input/prompt")


@pytest.mark.parametrize(
    "value",
    (None, 5, 1.5, Decimal("1.5"), True, "é", [], {"a": [1, None]}, date(2026, 1, 1), {1: 2}),
)
def test_what_json_can_say_is_only_unknown(value: Any) -> None:
    report = CHECKER.check({"model": "gpt-image-2", "input": {"prompt": "a", "x": value}})

    assert [it.rule for it in report.diagnostics] == ["unknown-field"]
    assert report.ok
