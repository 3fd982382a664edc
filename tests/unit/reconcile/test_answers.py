import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.errors import ChargesError
from lightmeter.reconcile.charge import Charge, ChargesFile
from lightmeter.reconcile.columns import Columns
from lightmeter.reconcile.reading import read_charges

SAMPLE = """\
{
  "request_id": "req_demo_model",
  "task_id": "task_demo_model",
  "status": "succeeded",
  "cost_estimate": 0.0315,
  "cost_actual": 0.0315,
  "output": {"images": [{"url": "https://images.example.com/a.png"}]}
}
"""


def read(text: str, name: str = "answers.json", **columns: str) -> ChargesFile:
    return read_charges(text.encode(), name=name, columns=Columns(columns))


def test_the_sample_of_mindvideo() -> None:
    """0.0315 stays 0.0315, and names no currency."""
    assert read(SAMPLE).charges == (
        Charge(
            ids=("req_demo_model",),
            task="task_demo_model",
            amount=Decimal("0.0315"),
            member="cost_actual",
            status="succeeded",
            source="answers.json",
        ),
    )


def test_members_in_data_are_read_like_those_at_the_root() -> None:
    """As PoYo and Vidgo answer: in the provider's credits."""
    text = """{"code": 200, "data": {"task_id": "t", "status": "finished", "credits_amount": 5,
        "finished_time": "2026-08-06T10:31:02"}}"""

    assert read(text).charges == (
        Charge(
            task="t",
            amount=Decimal(5),
            currency="credits",
            member="credits_amount",
            status="finished",
            day=dt.date(2026, 8, 6),
            source="answers.json",
        ),
    )


@pytest.mark.parametrize(
    "text",
    (
        '[{"task_id": "a", "cost": "1"}, {"task_id": "b", "cost": 2}]',
        '{"tasks": [{"task_id": "a", "cost": 1}, {"task_id": "b", "cost": 2}]}',
        '{"data": [{"task_id": "a", "cost": 1}, {"task_id": "b", "cost": 2}]}',
        '{"task_id": "a", "cost": 1}\n{"task_id": "b", "cost": 2.0}\n',
    ),
)
def test_answers_come_alone_in_lists_and_line_by_line(text: str) -> None:
    charges = read(text, "log").charges

    assert [(it.task, it.amount) for it in charges] == [("a", Decimal(1)), ("b", Decimal(2))]


def test_a_wrapper_has_the_id_of_the_request() -> None:
    """That of the answer is the provider's."""
    wrapper = {"id": "dog", "provider": "mindvideo", "response": json.loads(SAMPLE)}
    (charge,) = read(json.dumps(wrapper)).charges

    assert (charge.ids, charge.provider, charge.own) == (("dog",), "mindvideo", None)
    assert charge.amount == Decimal("0.0315")


def test_the_request_of_a_wrapper_is_found_where_it_stands() -> None:
    payload = {"model": "gpt-image-2", "input": {"prompt": "x"}}
    file = read(
        "\n".join(
            json.dumps({"id": name, "provider": "vidgo", "request": payload, "response": answer})
            for name, answer in (("a", {"data": {"credits_amount": 3}}), ("b", None))
        ),
        "log.jsonl",
    )

    assert [(it.own, it.line, it.amount) for it in file.charges] == [
        (0, 1, Decimal(3)),
        (1, 2, None),
    ]
    assert [entry.base for _, entry in file.requests] == [("request",), ("request",)]
    assert file.requests[0][1].data == {"id": "a", "provider": "vidgo", **payload}


def test_every_answer_to_a_request_is_read() -> None:
    answers = [{"task_id": "t", "cost_estimate": 1}, {"task_id": "t", "cost_actual": 2}]
    file = read(json.dumps({"id": "a", "response": answers}))

    assert [(it.ids, it.basis) for it in file.charges] == [(("a",), "estimate"), (("a",), "actual")]


def test_the_key_of_a_wrapper_is_that_of_its_headers() -> None:
    (charge,) = read(
        '{"headers": {"Idempotency-Key": "k"}, "response": {"cost_actual": 1}}'
    ).charges

    assert charge.key == "k"


def test_a_refusal_is_a_failed_task_without_an_amount() -> None:
    (charge,) = read('{"code": 400, "error": {"message": "no", "type": "invalid"}}').charges

    assert (charge.failed, charge.amount) == (True, None)


def test_a_refusal_in_words_of_vidgo_is_a_failed_task() -> None:
    """Alone, and as the response to a request that was kept."""
    text = '{"detail": "prompt is required"}'
    (alone,), (kept,) = read(text).charges, read(f'{{"id": "a", "response": {text}}}').charges

    assert (alone.failed, kept.failed, kept.ids) == (True, True, ("a",))


def test_a_detail_of_an_answer_with_an_amount_is_no_refusal() -> None:
    (charge,) = read('{"task_id": "t", "cost": 1, "detail": "done"}').charges

    assert not charge.failed


@pytest.mark.parametrize("status", ("failure", "Timed Out", "FAILED"))
def test_a_failure_has_several_words(status: str) -> None:
    (charge,) = read(json.dumps({"task_id": "t", "status": status})).charges

    assert charge.failed


def test_a_named_member_that_no_answer_has_is_said() -> None:
    with pytest.raises(ChargesError) as caught:
        read('{"id": "a", "paid": 2}', amount="payd")

    assert 'no answer has a member "payd" for amount; did you mean paid?' in str(caught.value)


def test_a_named_member_may_be_missing_where_all_failed() -> None:
    (charge,) = read('{"task_id": "t", "status": "failed"}', amount="paid").charges

    assert (charge.amount, charge.failed) == (None, True)


def test_members_can_be_named() -> None:
    (charge,) = read(
        '{"ref": "a", "price": {"x": 1}, "paid": "2 credits"}', id="ref", amount="paid"
    ).charges

    assert (charge.ids, charge.amount, charge.currency) == (("a",), Decimal(2), "credits")


@pytest.mark.parametrize(
    ("value", "said"),
    (
        ({"hello": 1}, "answers.json:1:1: this is no answer: it has none of cost_actual"),
        ([{"task_id": "a"}, 5], "answers.json:1:20: an answer is an object; this is none"),
        ({"task_id": "a", "cost_actual": True}, "cost_actual is no amount; a number is required"),
        ({"task_id": "a", "cost_actual": [1]}, "cost_actual is no amount; a number is required"),
        ({"task_id": "a", "cost_actual": "1,5"}, "a comma may part decimals"),
        ({"cost_actual": 1, "credits_amount": 2}, "could each be the amount"),
        ({"id": "a", "response": [5]}, "a response is an object; this is none"),
        (
            {"currency": "EUR", "response": {"task_id": "t", "cost_usd": 1}},
            "its amount is in USD, what stands beside it says EUR; keep one",
        ),
        ({"task_id": "a", "Cost ($)": 1, "currency": "EUR"}, "the currency beside it is EUR"),
        ([], "the file holds no answer"),
        ({"version": 1, "tool": {"name": "lightmeter"}}, "this is"),
    ),
)
def test_what_is_no_answer_is_said(value: Any, said: str) -> None:
    with pytest.raises(ChargesError) as caught:
        read(json.dumps(value))

    assert said in str(caught.value)


def test_broken_json_is_shown_where_it_breaks() -> None:
    with pytest.raises(ChargesError) as caught:
        read('{"task_id": "a", "cost_actual": 1}\n{"task_id": "b",, "cost_actual": 1}\n', "a.jsonl")

    assert (caught.value.name, caught.value.line) == ("a.jsonl", 2)
    assert "^" in caught.value.excerpt
