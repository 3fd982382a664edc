from typing import Any

import pytest

from lightmeter.misfit import Misfit
from lightmeter.request import Request, read_request


def test_a_payload_is_its_own_body() -> None:
    payload = {"model": "m", "input": {"prompt": "x"}}
    request, misfits = read_request(payload)

    assert request.body is payload
    assert request == Request(body=payload, model="m")
    assert misfits == ()


def test_a_request_file_has_members_of_its_own() -> None:
    request, misfits = read_request(
        {
            "$schema": "./m.schema.json",
            "model": "m",
            "provider": "p",
            "id": "one",
            "headers": {"A": 1},
            "input": {},
        }
    )

    assert misfits == ()
    assert request == Request(
        body={"model": "m", "input": {}},
        provider="p",
        model="m",
        id="one",
        headers={"A": 1},
    )


@pytest.mark.parametrize(
    ("written", "known"), (("a", "a"), ("", ""), (7, "7"), (0, "0"), (-1, "-1"))
)
def test_an_id_is_a_text_or_a_whole_number(written: Any, known: str) -> None:
    request, misfits = read_request({"id": written})

    assert (request.id, misfits) == (known, ())


@pytest.mark.parametrize(
    ("data", "misfit"),
    (
        ({"provider": 5}, Misfit(("provider",), "5 is not a text")),
        ({"provider": None}, Misfit(("provider",), "null is not a text")),
        ({"provider": ["a"]}, Misfit(("provider",), "an array is not a text")),
        ({"id": True}, Misfit(("id",), "true is neither a text nor a whole number")),
        ({"id": {}}, Misfit(("id",), "a table is neither a text nor a whole number")),
        ({"id": 10**18}, Misfit(("id",), "the number is too long; write a text")),
        ({"headers": []}, Misfit(("headers",), "an array is not a table")),
        ({"headers": "A: b"}, Misfit(("headers",), '"A: b" is not a table')),
        ({"$schema": 5}, Misfit(("$schema",), "5 is not a text")),
        ({"$schema": None}, Misfit(("$schema",), "null is not a text")),
    ),
)
def test_an_own_member_that_does_not_fit_is_left_out(data: dict[str, Any], misfit: Misfit) -> None:
    whole = {"model": "m", "provider": "p", "id": "i", "headers": {"A": "b"}, **data}
    request, misfits = read_request(whole)

    assert misfits == (misfit,)
    kept = {key: value for key, value in whole.items() if key not in data}
    again, _ = read_request(kept)
    assert request == again


def test_every_misfit_is_told() -> None:
    _, misfits = read_request({"provider": 1, "id": [], "headers": 2})

    assert {it.path for it in misfits} == {("provider",), ("id",), ("headers",)}


@pytest.mark.parametrize("model", (5, None, [], {}))
def test_a_model_that_is_no_text_stays_in_the_body_alone(model: Any) -> None:
    request, misfits = read_request({"model": model})

    assert (request.model, request.body, misfits) == ("", {"model": model}, ())


def test_the_users_data_are_left_as_they_are() -> None:
    data = {"model": "m", "provider": "p", "input": {"a": [1]}}

    request, _ = read_request(data)
    assert data == {"model": "m", "provider": "p", "input": {"a": [1]}}
    assert request.body["input"] is data["input"]


@pytest.mark.parametrize(
    ("request_", "payload"),
    (
        (Request(), {}),
        (Request(body={"a": 1}), {"a": 1}),
        (Request(body={"a": 1}, model="m"), {"model": "m", "a": 1}),
        (Request(body={"model": "of the body"}, model="m"), {"model": "of the body"}),
    ),
)
def test_a_model_given_beside_the_body_is_put_into_the_payload(
    request_: Request, payload: dict[str, Any]
) -> None:
    body = dict(request_.body)

    assert request_.payload == payload
    assert request_.body == body
