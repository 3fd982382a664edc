"""Values worth trying for one member; how they come together in requests is in `test_pool.py`."""

from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.hints import Hints
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.verify.values import fitting, sample, slips

Load: TypeAlias = Callable[[str], Program]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

FIELDS = (
    "type = 'boolean'",
    "type = 'string'",
    "type = 'string'\nminLength = 3\nmaxLength = 5",
    "type = 'string'\nenum = ['a', 'b', 'c']",
    "type = 'string'\nformat = 'uri'",
    "type = 'string'\ntemplate = '{w:int}x{h:int}'",
    "type = 'string'\nenum = ['auto']\ntemplate = '{w:int:3-4}x{h:int:3-4}'",
    "type = 'integer'",
    "type = 'integer'\nminimum = 4\nmaximum = 15",
    "type = 'integer'\nminimum = 64\nmaximum = 2048\nmultipleOf = 64",
    "type = 'integer'\nminimum = 655360",
    "type = 'integer'\nmaximum = -5",
    "type = 'integer'\nenum = [5, 10]",
    "type = 'number'\nminimum = 1\nmaximum = 3",
    "type = 'array'\nminItems = 2\nmaxItems = 4",
    "type = 'array'\nitems = { type = 'string', enum = ['a', 'b'] }",
    "type = 'array'\nitems = { type = 'integer', maximum = -5 }",
    ("type = 'object'\nadditionalProperties = false\n"
    "properties.a = { type = 'integer', required = true, minimum = 1, maximum = 3 }\n"
    "properties.b = { type = 'string', maxLength = 4 }"),
    ("type = ['string', 'object']\ntemplate = '{w:int}x{h:int}'\n"
    "properties.w = { type = 'integer', required = true, minimum = 16, maximum = 64 }\n"
    "properties.h = { type = 'integer', required = true, minimum = 16 }"),
    ("type = 'array'\nmaxItems = 2\n"
    "items = { type = 'object', properties = { n = { type = 'integer', maximum = 3 } } }"),
    "type = ['boolean', 'integer', 'string', 'array']",
)  # fmt: skip


@pytest.fixture
def load(pack_text: PackText, put: Put, tmp_path: Path) -> Load:
    """A model whose only field is given."""

    def run(field: str) -> Program:
        put("acme/video", pack_text(f"[fields.a]\n{field}"))
        return Shelf([tmp_path]).program("acme/video", "video")

    return run


def member(program: Program) -> Member:
    return program.inputs[("a",)]


def is_accepted(program: Program, value: Any) -> bool:
    body = {"model": "video", "input": {"a": value}}
    return not generate_judge(program)(body, None).rejected


@pytest.mark.parametrize("field", FIELDS)
def test_what_fits_is_accepted(load: Load, field: str) -> None:
    program = load(field)
    values = list(islice(fitting(member(program), Hints()), 200))

    assert values
    assert [it for it in values if not is_accepted(program, it)] == []
    assert is_accepted(program, sample(member(program)))


@pytest.mark.parametrize("field", FIELDS)
def test_what_slips_is_refused(load: Load, field: str) -> None:
    program = load(field)
    values = list(slips(member(program), Hints()))

    assert values
    assert [it for it in values if is_accepted(program, it)] == []


@pytest.mark.parametrize("field", FIELDS)
def test_each_value_comes_once(load: Load, field: str) -> None:
    values = [repr(it) for it in islice(fitting(member(load(field)), Hints()), 2_000)]

    assert len(values) == len(set(values))


