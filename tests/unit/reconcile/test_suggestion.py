from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lightmeter.reconcile.rate import Rate
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.suggestion import Cell, Suggestion

Held = Callable[..., Reconciliation]


def picture(name: str, quality: str, resolution: str) -> dict[str, Any]:
    """Vidgo's table: low 2, 4, 8, medium 3, 6, 12, high 12, 24, 48 credits at 1K, 2K, 4K."""
    given = {"prompt": name, "size": "16:9", "quality": quality, "resolution": resolution}
    return {"provider": "vidgo", "id": name, "model": "gpt-image-2", "input": given}


def clip(name: str, seconds: int) -> dict[str, Any]:
    given = {"prompt": name, "resolution": "480p", "duration": seconds}
    return {"provider": "vidgo", "id": name, "model": "seedance-2-fast", "input": given}


def dog(name: str, resolution: str, n: int) -> dict[str, Any]:
    given = {"prompt": name, "resolution": resolution, "n": n}
    model = "doubao-seedream-5-0-lite"
    return {"provider": "mindvideo", "id": name, "model": model, "input": given}


def exact(text: str) -> Rate:
    return Rate(Decimal(text), Decimal(text))


def one(found: Reconciliation) -> Suggestion:
    (suggestion,) = found.suggestions
    return suggestion


def test_nothing_is_suggested_where_all_is_as_estimated(held: Held) -> None:
    found = held(picture("a", "high", "2K"), charges="id,credits\na,24\n")

    assert found.suggestions == ()


def test_one_rate_that_explains_all_charges_is_suggested(held: Held) -> None:
    """50 credits for 4 seconds, 187.5 for 15."""
    found = held(clip("a", 4), clip("b", 15), charges="id,credits\na,50\nb,187.5\n")

    assert (one(found).kind, one(found).rate) == ("replace", exact("12.5"))
    assert one(found).group.unit == "second"


def test_one_factor_keeps_the_table_of_the_pack(held: Held) -> None:
    """A fifth less than 48 and 3."""
    found = held(
        picture("a", "high", "4K"),
        picture("b", "medium", "1K"),
        charges="id,credits\na,38.4\nb,2.4\n",
    )

    assert (one(found).kind, one(found).rate) == ("multiply", exact("0.8"))


def test_one_charge_of_a_table_speaks_for_a_factor_not_for_a_flat_rate(held: Held) -> None:
    found = held(picture("a", "high", "4K"), charges="id,credits\na,24\n")

    assert (one(found).kind, one(found).rate) == ("multiply", exact("0.5"))


def test_rates_that_differ_by_one_lever_are_shown_by_it(held: Held) -> None:
    """3 credits at 1K and 5 at 2K, whatever the quality."""
    requests = [
        picture(f"{quality}-{tier}", quality, tier)
        for quality in ("low", "medium")
        for tier in ("1K", "2K")
    ]
    text = "id,credits\nlow-1K,3\nlow-2K,5\nmedium-1K,3\nmedium-2K,5\n"

    found = one(held(*requests, charges=text))

    assert (found.kind, found.rate) == ("table", None)
    assert found.cells == (
        Cell((("tier", "1K"),), exact("3"), 2),
        Cell((("tier", "2K"),), exact("5"), 2),
    )


def test_where_several_levers_could_tell_all_of_them_are_named(held: Held) -> None:
    """Low at 1K and high at 2K: nothing says which of the two makes the difference."""
    found = one(
        held(
            picture("a", "low", "1K"), picture("b", "high", "2K"), charges="id,credits\na,3\nb,5\n"
        )
    )

    assert found.kind == "table"
    assert [it.values for it in found.cells] == [
        (("quality", "low"), ("size", "16:9"), ("tier", "1K")),
        (("quality", "high"), ("size", "16:9"), ("tier", "2K")),
    ]


def test_where_the_same_request_has_two_rates_nothing_is_suggested(held: Held) -> None:
    found = one(
        held(picture("a", "low", "1K"), picture("b", "low", "1K"), charges="id,credits\na,3\nb,5\n")
    )

    assert (found.kind, found.rate) == ("none", None)
    values = (("quality", "low"), ("size", "16:9"), ("tier", "1K"))
    assert found.cells == (Cell(values, Rate(Decimal(3), Decimal(5)), 2, constant=False),)


def test_a_price_that_depends_is_not_made_a_flat_one_by_one_charge(held: Held) -> None:
    """The page has a price at 2k alone; a charge at 4k says nothing of 3k."""
    found = one(held(dog("a", "4k", 2), charges="id,amount\na,0.126\n"))

    assert (found.kind, found.cells[0].rate) == ("table", exact("0.063"))
    assert found.cells[0].values[0] == ("resolution", "4k")


def test_a_rate_that_does_not_end_is_a_range(held: Held) -> None:
    """10 credits for 6 seconds."""
    found = one(held(clip("a", 6), charges="id,credits\na,10\n"))

    assert found.rate == Rate(Decimal("1.666666666666"), Decimal("1.666666666667"))


def test_what_tells_nothing_of_a_rate_is_counted(held: Held) -> None:
    """Two tasks of one request, and one that failed in part."""
    found = one(
        held(
            *(clip("a", 4), clip("b", 4)),
            charges="id,task_id,credits\na,t1,50\nb,t2,50\nb,t3,50\n",
        )
    )

    assert (found.rate, len(found.group.evidence), found.group.silent) == (exact("12.5"), 1, 1)


def test_charges_known_from_estimates_are_counted(held: Held) -> None:
    answers = [
        {"id": "a", "response": {"task_id": "t1", "cost_estimate": 50}},
        {"id": "b", "response": {"task_id": "t2", "credits_amount": 50}},
    ]
    found = one(held(clip("a", 4), clip("b", 4), charges=answers))

    assert (found.group.estimates, len(found.group.evidence)) == (1, 2)
