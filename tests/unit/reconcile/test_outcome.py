from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.reconcile.outcome import Outcome, Row
from lightmeter.reconcile.reconciliation import Reconciliation

Held = Callable[..., Reconciliation]

VASE = {
    "provider": "poyo",
    "id": "a",
    "model": "seedream-5.0-lite",
    "input": {"prompt": "a vase", "size": "16:9", "n": 3},
}
"""5 to 15 credits; a credit is worth $0.005."""

CLIP = {
    "provider": "vidgo",
    "id": "a",
    "model": "seedance-2-fast",
    "input": {"prompt": "rain", "resolution": "480p", "duration": 4},
}
"""No rate is known."""


def one(found: Reconciliation) -> Row:
    (row,) = found.rows
    return row


@pytest.mark.parametrize(
    ("amount", "outcome", "difference"),
    (
        ("5", "matches", "0"),
        ("10", "matches", "0"),
        ("15", "matches", "0"),
        ("4.999999999999", "below", "-0.000000000001"),
        ("16.5", "above", "1.5"),
    ),
)
def test_a_charge_within_the_range_matches(
    held: Held, amount: str, outcome: str, difference: str
) -> None:
    row = one(held(VASE, charges=f"id,credits\na,{amount}\n"))

    assert (row.outcome.value, row.difference) == (outcome, Decimal(difference))


def test_the_sample_of_mindvideo_matches_to_the_last_digit(held: Held) -> None:
    """0.0315, in the currency that is presumed."""
    request = {
        "provider": "mindvideo",
        "id": "dog",
        "model": "doubao-seedream-5-0-lite",
        "input": {"prompt": "x", "size": "16:9", "resolution": "2k", "n": 1},
    }
    answer = {"request_id": "req_1", "task_id": "t", "cost_estimate": 0.0315, "cost_actual": 0.0315}
    found = held(request, charges=[{"id": "dog", "response": answer}])

    assert (one(found).outcome, one(found).difference) == (Outcome.MATCHES, Decimal(0))
    assert one(found).currency == "USD"
    assert found.agrees
    (note,) = found.notes
    assert note == (
        "no currency is said by cost_actual at mindvideo (1 charge); that of the estimates is"
        " taken, USD"
    )


def test_dollars_are_held_against_credits_by_their_value(held: Held) -> None:
    """15 credits at $0.005 are $0.075."""
    row = one(held(VASE, charges="id,amount\na,$0.08\n"))

    assert (row.outcome, row.converted, str(row.difference)) == (Outcome.ABOVE, True, "0.005")


def test_a_currency_without_a_known_value_is_not_compared(held: Held) -> None:
    row = one(held(VASE, charges="id,amount,currency\na,15,EUR\n"))

    assert (row.outcome, row.difference, row.minimum) == (Outcome.UNPRICED, None, None)


def test_a_charge_for_what_has_no_price_is_unpriced(held: Held) -> None:
    row = one(held(CLIP, charges="id,credits\na,32\n"))

    assert (row.outcome, row.charged, row.minimum) == (Outcome.UNPRICED, Decimal(32), None)


def test_a_charge_for_a_rejected_request_is_unpriced(held: Held) -> None:
    found = held({**VASE, "input": {}}, charges="id,credits\na,5\n")

    assert one(found).outcome is Outcome.UNPRICED
    assert "is rejected" in one(found).notes[0]


def test_an_estimate_without_a_charge_is_not_charged(held: Held) -> None:
    """Nothing is known of it, which is not 0."""
    row = one(held(VASE, charges="id,credits\n"))

    assert (row.outcome, row.charged, row.difference) == (Outcome.NOT_CHARGED, None, None)


def test_an_answer_without_an_amount_is_no_charge(held: Held) -> None:
    found = held(VASE, charges=[{"id": "a", "response": {"data": {"task_id": "t"}}}])

    assert (one(found).outcome, one(found).charged) == (Outcome.NOT_CHARGED, None)
    assert one(found).notes == ("its answer names no amount",)


def test_a_failed_task_that_cost_nothing_is_refunded(held: Held) -> None:
    found = held(VASE, charges="id,credits,status\na,0,failed\n")

    assert one(found).outcome is Outcome.REFUNDED
    assert found.agrees


