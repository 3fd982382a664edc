from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.language.scope import FieldDeclaration
from lightmeter.language.types import (
    ANY_STRING,
    BOOLEAN,
    NUMBER,
    ArrayType,
    IntegerType,
    ObjectType,
    StringType,
    Type,
    UnionType,
)
from lightmeter.packs.declare import declarations
from lightmeter.packs.load import Shelf

Declared: TypeAlias = Callable[[str], dict[tuple[str, ...], FieldDeclaration]]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


@pytest.fixture
def declared(pack_text: PackText, put: Put, shelf: Shelf) -> Declared:
    """What expressions can read of a pack's only field."""

    def run(field: str) -> dict[tuple[str, ...], FieldDeclaration]:
        put("acme/video", pack_text(f"[fields.a]\n{field}"))
        member = shelf.program("acme/video", "video").inputs["a",]
        return dict(declarations(member))

    return run


@pytest.mark.parametrize(
    ("field", "type_"),
    (
        ("type = 'string'", ANY_STRING),
        ("type = 'string'\nenum = ['x', 'y']", StringType(frozenset({"x", "y"}))),
        ("type = 'integer'", IntegerType(None, None)),
        ("type = 'integer'\nminimum = 1\nmaximum = 5", IntegerType(1, 5)),
        ("type = 'integer'\nmaximum = 5", IntegerType(None, 5)),
        ("type = 'number'\nminimum = 1", NUMBER),
        ("type = 'boolean'", BOOLEAN),
        ("type = 'array'\nmaxItems = 3", ArrayType(3)),
        ("type = 'array'", ArrayType(None)),
        ("type = 'object'", ObjectType()),
        ("", ObjectType()),
        (
            "type = ['boolean', 'integer']\nmaximum = 5",
            UnionType((BOOLEAN, IntegerType(None, 5))),
        ),
    ),
)
def test_a_field_has_the_type_its_keywords_leave(
    declared: Declared, field: str, type_: Type
) -> None:
    assert declared(field) == {("a",): FieldDeclaration(("a",), type_, certain=False)}


@pytest.mark.parametrize(
    ("field", "certain"),
    (
        ("type = 'boolean'", False),
        ("type = 'boolean'\nrequired = true", True),
        ("type = 'boolean'\ndefault = false", True),
        ("type = 'string'\ndefault = ''", True),
        ("type = 'integer'\ndefault = 0", True),
    ),
)
def test_a_field_is_certain_where_it_is_required_or_has_a_default(
    declared: Declared, field: str, certain: bool
) -> None:
    assert declared(field)["a",].certain is certain


def test_the_parts_of_a_template_are_whole_numbers_that_come_together(declared: Declared) -> None:
    found = declared(
        "type = 'string'\nrequired = true\nenum = ['auto']\ntemplate = '{w:int}x{h:int:3-4}'"
    )

    assert found["a",].certain
    assert found["a", "w"] == FieldDeclaration(
        ("a", "w"), IntegerType(0, None), certain=False, group="a"
    )
    assert found["a", "h"] == FieldDeclaration(
        ("a", "h"), IntegerType(0, 9999), certain=False, group="a"
    )


def test_the_object_form_bounds_the_parts(declared: Declared) -> None:
    found = declared(
        "type = ['string', 'object']\ntemplate = '{w:int}x{h:int:1-2}'\n"
        "properties.w = { type = 'integer', minimum = 16, maximum = 64, required = true }\n"
        "properties.h = { type = 'integer', minimum = 1, maximum = 500, required = true }"
    )

    assert found["a", "w"].type == IntegerType(16, 64)
    assert found["a", "h"].type == IntegerType(1, 500)
    assert (found["a", "w"].certain, found["a", "w"].group) == (False, "a")


def test_an_object_form_without_bounds_leaves_the_parts_unbounded(declared: Declared) -> None:
    """It counts no digits and takes a minus sign, whatever the text form does."""
    found = declared(
        "type = ['string', 'object']\ntemplate = '{w:int:3-4}x{h:int:3-4}'\n"
        "properties.w = { type = 'integer', required = true }\n"
        "properties.h = { type = 'integer', minimum = 1, required = true }"
    )

    assert found["a", "w"].type == IntegerType(None, None)
    assert found["a", "h"].type == IntegerType(1, None)
