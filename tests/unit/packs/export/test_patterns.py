import re
import sys
from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.packs.export.patterns import NOT_BLANK, URI, in_any_case, template_pattern
from lightmeter.packs.member import Member

Field: TypeAlias = Callable[[str], Member]


def test_what_is_not_blank_is_what_python_finds_something_in() -> None:
    for number in range(sys.maxunicode + 1):
        text = chr(number)
        assert bool(re.search(NOT_BLANK, text)) is bool(text.strip()), hex(number)


@pytest.mark.parametrize(
    ("keywords", "pattern"),
    (
        ('template = "{w:int}x{h:int}"', r"^0*[0-9]{1,15}x0*[0-9]{1,15}$(?!\n)"),
        ('template = "{w:int:3-4}"', r"^[0-9]{3,4}$(?!\n)"),
        ('template = "r.{w:int:1-2}+"', r"^r\.[0-9]{1,2}\+$(?!\n)"),
        (
            'template = "{w:int:1-2}-K"\ntolerates = ["upper-case"]',
            "^[0-9]{1,2}-[Kk\u212a]$(?!\\n)",
        ),
        (
            (
                'template = "{w:int}x"\ntype = ["string", "object"]\n'
                'properties.w = { type = "integer", minimum = 1, maximum = 12, required = true }'
            ),
            r"^0*(?:[1-9]|1[0-2])x$(?!\n)",
        ),
    ),
)
def test_a_template_becomes_a_pattern(field: Field, keywords: str, pattern: str) -> None:
    kind = "" if "type" in keywords else 'type = "string"\n'

    assert template_pattern(field(f"{kind}{keywords}")) == pattern


@pytest.mark.parametrize(
    ("text", "fits"),
    (
        ("1x2", True),
        ("\u3000 1\t x\u00a02 \x1c", True),
        ("1\u200bx2", False),
        ("1\ufeffx2", False),
        ("1 2", False),
        ("1x2\n", True),
    ),
)
def test_blanks_are_those_of_python(field: Field, text: str, *, fits: bool) -> None:
    member = field('type = "string"\ntemplate = "{w:int}x{h:int}"\ntolerates = ["blanks"]')
    pattern = template_pattern(member)

    assert pattern is not None
    assert member.template is not None
    assert (re.search(pattern, text) is not None) is fits
    assert (member.template.loose.fullmatch(text) is not None) is fits


def test_a_template_whose_bounds_leave_nothing_has_no_pattern(field: Field) -> None:
    member = field(
        'type = ["string", "object"]\ntemplate = "{w:int:1-2}"\n'
        'properties.w = { type = "integer", minimum = 100, required = true }'
    )

    assert template_pattern(member) is None


@pytest.mark.parametrize("text", ("https://a", "HTTP://u:p@a/?q#f", "urn:x", "data:,", "a+b.c-1:x"))
def test_an_absolute_url_is_one(text: str) -> None:
    assert re.search(URI, text)


@pytest.mark.parametrize(
    "text",
    ("", "a", "c:x", "http:a", "http://", "http://@", "http://u@/a", "//a", "urn:", "urn:a b",
     "https://a\n", "\nhttps://a", "https://a\u3000", "https://<a>"),
)  # fmt: skip
def test_what_cannot_be_fetched_is_none(text: str) -> None:
    assert not re.search(URI, text)


@pytest.mark.parametrize("name", ("Idempotency-Key", "idempotency-key", "IDEMPOTENCY-KEY"))
def test_a_header_is_found_in_either_case(name: str) -> None:
    pattern = in_any_case("Idempotency-Key")

    assert re.search(pattern, name)
    assert not re.search(pattern, f"{name}s")
    assert not re.search(pattern, f"X-{name}")
    assert not re.search(pattern, f"{name}\n")


def test_the_points_of_a_headers_name_are_points() -> None:
    assert in_any_case("A.b") == r"^[Aa]\.[Bb]$(?!\n)"
