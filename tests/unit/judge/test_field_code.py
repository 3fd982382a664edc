"""What one field's part of a generated judge lets pass; its words are tried elsewhere."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.packs.load import Shelf
from lightmeter.verify.compare import same

HEAD = """
format = 1
id     = "acme/video"
source = "docs"
[sources.docs]
title = "Video API"
read  = "2026-01-02"
[models.video]
[fields.a]
"""

Found: TypeAlias = Callable[..., list[tuple[str, tuple[str | int, ...]]]]


class Text(str):
    """A caller's own texts."""

    __slots__ = ()


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Rule and pointer below the input of everything found about the field `a`, by both twins."""

    def run(field: str, value: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        (tmp_path / "acme").mkdir()
        (tmp_path / "acme" / "video.toml").write_text(HEAD + field)
        program = Shelf([tmp_path]).program("acme/video", "video")
        sent = {} if value is ... else {"a": value}
        body = {"model": "video", "input": sent}
        verdict = generate_judge(program)(body, None)
        assert same(verdict, interpret_judge(program)(body, None))
        return [(program.checks[index].rule, where[1:]) for index, where, _ in verdict.findings]

    return run


INTEGER = 'type = "integer"'
BOUNDED = 'type = "integer"\nminimum = -2\nmaximum = 8\nmultipleOf = 2'
NUMBER = 'type = "number"\nminimum = 1\nmaximum = 2'
TEXT = 'type = "string"\nminLength = 2\nmaxLength = 3'
ARRAY = 'type = "array"\nminItems = 1\nmaxItems = 2\nitems = { type = "integer", maximum = 5 }'
DEEP = (
    'type = "array"\nitems = { type = "object", additionalProperties = false, '
    'properties = { b = { type = "array", items = { type = "string", enum = ["x"] } } } }'
)
UNION = 'type = ["boolean", "integer", "string", "array"]\nmaximum = 5\nmaxLength = 1\nmaxItems = 1'
PLAIN = ("a",)


@pytest.mark.parametrize(
    ("field", "value"),
    (
        (INTEGER, ...),
        (INTEGER, 5),
        (INTEGER, 2**53 - 1),
        (INTEGER, 1 - 2**53),
        (BOUNDED, -2),
        (BOUNDED, 0),
        (BOUNDED, 8),
        (NUMBER, 1),
        (NUMBER, 1.5),
        (NUMBER, Decimal("1.999")),
        (NUMBER, 2),
        (TEXT, "ab"),
        (TEXT, "犬猫鳥"),
        (TEXT, "𝔞𝔟𝔠"),
        (TEXT, Text("ab")),
        (ARRAY, [5]),
        (ARRAY, (1, 2)),
        (DEEP, []),
        (DEEP, [{"b": ["x", "x"]}, {}]),
        (UNION, True),
        (UNION, 5),
        (UNION, "x"),
        (UNION, [object()]),
        ("", None),
        ("", {"b": [1]}),
        ('type = "boolean"', False),
        ('type = "object"', {"b": 1}),
    ),
)
def test_a_value_within_its_keywords_passes(found: Found, field: str, value: Any) -> None:
    assert found(field, value) == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    (
        (INTEGER, True, [("type", PLAIN)]),
        (INTEGER, "5", [("type", PLAIN)]),
        (INTEGER, 2**53, [("type", PLAIN)]),
        (INTEGER, 10**5000, [("type", PLAIN)]),
        (INTEGER, 5.5, [("type", PLAIN)]),
        (INTEGER, 5.0, [("decimal-integer", PLAIN)]),
        (INTEGER, Decimal("5.0"), [("decimal-integer", PLAIN)]),
        (BOUNDED, -4, [("minimum", PLAIN)]),
        (BOUNDED, 9, [("maximum", PLAIN), ("multiple-of", PLAIN)]),
        (BOUNDED, 3.0, [("decimal-integer", PLAIN), ("multiple-of", PLAIN)]),
        (BOUNDED, 2**53, [("maximum", PLAIN)]),
        (NUMBER, Decimal("0.999"), [("minimum", PLAIN)]),
        (NUMBER, 2.0000000000000004, [("maximum", PLAIN)]),
        (NUMBER, float("nan"), [("type", PLAIN)]),
        (NUMBER, float("inf"), [("type", PLAIN)]),
        (NUMBER, True, [("type", PLAIN)]),
        (NUMBER, Decimal("1E-401"), [("type", PLAIN)]),
        (TEXT, "a", [("min-length", PLAIN)]),
        (TEXT, "", [("min-length", PLAIN)]),
        (TEXT, "abcd", [("max-length", PLAIN)]),
        (TEXT, "e\u0301e\u0301", [("max-length", PLAIN)]),
        (TEXT, b"ab", [("type", PLAIN)]),
        (TEXT, None, [("type", PLAIN)]),
        (ARRAY, [], [("min-items", PLAIN)]),
        (ARRAY, [1, 2, 9], [("max-items", PLAIN), ("maximum", ("a", 2))]),
        (ARRAY, [True, "x"], [("type", ("a", 0)), ("type", ("a", 1))]),
        (ARRAY, {1, 2}, [("type", PLAIN)]),
        (ARRAY, "12", [("type", PLAIN)]),
        (ARRAY, {"0": 1}, [("type", PLAIN)]),
        (DEEP, [{"b": ["x", "y"]}, 1], [("enum", ("a", 0, "b", 1)), ("type", ("a", 1))]),
        (DEEP, [{"c": 1}], [("unknown-field", ("a", 0, "c"))]),
        (UNION, 6, [("maximum", PLAIN)]),
        (UNION, "xy", [("max-length", PLAIN)]),
        (UNION, [1, 2], [("max-items", PLAIN)]),
        (UNION, {}, [("type", PLAIN)]),
        (UNION, None, [("type", PLAIN)]),
        ('type = "boolean"', 1, [("type", PLAIN)]),
        ('type = "boolean"', "true", [("type", PLAIN)]),
        ('type = "object"', [], [("type", PLAIN)]),
        ('type = "string"\nrequired = true', ..., [("required", PLAIN)]),
        ('type = "string"\nrecommended = "say it"', ..., [("recommended", PLAIN)]),
        ('type = "string"\ndeprecated = "old"', 5, [("deprecated", PLAIN), ("type", PLAIN)]),
        ('type = "string"\nunsupported = "no"', 5, [("unsupported", PLAIN)]),
        ('type = "string"\nenum = ["x"]\nmaxLength = 1', "yy", [("enum", PLAIN)]),
        ('type = "integer"\nenum = [1, 2]\nmaximum = 2', 3, [("maximum", PLAIN), ("enum", PLAIN)]),
    ),
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_breaks_a_keyword_is_found_where_it_stands(
    found: Found, field: str, value: Any, expected: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    """A wrong type ends the field; bounds of numbers are told one and all; of a text, the first."""
    assert found(field, value) == expected


SIZE = 'type = "string"\nenum = ["auto"]\ntemplate = "{width:int}x{height:int}"\n'


@pytest.mark.parametrize(
    ("tolerates", "value", "expected"),
    (
        ("", "auto", []),
        ("", "64x32", []),
        ("", "064x32", [("spelling", PLAIN)]),
        ("", "64X32", [("enum", PLAIN)]),
        ("", "64 x 32", [("enum", PLAIN)]),
        ("", "64x32\n", [("enum", PLAIN)]),
        ("", "６４x32", [("enum", PLAIN)]),
        ("", "-64x32", [("enum", PLAIN)]),
        ("", "64.0x32", [("enum", PLAIN)]),
        ("", "64x", [("enum", PLAIN)]),
        ("", "0x0", []),
        ("", "9" * 15 + "x1", []),
        ("", "9" * 16 + "x1", [("enum", PLAIN)]),
        ("", "0" * 5000 + "1x1", [("spelling", PLAIN)]),
        ('tolerates = ["upper-case"]', "64X32", [("spelling", PLAIN)]),
        ('tolerates = ["upper-case"]', "Auto", [("enum", PLAIN)]),
        ('tolerates = ["blanks"]', " 64\tx 32 ", [("spelling", PLAIN)]),
        ('tolerates = ["blanks"]', "6 4x32", [("enum", PLAIN)]),
        ('tolerates = ["blanks"]', "64 X 32", [("enum", PLAIN)]),
    ),
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_a_template_takes_its_own_spellings_and_those_it_tolerates(
    found: Found, tolerates: str, value: str, expected: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    assert found(SIZE + tolerates, value) == expected


def test_digits_that_a_template_counts_are_counted_with_their_zeros(found: Found) -> None:
    field = 'type = "string"\ntemplate = "{width:int:3-4}x{height:int:3-4}"'

    assert found(field, "064x1024") == []


def test_both_forms_of_a_template_have_the_same_bounds(found: Found) -> None:
    field = (
        'type = ["string", "object"]\ntemplate = "{width:int}x{height:int}"\n'
        "properties.width = { type = 'integer', minimum = 16, required = true }\n"
        "properties.height = { type = 'integer', maximum = 64, required = true }"
    )

    assert found(field, "8x65") == [("minimum", PLAIN), ("maximum", PLAIN)]


def test_an_integer_beyond_all_is_of_the_wrong_type_and_nothing_else(found: Found) -> None:
    assert found('type = "integer"\nminimum = 0', -(2**53)) == [("type", PLAIN)]


@pytest.mark.parametrize(
    ("media", "value", "rule"),
    (
        ('data_uri = "error"', "data:image/png;base64,AA==", "data-uri"),
        ('other = "error"', "a.png", "not-a-url"),
    ),
)
def test_what_the_pack_calls_an_error_of_media_rejects(
    media: str, value: str, rule: str, tmp_path: Path
) -> None:
    (tmp_path / "acme").mkdir()
    text = f"{HEAD}type = 'string'\nmedia = {{ {media} }}"
    (tmp_path / "acme" / "video.toml").write_text(text)
    program = Shelf([tmp_path]).program("acme/video", "video")
    body = {"model": "video", "input": {"a": value}}

    verdict = generate_judge(program)(body, None)
    assert same(verdict, interpret_judge(program)(body, None))
    assert [program.checks[index].rule for index, _, _ in verdict.findings] == [rule]
    assert verdict.rejected
    assert verdict.normalized is None
