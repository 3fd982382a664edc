"""The same mistakes are put into words once; others never share theirs."""

from decimal import Decimal
from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.diagnostic import Diagnostic
from lightmeter.judge.shared_words import MOST_KEPT


def said(checker: Checker, *, headers: Any = None, **members: Any) -> tuple[Diagnostic, ...]:
    """What is said of a request to Seedream, whose prompt is given."""
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", **members}}
    return checker.check(body, provider="mindvideo", headers=headers).diagnostics


def message(checker: Checker, **members: Any) -> str:
    """The message that there is beside that of the missing key."""
    (found,) = (it for it in said(checker, **members) if it.rule != "recommended")
    return found.message


@pytest.fixture
def checker() -> Checker:
    """One that has said nothing yet."""
    return Checker()


def test_the_same_mistakes_have_the_same_diagnostics(checker: Checker) -> None:
    """What is right about a request changes nothing that is said."""
    first = said(checker, n=16, size="16:10")
    again = said(checker, n=16, size="16:10", prompt="y", watermark=True)

    assert [it.rule for it in first] == ["recommended", "maximum", "enum"]
    assert again is first


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    (
        ({"n": True}, {"n": 1.5}, ("true", "1.5")),
        ({"prompt": 1}, {"prompt": True}, ("1", "true")),
        ({"prompt": 1}, {"prompt": Decimal("1.0")}, ("1", "1.0")),
        ({"prompt": Decimal("1.0")}, {"prompt": Decimal("1.00")}, ("1.0", "1.00")),
        ({"prompt": 0.0}, {"prompt": -0.0}, ("0.0", "-0.0")),
    ),
)
def test_equal_values_that_are_shown_otherwise_are_not_shared(
    checker: Checker, one: dict[str, Any], other: dict[str, Any], shown: tuple[str, str]
) -> None:
    messages = [message(checker, **it) for it in (one, other, one, other)]

    assert [it.split(" is ")[1].split(",")[0] for it in messages] == [*shown, *shown]


def test_a_key_of_another_type_is_not_shared(checker: Checker) -> None:
    """True and 1 are one key to a dict, and two to a reader."""
    body: dict[str, Any] = {"model": "doubao-seedream-5-0-lite"}
    reports = [
        checker.check({**body, "input": {"prompt": "x", key: 0}}) for key in (1, True, 1, True)
    ]

    named = [it.diagnostics[-1].message.split()[0] for it in reports]
    assert [it.diagnostics[-1].rule for it in reports] == ["unknown-field"] * 4
    assert named == ["1", "True", "1", "True"]


def test_what_is_said_of_a_missing_member_depends_on_the_unknown_ones(checker: Checker) -> None:
    body: dict[str, Any] = {"model": "doubao-seedream-5-0-lite"}
    plain = checker.check({**body, "input": {}}).diagnostics
    close = checker.check({**body, "input": {"promt": "x"}}).diagnostics

    assert plain[-1].message.endswith("; add it")
    assert close[1].message.endswith("; promt looks like it")


def test_a_name_is_proposed_only_where_it_is_not_taken(checker: Checker) -> None:
    """What an unknown member is beside decides whether it can be renamed."""
    free, taken = (
        next(it for it in said(checker, **members) if it.rule == "unknown-field")
        for members in ({"Size": "1:1"}, {"Size": "1:1", "size": "1:1"})
    )

    assert free.fix is not None
    assert taken.fix is None


def test_a_headers_value_is_not_kept(checker: Checker) -> None:
    """It may be a key."""
    headers = {"Authorization": "a-key", "Idempotency-Key": "x"}
    first, second = said(checker, headers=headers), said(checker, headers=headers)

    assert [it.rule for it in first] == ["authorization-scheme"]
    assert first == second
    assert first[0] is not second[0]


def test_long_texts_are_not_kept(checker: Checker) -> None:
    """What is remembered of requests does not grow with them."""
    for size, kept in ((200, True), (201, False)):
        first, again = said(checker, size="x" * size), said(checker, size="x" * size)

        assert first == again
        assert (first is again) is kept


def test_only_so_many_are_kept(checker: Checker) -> None:
    first = said(checker, n=100)
    for n in range(101, 100 + MOST_KEPT):
        said(checker, n=n)

    assert said(checker, n=100) is first
    said(checker, n=99)
    assert said(checker, n=100) == first
    assert said(checker, n=100) is not first


def test_values_that_have_no_hash_are_described_each_time(checker: Checker) -> None:
    assert message(checker, n={}) == message(checker, n={"a": 1})
    assert message(checker, resolution=["2k"]).startswith("resolution is an array")
