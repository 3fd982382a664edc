from decimal import Decimal
from typing import Any

import pytest

from lightmeter.misfit import StructureError
from lightmeter.packs.bounds import check_bounds
from lightmeter.packs.limits import (
    LONGEST_KEY,
    LONGEST_TEXT,
    MOST_EXAMPLE_VALUES,
    MOST_OF,
    MOST_VALUES,
)
from lightmeter.packs.load import Shelf

FAR = 2**53


def said(**data: Any) -> tuple[str, str]:
    """Where and what is wrong with a pack's data."""
    with pytest.raises(StructureError) as caught:
        check_bounds(data)
    (misfit,) = caught.value.misfits
    return "/".join(map(str, misfit.path)), misfit.message


@pytest.mark.parametrize("key", sorted(MOST_OF))
def test_a_table_or_an_array_has_a_number_of_entries(key: str) -> None:
    most = MOST_OF[key]
    check_bounds({key: [1] * most})
    check_bounds({key: {f"k{number}": 1 for number in range(most)}})

    message = f"{key} has {most + 1:,} entries; a pack has at most {most:,}"
    assert said(**{key: [1] * (most + 1)}) == (key, message)
    assert said(**{key: {f"k{it}": 1 for it in range(most + 1)}}) == (key, message)


def test_a_pack_has_a_number_of_values() -> None:
    """Tables and arrays count as well as what they hold; examples have a number of their own."""
    check_bounds({"x": [1] * (MOST_VALUES - 2)})
    check_bounds({"examples": [[1] * (MOST_EXAMPLE_VALUES - 2)]})

    assert said(x=[1] * MOST_VALUES) == ("", "a pack has at most 10,000 values beside its examples")
    assert said(x=[[]] * MOST_VALUES)[1] == "a pack has at most 10,000 values beside its examples"
    assert said(examples=[[1] * MOST_EXAMPLE_VALUES]) == (
        "",
        "the examples of a pack have at most 20,000 values",
    )


def test_what_all_models_share_counts_for_each() -> None:
    models: dict[str, Any] = {f"m{number}": {} for number in range(10)}
    check_bounds({"models": models, "fields": {"x": [1] * 900}})

    path, message = said(models=models, fields={"x": [1] * 1_100})
    assert path == "models"
    assert message == (
        "10 models that share 1,102 values are too many for one pack: together they have at most"
        " 10,000; divide the pack"
    )


@pytest.mark.parametrize("number", (FAR, -FAR, 10**900))
def test_a_number_is_safe_in_every_language(number: int) -> None:
    check_bounds({"fields": {"n": {"maximum": FAR - 1, "minimum": 1 - FAR}}})

    assert said(fields={"n": {"enum": [1, number]}}) == (
        "fields/n/enum/1",
        "the number is beyond ±(2^53 - 1)",
    )


def test_a_decimal_has_a_number_of_digits() -> None:
    check_bounds({"fields": {"n": {"default": Decimal("0.5")}}})

    assert said(fields={"n": {"default": Decimal("0." + "1" * 900)}}) == (
        "fields/n/default",
        "the number has too many digits",
    )


def test_a_text_has_a_length() -> None:
    check_bounds({"title": "x" * LONGEST_TEXT})

    assert said(title="x" * (LONGEST_TEXT + 1)) == (
        "title",
        "the text has 2,001 characters; a pack's have at most 2,000",
    )


def test_a_name_has_a_length() -> None:
    check_bounds({"id": "x" * LONGEST_KEY, "fields": {"x" * LONGEST_KEY: {}}})
    name = "x" * (LONGEST_KEY + 1)

    message = "the name has 201 characters; a pack's names have at most 200"
    assert said(id=name) == ("id", message)
    assert said(fields={name: {}}) == (f"fields/{name}", message)


def test_what_an_example_sends_may_be_as_odd_as_a_request() -> None:
    odd = {"x" * 900: "y" * 9_000, "n": 10**900}
    check_bounds({"examples": [{"name": "a", "input": odd, "body": odd, "fixed": odd}]})

    assert said(examples=[{"name": "x" * 9_000}])[0] == "examples/0/name"


def test_wrong_types_are_left_to_others() -> None:
    check_bounds({"models": 1, "examples": "x", "let": None, "rules": Decimal(1)})


def test_shipped_packs_need_a_quarter_of_everything_at_most() -> None:
    """Who writes a pack like ours does not meet a limit."""
    shelf = Shelf()
    packs = [shelf.file(pack).data for pack in shelf.ids]
    for data in packs:
        check_bounds({**data, **{key: _fourfold(data.get(key, {})) for key in MOST_OF}})

    assert len(packs) > 5


def _fourfold(value: Any) -> Any:
    if isinstance(value, list):
        return value * 4
    if isinstance(value, dict):
        return {f"{key}{number}": it for key, it in value.items() for number in range(4)}
    return value
