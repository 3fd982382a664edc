from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lightmeter.reconcile.rate import Rate
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.suggestion import Cell, Suggestion

Held = Callable[..., Reconciliation]


def picture(name: str, quality: str, resolution: str, size: str = "16:9") -> dict[str, Any]:
    """Vidgo's table: low 2, 4, 8, medium 3, 6, 12, high 12, 24, 48 credits at 1K, 2K, 4K."""
    given = {"prompt": name, "size": size, "quality": quality, "resolution": resolution}
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


def test_rates_are_shown_by_what_the_rate_of_the_pack_depends_on(held: Held) -> None:
    """Quality and tier, though the size alone would tell these apart."""
    found = one(
        held(
            picture("a", "high", "4K"),
            picture("b", "low", "1K", "1:1"),
            picture("c", "high", "1K", "auto"),
            charges="id,credits\na,40\nb,1.5\nc,11\n",
        )
    )

    assert (found.kind, found.rate) == ("table", None)
    assert found.cells == (
        Cell((("quality", "high"), ("tier", "4K")), exact("40"), 1),
        Cell((("quality", "low"), ("tier", "1K")), exact("1.5"), 1),
        Cell((("quality", "high"), ("tier", "1K")), exact("11"), 1),
    )


def test_a_rate_that_differs_by_one_lever_alone_is_not_carried_over(held: Held) -> None:
    """3 credits at 1K and 5 at 2K, whatever the quality: of high nothing is known."""
    requests = [
        picture(f"{quality}-{tier}", quality, tier)
        for quality in ("low", "medium")
        for tier in ("1K", "2K")
    ]
    text = "id,credits\nlow-1K,3\nlow-2K,5\nmedium-1K,3\nmedium-2K,5\n"

    found = one(held(*requests, charges=text))

    assert [(dict(it.values), it.rate) for it in found.cells] == [
        ({"quality": "low", "tier": "1K"}, exact("3")),
        ({"quality": "low", "tier": "2K"}, exact("5")),
        ({"quality": "medium", "tier": "1K"}, exact("3")),
        ({"quality": "medium", "tier": "2K"}, exact("5")),
    ]


def test_other_levers_are_looked_at_where_those_of_the_rate_do_not_suffice(held: Held) -> None:
    found = one(
        held(
            picture("a", "low", "1K"),
            picture("b", "low", "1K", "1:1"),
            charges="id,credits\na,3\nb,5\n",
        )
    )

    assert [(dict(it.values), it.rate) for it in found.cells] == [
        ({"quality": "low", "size": "16:9", "tier": "1K"}, exact("3")),
        ({"quality": "low", "size": "1:1", "tier": "1K"}, exact("5")),
    ]


def test_what_the_quantity_has_counted_explains_no_rate(held: Held) -> None:
    """5 seconds at 480p for 8 credits, and 10 for 6: two rates, and nothing but the duration."""
    found = one(held(clip("a", 10), clip("b", 5), charges="id,credits\na,6\nb,8\n"))

    assert (found.kind, found.rate) == ("none", None)
    expected = Rate(Decimal("0.6"), Decimal("1.6"))
    assert found.cells == (Cell((), expected, 2, constant=False),)


def test_a_lever_that_no_known_rate_reads_may_explain_what_was_charged(held: Held) -> None:
    """5 seconds at 720p for 8 credits, 10 at 480p for 6."""
    long, short = clip("a", 10), clip("b", 5)
    short["input"]["resolution"] = "720p"

    found = one(held(long, short, charges="id,credits\na,6\nb,8\n"))

    assert (found.kind, found.rate) == ("table", None)
    assert [(dict(it.values), it.rate.minimum) for it in found.cells] == [
        ({"resolution": "480p"}, Decimal("0.6")),
        ({"resolution": "720p"}, Decimal("1.6")),
    ]


def test_a_rate_that_was_seen_at_one_choice_alone_says_so(held: Held) -> None:
    found = one(held(clip("a", 10), charges="id,credits\na,6\n"))

    assert found.kind == "replace"
    assert [dict(it.values) for it in found.cells] == [{"resolution": "480p"}]


def test_where_the_same_request_has_two_rates_nothing_is_suggested(held: Held) -> None:
    found = one(
        held(picture("a", "low", "1K"), picture("b", "low", "1K"), charges="id,credits\na,3\nb,5\n")
    )

    assert (found.kind, found.rate) == ("none", None)
    values = (("quality", "low"), ("tier", "1K"))
    assert found.cells == (Cell(values, Rate(Decimal(3), Decimal(5)), 2, constant=False),)


def vase(name: str, n: int) -> dict[str, Any]:
    """5 credits for one picture; of several it is not known whether one or all are billed."""
    given = {"prompt": name, "size": "16:9", "n": n}
    return {"provider": "poyo", "id": name, "model": "seedream-5.0-lite", "input": given}


def test_a_rate_that_another_charge_rules_out_is_not_suggested(held: Held) -> None:
    """4 credits a picture are 4 to 12 for three, and never 15."""
    found = one(held(vase("a", 1), vase("b", 3), charges="id,credits\na,4\nb,15\n"))

    assert (found.kind, found.rate) == ("none", None)
    assert [it.charged for it in found.refuted] == [Decimal(15)]


def test_a_rate_that_other_charges_allow_is_suggested(held: Held) -> None:
    found = one(held(vase("a", 1), vase("b", 3), charges="id,credits\na,4\nb,12\n"))

    assert (found.kind, found.rate, found.refuted) == ("replace", exact("4"), ())


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

    assert (found.rate, len(found.group.evidence)) == (exact("12.5"), 1)
    assert [it.charged for it in found.group.silent] == [Decimal(100)]


def test_charges_known_from_estimates_are_counted(held: Held) -> None:
    answers = [
        {"id": "a", "response": {"task_id": "t1", "cost_estimate": 50}},
        {"id": "b", "response": {"task_id": "t2", "credits_amount": 50}},
    ]
    found = one(held(clip("a", 4), clip("b", 4), charges=answers))

    assert (found.group.estimates, len(found.group.evidence)) == (1, 2)