@pytest.mark.parametrize(
    ("field", "inside", "outside"),
    (
        ("type = 'string'\nminLength = 3\nmaxLength = 5", ["xxx", "xxxxx"], ["xx", "xxxxxx"]),
        ("type = 'string'\nmaxLength = 4000", ["x" * 4000], ["x" * 4001]),
        ("type = 'integer'\nminimum = 4\nmaximum = 15", [4, 15], [3, 16]),
        ("type = 'integer'\nminimum = 655360", [655360], [655359]),
        ("type = 'integer'\nmaximum = 8294400", [8294400], [8294401]),
        ("type = 'integer'\nmaximum = -5", [-5], [-4]),
        ("type = 'integer'\nminimum = 0\nmultipleOf = 16", [0, 16], [15]),
        ("type = 'number'\nminimum = 1\nmaximum = 3", [1, 3], [0, 4]),
        ("type = 'array'\nminItems = 2\nmaxItems = 4", [2, 4], [1, 5]),
        ("type = 'integer'\nenum = [5, 10]", [5, 10], []),
        ("type = 'boolean'", [True, False], []),
    ),
)  # fmt: skip
def test_both_sides_of_a_bound_are_tried(
    load: Load, field: str, inside: list[Any], outside: list[Any]
) -> None:
    it = member(load(field))
    length = len if "Items" in field else lambda value: value

    assert set(inside) <= set(map(length, fitting(it, Hints())))
    tried = [length(value) for value in slips(it, Hints()) if type(value) is not bool]
    assert set(outside) <= {value for value in tried if value is not None}


def test_every_choice_of_an_array_of_choices_gets_its_turn(load: Load) -> None:
    values = fitting(
        member(load("type = 'array'\nitems = { type = 'string', enum = ['a', 'b', 'c'] }")), Hints()
    )

    assert {item for value in values for item in value} == {"a", "b", "c"}


def test_an_object_is_tried_without_each_required_part(load: Load) -> None:
    it = member(
        load(
            "type = 'object'\nproperties.a = { type = 'boolean', required = true }\n"
            "properties.b = { type = 'boolean', required = true }"
        )
    )

    assert {"a": True} in slips(it, Hints())
    assert {"b": True} in slips(it, Hints())


def test_a_number_that_a_member_is_compared_with_is_tried_with_its_neighbours(load: Load) -> None:
    it = member(load("type = 'integer'\nminimum = 0\nmaximum = 100"))
    hints = Hints({("a",): frozenset({42})})

    assert {41, 42, 43} <= set(fitting(it, hints))
    assert not {41, 42, 43} & set(fitting(it, Hints()))


def test_a_product_is_met_exactly_and_on_the_grid(load: Load) -> None:
    """Sizes of exactly 655,360 pixels whose sides are multiples of 16, for a rule that asks it."""
    it = member(load("type = 'string'\ntemplate = '{w:int}x{h:int}'"))
    near = frozenset({655_360})
    hints = Hints({("a", "w"): near, ("a", "h"): near}, frozenset({16}))

    sizes = [tuple(map(int, text.split("x"))) for text in fitting(it, hints)]
    assert any(w * h == 655_360 and w % 16 == h % 16 == 0 for w, h in sizes)
    assert any(w * h == 655_359 for w, h in sizes)


def test_a_float_is_tried_where_a_whole_number_is_wanted(load: Load) -> None:
    assert Decimal("1.5") in slips(member(load("type = 'integer'")), Hints())
    assert Decimal("1.5") not in slips(member(load("type = 'number'")), Hints())


@pytest.mark.parametrize(
    "field",
    (
        "type = 'array'\nminItems = 1000000000000",
        "type = 'array'\nmaxItems = 1000000000000",
        "type = 'string'\nminLength = 1000000000000",
        "type = 'string'\nmaxLength = 1000000000000",
        (
            "type = 'array'\n"
            "items = { type = 'string', template = '{a:int}:{b:int}:{c:int}:{d:int}:{e:int}' }"
        ),
    ),
)
def test_a_bound_beyond_all_reason_makes_no_giant(load: Load, field: str) -> None:
    it = member(load(field))
    values = [*islice(fitting(it, Hints()), 5_000), *slips(it, Hints()), sample(it)]

    assert max(len(value) for value in values if isinstance(value, str | list)) <= 20_001
