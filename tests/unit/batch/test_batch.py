"""Rules that look at several requests at once: idempotency keys, each for one request."""

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input

CHECKER = Checker()


def text(
    key: str | None, prompt: str = "x", *, name: str = "Idempotency-Key", more: str = ""
) -> str:
    headers = "" if key is None else f', "headers": {{"{name}": "{key}"}}'
    return (
        f'{{"model": "doubao-seedream-5-0-lite", "input": {{"prompt": "{prompt}"{more}}}{headers}}}'
    )


def run(*lines: str) -> BatchReport:
    return CHECKER.check_text("\n".join(lines), format="jsonl", name="a.jsonl")


def reused(report: BatchReport) -> list[tuple[int | None, str, str]]:
    """Number of the request, rule and severity of what the batch's rules found."""
    return [
        (number, it.rule, it.severity.value)
        for it, number in report.entries
        if it.rule.startswith("idempotency-key-re")
    ]


def test_a_key_used_for_two_requests_is_an_error_at_the_second() -> None:
    report = run(text("a"), text("b", "z"), text("a", "y"))

    (found,) = report.diagnostics
    assert reused(report) == [(2, "idempotency-key-reused", "error")]
    assert found.message == (
        "Idempotency-Key is that of a different request, which mindvideo refuses with 409;"
        " give every request a key of its own"
    )
    assert (found.source, found.path) == ("a.jsonl", "/headers/Idempotency-Key")
    assert found.span is not None
    assert found.span.start.line == 3
    assert (found.pack, bool(found.citation)) == ("mindvideo/doubao-seedream-5-0-lite", True)
    (related,) = found.related
    assert related.message == "first used here"
    assert related.span is not None
    assert related.span.start.line == 1
    assert not report.ok


def test_a_request_whose_key_is_reused_has_no_cost() -> None:
    report = run(text("a"), text("a", "y"))

    assert [it.ok for it in report.reports] == [True, False]
    assert report.reports[1].estimate is None
    assert report.reports[1].normalized is None


def test_a_key_used_twice_for_the_same_request_is_a_note() -> None:
    report = run(text("a"), text("a"), text("a"))

    assert reused(report) == [
        (1, "idempotency-key-repeated", "info"),
        (2, "idempotency-key-repeated", "info"),
    ]
    assert report.diagnostics[0].message == (
        "Idempotency-Key is that of an equal request: mindvideo gives the first task again and"
        " charges once; for a second image use a second key"
    )
    assert report.ok


def test_the_order_of_members_makes_no_other_request() -> None:
    one = '{"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", "n": 1}'
    other = '{"input": {"n": 1, "prompt": "x"}, "model": "doubao-seedream-5-0-lite"'
    headers = ', "headers": {"Idempotency-Key": "a"}}'

    assert reused(run(one + headers, other + headers)) == [(1, "idempotency-key-repeated", "info")]


@pytest.mark.parametrize("name", ("idempotency-key", "IDEMPOTENCY-KEY"))
def test_the_case_of_the_header_makes_no_other_key(name: str) -> None:
    report = run(text("a"), text("a", "y", name=name))

    assert reused(report) == [(1, "idempotency-key-reused", "error")]
    assert report.diagnostics[0].path == f"/headers/{name}"


@pytest.mark.parametrize("key", ("${KEY}", "$KEY", "{{ uuid }}", "<key>", "", " "))
def test_a_variable_may_be_another_key_each_time(key: str) -> None:
    assert reused(run(text(key), text(key, "y"))) == []


@pytest.mark.parametrize(("first", "second"), (("a", "b"), ("a", "A"), ("a", "a ")))
def test_keys_that_differ_at_all_are_two(first: str, second: str) -> None:
    assert reused(run(text(first), text(second, "y"))) == []


def test_requests_without_a_key_share_none() -> None:
    assert reused(run(text(None), text(None, "y"), text("a", name="X-Other"))) == []


def test_a_key_means_something_only_to_a_provider_that_knows_it() -> None:
    headers = ', "headers": {"Idempotency-Key": "a"}}'
    other = '{"model": "gpt-image-2", "input": {"prompt": "x"}' + headers
    unknown = '{"model": "no-such-model", "input": {"prompt": "x"}' + headers

    assert reused(run(other, other, unknown, text("a"))) == []


def test_a_rejected_request_has_used_its_key_too() -> None:
    report = run(text("a", more=', "n": 99'), text("a"))

    assert reused(report) == [(1, "idempotency-key-reused", "error")]


def test_the_first_use_in_another_file_is_named_by_the_file() -> None:
    report = CHECKER.check_inputs(
        Input(name, data.encode())
        for name, data in (("b.json", text("a")), ("a.json", text("a", "y")))
    )

    assert reused(report) == [(1, "idempotency-key-reused", "error")]
    (related,) = report.diagnostics[0].related
    assert (related.message, related.pointer, related.span) == ("first used in b.json", None, None)


def test_an_inherited_key_is_reused_where_it_is_written() -> None:
    report = CHECKER.check_text(
        'defaults = { model = "doubao-seedream-5-0-lite", headers = { Idempotency-Key = "a" } }\n'
        '[[requests]]\ninput.prompt = "x"\n[[requests]]\ninput.prompt = "y"\n',
        format="toml",
        name="a.toml",
    )

    assert reused(report) == [(1, "idempotency-key-reused", "error")]
    found = report.diagnostics[0]
    assert found.path == "/defaults/headers/Idempotency-Key"
    assert "inherited by this request" in [it.message for it in found.related]


@pytest.mark.parametrize("value", ("5", "null", '["a"]', "true"))
def test_a_key_that_is_no_text_is_left_to_its_type(value: str) -> None:
    report = run(*(text("KEY", prompt).replace('"KEY"', value) for prompt in ("x", "y")))

    assert reused(report) == []
    assert [it.rule for it in report.diagnostics] == ["type", "type"]
    assert not report.ok