def test_nothing_charged_for_work_that_was_done_is_below(held: Held) -> None:
    row = one(held(VASE, charges="id,credits,status\na,0,finished\n"))

    assert (row.outcome, row.difference) == (Outcome.BELOW, Decimal(-5))


def test_tasks_of_one_request_add_up(held: Held) -> None:
    """Two tasks were made, and both were paid."""
    text = "id,task_id,credits\na,t1,15\na,t2,15\na,t2,15\n"
    row = one(held(VASE, charges=text))

    assert (row.outcome, row.charged, row.difference) == (Outcome.ABOVE, Decimal(30), Decimal(15))
    assert row.notes == ("2 tasks were charged",)


def test_charges_that_name_no_task_do_not_add_up(held: Held) -> None:
    row = one(held(VASE, charges="id,credits\na,5\na,5\n"))

    assert (row.outcome, row.charged) == (Outcome.AMBIGUOUS, None)
    assert "whether one is listed twice" in row.notes[0]


def test_a_charge_known_from_an_estimate_is_marked(held: Held) -> None:
    answer: dict[str, Any] = {"task_id": "t", "status": "queued", "cost_estimate": 5}
    found = held(VASE, charges=[{"id": "a", "response": answer}])
    row = one(found)

    assert (row.outcome, row.estimated) == (Outcome.MATCHES, True)
    assert row.notes == ("known from cost_estimate alone, which is not what was charged",)
    assert not found.agrees


def test_an_estimate_of_a_failed_task_is_no_charge(held: Held) -> None:
    """What MindVideo thought it would cost; nothing says what it did."""
    answer = {"task_id": "t", "status": "failed", "cost_estimate": 5}
    found = held(VASE, charges=[{"id": "a", "response": answer}])

    assert (one(found).outcome, one(found).charged) == (Outcome.NOT_CHARGED, None)
    assert one(found).notes == ("its task failed, and what it was charged is not said",)
    assert not found.agrees


def test_a_failed_task_that_was_charged_does_not_agree(held: Held) -> None:
    """Though it was charged exactly what was estimated."""
    answer = {"data": {"task_id": "t", "status": "failed", "credits_amount": 15}}
    found = held(VASE, charges=[{"id": "a", "response": answer}])

    assert (one(found).outcome, one(found).difference) == (Outcome.FAILED, Decimal(0))
    assert one(found).notes == ("charged although its task failed",)
    assert not found.agrees


def test_a_second_attempt_is_charged_like_the_first(held: Held) -> None:
    """The first failed and cost nothing."""
    text = "id,task_id,credits,status\na,t1,0,failed\na,t2,15,finished\n"
    found = held(VASE, charges=text)

    assert (one(found).outcome, one(found).charged) == (Outcome.MATCHES, Decimal(15))
    assert found.agrees


@pytest.mark.parametrize(
    ("charges", "note"),
    (
        ([{"id": "a", "response": {"task_id": "t", "status": "queued"}}], "its task goes on"),
        ([{"id": "a", "request": {}, "response": None}], "no answer was kept with it"),
        ("id,note,credits\na,x\n", "its row names no amount"),
    ),
)
def test_why_no_amount_is_known(held: Held, charges: Any, note: str) -> None:
    row = held(VASE, charges=charges).rows[0]

    assert (row.outcome, row.charged) == (Outcome.NOT_CHARGED, None)
    assert row.notes[0].startswith(note)


def test_a_price_in_another_currency_is_a_price(held: Held) -> None:
    """$0.0315 by MindVideo's table, and 24 credits whose value nobody knows."""
    given = {"prompt": "x", "size": "16:9", "resolution": "2k", "n": 1}
    request = {"provider": "mindvideo", "id": "a", "input": given}
    request["model"] = "doubao-seedream-5-0-lite"
    found = held(request, charges="id,credits\na,24\n")
    (total,) = found.totals

    assert (one(found).outcome, one(found).incomparable) == (Outcome.UNPRICED, True)
    assert (total.unpriced, total.incomparable) == (0, 1)
