from collections.abc import Callable
from typing import Any

import pytest

from lightmeter.reconcile.reconciliation import Reconciliation

Held = Callable[..., Reconciliation]


def vase(name: str, n: int) -> dict[str, Any]:
    """5 credits, by the request as the catalogue says, or by the image."""
    given = {"prompt": name, "size": "16:9", "n": n}
    return {"provider": "poyo", "id": name, "model": "seedream-5.0-lite", "input": given}


@pytest.mark.parametrize(
    ("credits", "lower", "upper", "between"),
    (
        (("5", "5"), 2, 0, 0),
        (("15", "10"), 0, 2, 0),
        (("5", "10"), 1, 1, 0),
        (("10", "5"), 1, 0, 1),
    ),
)
def test_charges_speak_for_an_end_of_a_range(
    held: Held, credits: tuple[str, str], lower: int, upper: int, between: int
) -> None:
    """Of 3 and of 2 images."""
    text = f"id,credits\na,{credits[0]}\nb,{credits[1]}\n"

    (question,) = held(vase("a", 3), vase("b", 2), charges=text).questions

    assert (question.lower, question.upper, question.between) == (lower, upper, between)
    assert question.assumption.startswith("the catalogue says 5 credits for a request")


def test_an_exact_estimate_leaves_nothing_open(held: Held) -> None:
    assert held(vase("a", 1), charges="id,credits\na,5\n").questions == ()


def test_two_tasks_of_one_request_say_nothing(held: Held) -> None:
    """Two requests of 5 credits are no 2 images."""
    found = held(vase("a", 3), charges="id,task_id,credits\na,t1,5\na,t2,5\n")

    assert found.questions == ()
