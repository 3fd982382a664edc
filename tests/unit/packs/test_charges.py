"""Billed items; how most mistakes are refused is tried in `test_prove.py`."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.diagnostic import Citation
from lightmeter.errors import PackError
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

Load: TypeAlias = Callable[[str], Program]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

FIELDS = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.seconds]
type = "integer"
minimum = 0
[fields.tier]
type = "string"
enum = ["1K", "2K"]
"""


def line(rest: str, *, item: str = "a", currency: str = "USD") -> str:
    return f"[[billing]]\nitem = '{item}'\nunit = 'a'\ncurrency = '{currency}'\n{rest}\n"


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The program of a pack's only model."""

    def run(body: str) -> Program:
        put("acme/video", pack_text(FIELDS + body))
        return shelf.program("acme/video", "video")

    return run


def amounts(program: Program, **members: Any) -> list[tuple[Any, ...]]:
    """What judging a request comes to for each line."""
    return list(generate_judge(program)({"model": "video", "input": members}, None).amounts)


def test_a_plain_quantity_and_rate_are_one_case_each(load: Load) -> None:
    program = load(line("quantity = 2\nrate = '0.25'"))

    (it,) = program.lines
    assert [len(it.quantity), len(it.rate)] == [1, 1]
    assert it.quantity[0].minimum is it.quantity[0].maximum
    assert (it.usd, it.usd_citation, it.usd_basis) == (Decimal(1), None, "")
    assert amounts(program) == [(2, 2, Decimal("0.25"), Decimal("0.25"), ())]


def test_a_case_may_use_what_its_condition_proves(load: Load) -> None:
    program = load(
        line(
            "quantity = [{ when = 'has(seconds)', then = 'seconds' }, { then = '5' }]\n"
            "rate = [{ when = 'not has(tier)', then = '1' },"
            " { when = 'tier == \"1K\"', then = '2' }, { then = '3' }]"
        )
    )

    assert amounts(program, seconds=0) == [(0, 0, 1, 1, ())]
    assert amounts(program, tier="2K") == [(5, 5, 3, 3, ())]


def test_a_range_has_two_ends(load: Load) -> None:
    program = load(
        line("quantity = { minimum = '1', maximum = 'n' }\nrate = { minimum = '0', maximum = '2' }")
    )

    assert amounts(program, n=4) == [(1, 4, 0, 2, ())]


def test_where_no_case_of_a_rate_holds_the_reason_is_filled_in(load: Load) -> None:
    """The reason may use what is known where every case has failed."""
    program = load(
        line(
            "quantity = 1\nrate = [{ when = 'not has(tier)', then = '1' }]\n"
            "unpriced = 'nobody says what {tier} costs'"
        )
    )

    assert amounts(program) == [(1, 1, 1, 1, ())]
    assert amounts(program, tier="2K") == [(1, 1, None, None, ("2K",))]


def test_a_line_without_a_rate_is_unpriced_in_every_case(load: Load) -> None:
    program = load(line("quantity = 'n'\nunpriced = 'the page states none for {n}'"))

    assert amounts(program, n=3) == [(3, 3, None, None, (3,))]


def test_a_currencys_value_comes_with_its_source(load: Load) -> None:
    program = load(
        "[currencies.coins]\nusd = '0.005'\nsource = 'docs#coins'\nbasis = 'observed'\n"
        + line("quantity = 1\nrate = 1", currency="coins")
        + line("quantity = 1\nrate = 1", item="b", currency="coins")
    )

    for it in program.lines:
        assert (it.currency, it.usd, it.usd_basis) == ("coins", Decimal("0.005"), "observed")
        assert it.usd_citation == Citation("Video API", "coins", read="2026-01-02")


def test_a_currency_without_a_value_is_fine(load: Load) -> None:
    (it,) = load(line("quantity = 1\nrate = 1", currency="coins")).lines

    assert (it.usd, it.usd_citation, it.usd_basis) == (None, None, "")


@pytest.mark.parametrize("rate", ("'-1'", "'n - 2'", "{ minimum = '-1', maximum = '1' }"))
def test_nobody_is_paid_for_a_request(load: Load, rate: str) -> None:
    with pytest.raises(PackError, match="the rate must be a number that cannot be negative"):
        load(line(f"quantity = 1\nrate = {rate}"))


@pytest.mark.parametrize("key", ("quantity", "rate"))
def test_the_ends_of_a_range_are_in_order(load: Load, key: str) -> None:
    """An estimate's least is never above its most."""
    other = "rate" if key == "quantity" else "quantity"

    with pytest.raises(PackError):
        load(line(f"{other} = 1\n{key} = {{ minimum = '5', maximum = '1' }}"))


def test_an_item_stands_in_a_pack_once(load: Load) -> None:
    """In another file the same item changes the line; in one file it can only be a mistake."""
    with pytest.raises(PackError):
        load(line("quantity = 1\nrate = 1") + line("quantity = 1\nrate = 2"))


def test_a_billing_without_lines_prices_nothing(load: Load) -> None:
    program = load("")

    assert program.lines == ()
    assert amounts(program) == []


def test_a_count_of_an_object_form_without_bounds_may_be_negative(load: Load) -> None:
    """The text form has no minus sign, but `{ w = -5, h = 1 }` would count -5 units."""
    size = (
        "[fields.size]\ntype = ['string', 'object']\ntemplate = '{w:int}x{h:int}'\n"
        "properties.w = { type = 'integer', required = true }\n"
        "properties.h = { type = 'integer', required = true, minimum = 1 }\n"
    )
    cases = "[{ when = 'has(size.w)', then = 'size.w' }, { then = '1' }]"

    with pytest.raises(PackError, match="a whole number that cannot be negative"):
        load(size + line(f"quantity = {cases}\nrate = 1"))
