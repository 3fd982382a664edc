from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from lightmeter.packs.export.member import write_member, write_value
from lightmeter.packs.export.patterns import URI
from lightmeter.packs.member import Member

Field: TypeAlias = Callable[[str], Member]
SAFE = 2**53 - 1


@pytest.mark.parametrize(
    ("keywords", "schema"),
    (
        ('type = "string"', {"type": "string"}),
        (
            'type = "string"\nminLength = 1\nmaxLength = 9',
            {"type": "string", "minLength": 1, "maxLength": 9},
        ),
        ('type = "string"\nenum = ["a", "b"]', {"type": "string", "enum": ["a", "b"]}),
        ('type = "string"\nformat = "uri"', {"type": "string", "pattern": URI}),
        ('type = "string"\nblank = "why"\nwebhook = true', {"type": "string"}),
        ('type = "boolean"', {"type": "boolean"}),
        ('type = "integer"', {"type": "integer", "minimum": -SAFE, "maximum": SAFE}),
        ('type = "integer"\nminimum = 1', {"type": "integer", "minimum": 1, "maximum": SAFE}),
        ('type = "integer"\nmaximum = 4', {"type": "integer", "minimum": -SAFE, "maximum": 4}),
        (
            'type = "integer"\nminimum = 1\nmaximum = 4\nmultipleOf = 2',
            {"type": "integer", "minimum": 1, "maximum": 4, "multipleOf": 2},
        ),
        ('type = "number"\nmaximum = 4', {"type": "number", "maximum": 4}),
        ('type = ["integer", "number"]', {"type": ["integer", "number"]}),
        ('type = "array"', {"type": "array"}),
        (
            'type = "array"\nminItems = 1\nmaxItems = 2\nitems = { type = "boolean" }',
            {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "boolean"}},
        ),
        (
            (
                'type = "object"\nadditionalProperties = false\n'
                'properties.w = { type = "boolean", required = true }'
            ),
            {
                "type": "object",
                "properties": {"w": {"type": "boolean"}},
                "required": ["w"],
                "additionalProperties": False,
            },
        ),
        ('type = "object"\nproperties.w = {}', {"type": "object", "properties": {"w": {}}}),
        ('unsupported = "why"', {"not": {}}),
        ('type = "string"\nunsupported = "why"', {"not": {}}),
        ("", {}),
    ),
)
def test_keywords_become_json_schema(field: Field, keywords: str, schema: dict[str, Any]) -> None:
    assert write_member(field(keywords)) == schema


PATTERN = {"type": "string", "pattern": r"^[0-9]{3}$(?!\n)"}


@pytest.mark.parametrize(
    ("keywords", "schema"),
    (
        ('type = "string"\ntemplate = "{w:int:3-3}"', PATTERN),
        (
            'type = "string"\ntemplate = "{w:int:3-3}"\nenum = ["auto"]',
            {"type": "string", "anyOf": [{"enum": ["auto"]}, PATTERN]},
        ),
        (
            'type = ["string", "boolean"]\ntemplate = "{w:int:3-3}"',
            {"type": ["string", "boolean"], "anyOf": [PATTERN, {"type": "boolean"}]},
        ),
        (
            'type = ["array", "string"]\nenum = ["a"]\nmaxItems = 2',
            {
                "type": ["array", "string"],
                "anyOf": [{"enum": ["a"]}, {"type": "array"}],
                "maxItems": 2,
            },
        ),
    ),
)
def test_accepted_values_do_not_speak_of_other_types(
    field: Field, keywords: str, schema: dict[str, Any]
) -> None:
    assert write_value(field(keywords)) == schema


def test_a_template_that_nothing_fits_lets_nothing_pass(field: Field) -> None:
    member = field(
        'type = ["string", "object"]\ntemplate = "{w:int:1-2}"\n'
        'properties.w = { type = "integer", minimum = 100, maximum = 200, required = true }'
    )

    schema = write_value(member)
    assert schema["type"] == "object"


def test_annotations_are_for_those_who_ask(field: Field) -> None:
    member = field('type = "integer"\nminimum = 1\nmaximum = 4\ndefault = 2\ndeprecated = "use y"')

    assert write_member(member, lambda it: f"the {it.name}") == {
        "description": "the x",
        "deprecated": True,
        "type": "integer",
        "minimum": 1,
        "maximum": 4,
        "default": 2,
    }
    assert write_member(member) == {"type": "integer", "minimum": 1, "maximum": 4}


def test_what_is_refused_says_why(field: Field) -> None:
    assert write_member(field('unsupported = "why"'), lambda _: "not so") == {
        "description": "not so",
        "not": {},
    }


def test_an_item_is_described_and_cannot_be_left_out(field: Field) -> None:
    member = field(
        'type = "array"\nitems = { type = "string", required = true, unsupported = "no" }'
    )

    assert write_value(member, lambda it: it.field.type[0]) == {
        "type": "array",
        "items": {"description": "string", "type": "string"},
    }


def test_whole_numbers_among_numbers_are_held_to_the_accepted_ones(field: Field) -> None:
    schema = write_value(field('type = ["integer", "number"]\nenum = [1, 2]'))

    safe = {"type": "integer", "minimum": -SAFE, "maximum": SAFE}
    assert schema["anyOf"] == [{"enum": [1, 2]}, {"type": "number", "not": safe}]
