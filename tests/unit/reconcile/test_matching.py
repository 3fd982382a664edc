import json
from collections.abc import Callable
from typing import Any

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.reconcile.matching import idempotency_key
from lightmeter.reconcile.outcome import Outcome
from lightmeter.reconcile.reading import read_charges
from lightmeter.reconcile.reconciliation import Reconciliation, reconcile

Held = Callable[..., Reconciliation]
MODEL = "doubao-seedream-5-0-lite"


def dog(name: str = "", key: str = "", **more: Any) -> dict[str, Any]:
    """A request that costs $0.0315."""
    headers = {"headers": {"Idempotency-Key": key}} if key else {}
    given = {"prompt": f"a dog {name}{key}", "resolution": "2k"}
    named = {"id": name} if name else {}
    return {"provider": "mindvideo", **named, **headers, "model": MODEL, "input": given, **more}


def outcomes(found: Reconciliation) -> list[Outcome]:
    return [it.outcome for it in found.rows]


def test_a_charge_is_that_of_the_request_with_its_id(held: Held) -> None:
    found = held(dog("a"), dog("b"), charges="id,amount\nb,0.0315\na,0.04\n")

    assert outcomes(found) == [Outcome.ABOVE, Outcome.MATCHES]


def test_without_an_id_the_idempotency_key_tells(held: Held) -> None:
    found = held(
        dog(key="k1"), dog("b", key="k2"), charges="idempotency_key,amount\nk2,0.04\nk1,0.0315\n"
    )

    assert outcomes(found) == [Outcome.MATCHES, Outcome.ABOVE]


def test_the_key_of_defaults_and_of_any_case_is_known(check: Callable[..., BatchReport]) -> None:
    checker = Checker()
    text = f"""provider = "mindvideo"
        defaults = {{ model = "{MODEL}", headers = {{ idempotency-key = "k" }} }}
        [[requests]]
        input = {{ prompt = "x" }}"""
    inherited = checker.check_inputs([Input("a.toml", text.encode())]).reports[0]
    variable = check(dog("a", key="${KEY}")).reports[0]

    assert idempotency_key(inherited) == "k"
    assert idempotency_key(variable) == ""


def test_an_id_that_two_requests_have_is_not_guessed_between(held: Held) -> None:
    found = held(dog("a"), dog("a"), charges="id,amount\na,0.0315\n")

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.NOT_CHARGED, Outcome.AMBIGUOUS]
    assert found.rows[2].notes == ("2 requests have its id; give each one of its own",)


def test_the_provider_tells_requests_of_one_id_apart(held: Held) -> None:
    vidgo = {
        "provider": "vidgo",
        "id": "a",
        "model": "gpt-image-2",
        "input": {"prompt": "x", "size": "16:9", "resolution": "2K", "quality": "low"},
    }
    found = held(dog("a"), vidgo, charges="id,amount,provider\na,4,Vidgo\na,0.0315,MindVideo\n")

    assert outcomes(found) == [Outcome.MATCHES, Outcome.MATCHES]


def test_a_charge_of_another_provider_is_not_taken(held: Held) -> None:
    found = held(dog("a"), charges="id,amount,provider\na,0.0315,poyo\n")

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.UNKNOWN]
    assert found.rows[1].notes == (
        "its provider is poyo, that of the request with its id mindvideo",
    )


def picture(name: str, model: str = "gpt-image-2") -> dict[str, Any]:
    """A request that costs 2 credits."""
    given = {"prompt": name, "size": "1:1", "quality": "low", "resolution": "1K"}
    return {"provider": "vidgo", "id": name, "model": model, "input": given}


def test_a_charge_for_another_model_is_not_taken(held: Held) -> None:
    found = held(picture("a"), charges="id,task_id,model,amount\na,t,seedance-2,2\n")

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.UNKNOWN]
    assert found.rows[1].notes == (
        "its model is seedance-2, that of the request with its id gpt-image-2",
    )


