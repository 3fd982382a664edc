from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.totals import ReconciledTotal

Held = Callable[..., Reconciliation]


def picture(name: str, quality: str, resolution: str) -> dict[str, Any]:
    given = {"prompt": name, "size": "16:9", "quality": quality, "resolution": resolution}
    return {"provider": "vidgo", "id": name, "model": "gpt-image-2", "input": given}


CLIP = {
    "provider": "vidgo",
    "id": "clip",
    "model": "seedance-2-fast",
    "input": {"prompt": "rain", "resolution": "480p", "duration": 4},
}


def test_estimates_and_charges_of_the_same_requests_are_added_up(held: Held) -> None:
    """24 and 6 credits by Vidgo's table, charged 26 and 6; 12 are still out."""
    found = held(
        *(picture("a", "high", "2K"), picture("b", "medium", "2K"), picture("c", "high", "1K")),
        charges="id,credits,provider\na,26,\nb,6,\nx,7,vidgo\n",
    )

    assert found.totals == (
        ReconciledTotal(
            provider="vidgo",
            currency="credits",
            requests=2,
            minimum=Decimal(30),
            maximum=Decimal(30),
            charged=Decimal(32),
            difference_minimum=Decimal(2),
            difference_maximum=Decimal(2),
            not_charged=1,
            not_charged_minimum=Decimal(12),
            not_charged_maximum=Decimal(12),
            unknown=1,
            unknown_charged=Decimal(7),
        ),
    )


def test_what_has_no_price_leaves_the_estimate_open_above(held: Held) -> None:
    """At least 3 credits, so that at most 32 were charged beyond them."""
    found = held(picture("a", "medium", "1K"), CLIP, charges="id,credits\na,3\nclip,32\n")
    (total,) = found.totals

    assert (total.minimum, total.maximum, total.unpriced) == (Decimal(3), None, 1)
    assert (total.difference_minimum, total.difference_maximum) == (None, Decimal(32))


def test_where_nothing_has_a_price_nothing_is_estimated(held: Held) -> None:
    (total,) = held(CLIP, charges="id,credits\nclip,32\n").totals

    assert (total.minimum, total.charged, total.difference_maximum) == (None, Decimal(32), None)


def test_what_is_ambiguous_is_in_no_sum(held: Held) -> None:
    (total,) = held(picture("a", "low", "1K"), charges="id,credits\na,2\na,2\n").totals

    assert (total.requests, total.charged, total.ambiguous) == (0, None, 1)


def test_requests_without_a_price_and_without_a_charge_are_counted(held: Held) -> None:
    """2 credits for the picture; of the clip nothing is known."""
    (total,) = held(picture("a", "low", "1K"), CLIP, charges="id,credits\n").totals

    assert (total.not_charged, total.not_charged_unpriced) == (2, 1)
    assert (total.not_charged_minimum, total.not_charged_maximum) == (Decimal(2), None)


def test_what_is_not_charged_and_has_no_price_is_in_a_total(held: Held) -> None:
    (total,) = held(CLIP, charges="id,credits\n").totals

    assert (total.not_charged, total.not_charged_unpriced) == (1, 1)
    assert total.not_charged_minimum is None


def test_charges_without_a_request_and_an_amount_are_counted(held: Held) -> None:
    text = "id,credits,provider,currency\nx,7,vidgo,credits\ny,,vidgo,credits\n"
    totals = held(charges=text).totals

    assert sum(it.unknown for it in totals) == 2
    assert sum(it.unknown_unsaid for it in totals) == 1
    assert [it.unknown_charged for it in totals if it.unknown_charged] == [Decimal(7)]


def test_charges_known_from_estimates_are_counted(held: Held) -> None:
    answers = [
        {"id": "a", "response": {"task_id": "t", "cost_estimate": 2}},
        {"id": "b", "response": {"task_id": "u", "cost_actual": 2}},
    ]
    requests = picture("a", "low", "1K"), picture("b", "low", "1K")
    (total,) = held(*requests, charges=answers).totals

    assert (total.requests, total.estimates, total.charged) == (2, 1, Decimal(4))


def test_a_charge_for_a_failed_task_is_charged(held: Held) -> None:
    (total,) = held(picture("a", "low", "1K"), charges="id,credits,status\na,2,failed\n").totals

    assert (total.requests, total.failed, total.charged) == (1, 1, Decimal(2))


def test_a_failed_request_owes_nothing(held: Held) -> None:
    (total,) = held(picture("a", "low", "1K"), charges="id,credits,status\na,0,failed\n").totals

    assert (total.requests, total.minimum, total.charged, total.refunded) == (
        0,
        None,
        Decimal(0),
        1,
    )
