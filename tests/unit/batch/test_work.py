import json

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input

CHECKER = Checker()


def request(**changes: object) -> str:
    body = {"model": "gpt-image-2", "input": {"prompt": "x", "size": "1:1", "resolution": "1K"}}
    return json.dumps(body | changes)


def check(*lines: str) -> BatchReport:
    return CHECKER.check_text("\n".join(lines), format="jsonl", name="a.jsonl")


def twice(report: BatchReport) -> list[int | None]:
    return [number for it, number in report.entries if it.rule == "paid-twice"]


def test_the_same_work_twice_is_a_warning_at_the_second() -> None:
    report = check(request(id="a"), request())

    assert twice(report) == [1]
    found = report.diagnostics[0]
    assert (found.severity, found.path, found.span and found.span.start.line) == (
        "warning",
        "",
        2,
    )
    assert found.message == (
        "this asks for the same as request a, and both are made and paid, for 2 credits more; keep"
        " one, or ignore this rule where several results are wanted"
    )
    (related,) = found.related
    assert related.message == "asked for here first"
    assert related.span is not None
    assert related.span.start.line == 1


def test_one_work_is_told_of_once() -> None:
    report = check(*[request()] * 5)

    assert twice(report) == [1]
    assert report.diagnostics[0].message.startswith(
        "this and 3 more ask for the same as an earlier request, and all are made and paid, for 8"
        " credits more; keep one"
    )


def test_it_is_paid_twice() -> None:
    """The total has both, since both are made."""
    once, both = check(request()), check(request(), request())

    assert once.totals[0].minimum is not None
    assert both.totals[0].minimum == once.totals[0].minimum * 2


@pytest.mark.parametrize(
    "other",
    (
        # A default, written out.
        {"input": {"prompt": "x", "size": "1:1", "resolution": "1K", "quality": "low"}},
        # Whoever is told of it.
        {"callback_url": "https://example.com/other"},
        # Its own name, and who it is for.
        {"id": "another", "provider": "vidgo"},
        # The order of members.
        {"input": {"resolution": "1K", "size": "1:1", "prompt": "x"}},
    ),
)
def test_what_does_not_change_the_work(other: dict[str, object]) -> None:
    assert twice(check(request(), request(**other))) == [1]


@pytest.mark.parametrize(
    "other",
    (
        {"input": {"prompt": "y", "size": "1:1", "resolution": "1K"}},
        {"input": {"prompt": "x", "size": "16:9", "resolution": "1K"}},
        {
            "model": "gpt-image-2-edit",
            "input": {"prompt": "x", "image_urls": ["https://a.b/c.png"]},
        },
    ),
)
def test_what_is_other_work(other: dict[str, object]) -> None:
    assert twice(check(request(), request(**other))) == []


def test_what_is_not_accepted_is_not_paid() -> None:
    wrong = request(input={"prompt": "x", "size": "7:1"})
    unknown = request(model="nobody-knows")

    assert twice(check(wrong, wrong, unknown, unknown)) == []


def test_files_of_their_own_are_not_one_batch() -> None:
    """Two drafts of one request may lie side by side."""
    report = CHECKER.check_inputs(
        [Input("a.json", request().encode()), Input("b.json", request().encode())]
    )

    assert twice(report) == []


def keyed(*keys: str | None) -> list[str]:
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}
    headers: list[dict[str, object]] = [
        {} if key is None else {"headers": {"Idempotency-Key": key}} for key in keys
    ]
    return [json.dumps({**body, **it}) for it in headers]


def test_a_shared_key_is_one_task() -> None:
    """It is charged once, which is said by another rule."""
    report = check(*keyed("3f9a", "3f9a"))

    assert twice(report) == []
    assert [it.repeats for it in report.reports] == [False, True]


def test_a_key_of_its_own_makes_a_task_of_its_own() -> None:
    """What is said of a shared key is to give the second one another: then two are wanted."""
    assert twice(check(*keyed("3f9a", "77b1"))) == []
    assert twice(check(*keyed(None, "77b1"))) == []


@pytest.mark.parametrize("key", (None, "${KEY}"))
def test_without_a_key_of_its_own_it_may_be_a_copy(key: str | None) -> None:
    assert twice(check(*keyed("3f9a", key))) == [1]
    assert twice(check(*keyed(key, key))) == [1]


def test_a_request_that_is_refused_for_its_key_is_not_paid() -> None:
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "y"}}
    other = json.dumps({**body, "headers": {"Idempotency-Key": "3f9a"}})

    assert twice(check(json.dumps(body), *keyed("3f9a"), other)) == []


# What to do instead -------------------------------------------------------------------------------


def counted(n: int | None, times: int) -> str:
    """What is said of a request for so many images that stands there so often."""
    count = {} if n is None else {"n": n}
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", **count}}
    report = check(*[json.dumps(body)] * times)
    (message,) = [it.message for it in report.diagnostics if it.rule == "paid-twice"]
    return message


@pytest.mark.parametrize(
    ("n", "times", "instead"),
    ((None, 2, "write n = 2 or "), (2, 2, "write n = 4 or "), (1, 3, "write n = 3 or ")),
)
def test_a_model_that_counts_can_make_them_at_once(n: int | None, times: int, instead: str) -> None:
    assert counted(n, times).endswith(
        f"keep one, or {instead}ignore this rule where several results are wanted"
    )


def test_more_than_the_model_makes_at_once_is_not_proposed() -> None:
    assert "keep one, or ignore this rule" in counted(10, 2)


def test_the_cost_is_that_of_the_repetitions_alone() -> None:
    assert ", for 0.063 USD more; " in counted(1, 3)
