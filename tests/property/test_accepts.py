"""Whether a request is accepted is one question, however it is asked."""

import pickle
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.checker import Checker
from lightmeter.judge.generate import generate_accepts
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from tests.property.oracle import read_model
from tests.property.random_requests import random_requests
from tests.property.strategies import PROMISE, json_values, near_valid

SHELF = Shelf()
MODELS = SHELF.models()
NAMES = [f"{pack}/{model}" for pack, model in MODELS]
CHECKER = Checker()
TWIN = Checker(interpret=True)
COUNT = 400
"""Random requests to each model."""

# Known or not, right and wrong in what a header can be.
HEADERS: tuple[Mapping[str, Any] | None, ...] = (
    None,
    {},
    {"Authorization": "Bearer x", "Idempotency-Key": "espresso-1"},
    {"authorization": "x", "idempotency-key": "$(date +%s)"},
    {"Authorization": 1},
)


def ask(body: Any, provider: str | None, headers: Mapping[str, Any] | None) -> bool:
    """The answer that all ways to it agree on."""
    answers = {
        CHECKER.accepts(body, provider=provider, headers=headers),
        CHECKER.check(body, provider=provider, headers=headers).ok,
        TWIN.accepts(body, provider=provider, headers=headers),
    }
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.parametrize(("pack", "model"), MODELS, ids=NAMES)
def test_accepts_agrees_with_check_on_random_requests(pack: str, model: str) -> None:
    provider = SHELF.program(pack, model).provider
    bodies = random_requests(read_model(shipped_directory(), pack, model), COUNT, "accepts")
    outcomes = Counter(
        ask(body, provider, HEADERS[number % len(HEADERS)]) for number, body in enumerate(bodies)
    )

    assert outcomes[True] > COUNT / 20
    assert outcomes[False] > COUNT / 20


@PROMISE
@given(
    st.sampled_from([SHELF.program(*it) for it in MODELS]).flatmap(
        lambda it: st.tuples(st.just(it), near_valid(it, slips=True))
    ),
    st.sampled_from(HEADERS),
)
def test_accepts_agrees_with_check_on_requests_with_slips(
    request: tuple[Any, dict[str, Any]], headers: Mapping[str, Any] | None
) -> None:
    program, body = request

    assert ask(body, program.provider, headers) is ask(
        {**body, "id": "x"}, program.provider, headers
    )


@PROMISE
@given(st.sampled_from([SHELF.program(*it) for it in MODELS]), json_values())
def test_accepts_agrees_with_check_on_anything_else(program: Any, value: Any) -> None:
    """Inputs that are no requests at all, and bodies that are none."""
    ask({"model": program.model, "input": value}, program.provider, None)
    ask(value, None, None)


def test_what_accepts_agrees_after_it_was_pickled() -> None:
    """A copy compiles what it needs anew."""
    good = {"model": "gpt-image-2", "input": {"prompt": "x"}}
    copy = pickle.loads(pickle.dumps(CHECKER))  # noqa: S301 - the test's own

    assert copy.accepts(good, provider="vidgo")
    assert not copy.accepts({**good, "input": {}}, provider="vidgo")


def test_a_brief_function_returns_true_or_false_alone() -> None:
    accepts = generate_accepts(SHELF.program(*MODELS[0]))

    assert accepts({}, None) is False