def test_a_charge_for_the_model_of_another_request_is_not_taken(held: Held) -> None:
    """gpt-image-2 begins the name of gpt-image-2-edit, and is a model of its own in this run."""
    edit = picture("b", "gpt-image-2-edit")
    edit["input"]["image_urls"] = ["https://example.com/a.png"]
    found = held(picture("a"), edit, charges="id,model,amount\nb,gpt-image-2,2\n")

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.NOT_CHARGED, Outcome.UNKNOWN]


@pytest.mark.parametrize("model", ("GPT Image 2", "openai/gpt-image-2", "gpt-image-2-0925"))
def test_bills_call_a_model_by_names_of_their_own(held: Held, model: str) -> None:
    found = held(picture("a"), charges=f"id,model,amount\na,{model},2\n")

    assert outcomes(found) == [Outcome.MATCHES]


def test_one_task_of_many_requests_is_said_to_be_that(held: Held) -> None:
    found = held(picture("a"), picture("b"), charges="id,task_id,amount\na,t,2\nb,t,2\n")

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.NOT_CHARGED, Outcome.AMBIGUOUS]
    assert found.rows[2].notes == ("it is listed for 2 requests; give each task a name of its own",)


def test_order_tells_only_where_that_is_wanted(held: Held) -> None:
    text = "id,amount\nreq_1,0.0315\nreq_2,0.04\n"
    named = held(dog("a"), dog("b"), charges=text)
    ordered = held(dog("a"), dog("b"), charges=text, in_order=True)

    assert outcomes(named) == [Outcome.NOT_CHARGED] * 2 + [Outcome.UNKNOWN] * 2
    assert outcomes(ordered) == [Outcome.MATCHES, Outcome.ABOVE]
    assert ordered.notes[0] == "2 charges matched by order, as nothing else tells"


def test_order_counts_behind_what_names_tell(held: Held) -> None:
    found = held(dog("a"), dog("b"), charges="id,amount\nreq_1,0.04\na,0.0315\n", in_order=True)

    assert outcomes(found) == [Outcome.MATCHES, Outcome.ABOVE]


def test_where_as_many_are_not_left_nothing_is_matched_by_order(held: Held) -> None:
    found = held(dog("a"), dog("b"), charges="amount\n0.0315\n", in_order=True)

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.NOT_CHARGED, Outcome.UNKNOWN]
    assert found.notes == ("nothing was matched by order: 1 charge left for 2 requests",)


def test_an_order_that_a_model_speaks_against_is_none(held: Held) -> None:
    found = held(dog("a"), charges="amount,model\n0.0315,gpt-image-2\n", in_order=True)

    assert outcomes(found) == [Outcome.NOT_CHARGED, Outcome.UNKNOWN]


def test_a_request_that_repeats_another_is_not_charged_again(held: Held) -> None:
    """Its key gives the first task again."""
    first, again = dog("a", key="k"), dog("", key="k")
    again["input"] = first["input"]
    found = held(first, again, charges="idempotency_key,amount\nk,0.0315\n")

    assert outcomes(found) == [Outcome.MATCHES, Outcome.MATCHES]
    assert found.rows[1].charged is None
    assert [(it.requests, str(it.charged)) for it in found.totals] == [(1, "0.0315")]


def test_a_request_in_the_charges_repeats_that_of_a_path() -> None:
    line = json.dumps(
        {"id": "a", "provider": "mindvideo", "request": {}, "response": {"cost_actual": 0.0315}}
    )
    checker = Checker()
    report = checker.check_inputs(
        [
            Input("shots.json", json.dumps(dog("a")).encode()),
            Input("log.jsonl", json.dumps(dog("a")).encode()),
        ]
    )
    file = read_charges(line.encode(), name="log.jsonl")

    found = reconcile(report, [file], day=checker.as_of)

    assert [(it.report and it.report.source, it.outcome) for it in found.rows] == [
        ("shots.json", Outcome.MATCHES)
    ]
