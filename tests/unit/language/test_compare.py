from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.language.check import check
from lightmeter.language.parse import parse
from lightmeter.language.scope import FieldDeclaration, Scope
from lightmeter.language.typed import Typed
from lightmeter.language.types import ANY_STRING, BOOLEAN, NUMBER, StringType, UnionType

Checked: TypeAlias = Callable[..., Typed]
Mistake: TypeAlias = Callable[..., tuple[str, str, str]]


@pytest.mark.parametrize(
    ("text", "marked"),
    (
        ('tier == "4k"', '"4k"'),
        ('"4k" != tier', '"4k"'),
        ('tier in ["1K", "4k"]', '"4k"'),
        ('tier not in ["4k"]', '"4k"'),
    ),
)
def test_an_impossible_literal_is_marked(mistake: Mistake, text: str, marked: str) -> None:
    message = "'4k' can never occur here; possible: 1K, 2K, 4K"

    assert mistake(text) == (marked, message, '"4K"')


def test_a_pattern_admits_more_than_the_set(checked: Checked, mistake: Mistake) -> None:
    message = "'16:8' can never occur here; possible: 16:9, 1:1, auto, or text of the declared form"

    assert checked('size == "16x9"').type == BOOLEAN
    assert mistake('size == "16:8"') == ('"16:8"', message, '"16:9"')


def test_free_text_can_be_anything(checked: Checked) -> None:
    assert checked('name == "whatever"').type == BOOLEAN


def test_sets_without_a_common_value_are_never_equal(mistake: Mistake) -> None:
    message = "these are never equal: one is high, low, medium, the other 1K, 2K, 4K"

    assert mistake("quality == tier") == ("quality == tier", message, "")


def test_sets_may_be_compared_where_they_meet(checked: Checked) -> None:
    assert checked("quality == name").type == BOOLEAN
    assert checked("size != frame").type == BOOLEAN


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    (
        ("quality == 1", "quality == 1", "a string and an integer are never equal"),
        ("audio == 1", "audio == 1", "a boolean and an integer are never equal"),
        ("quality in [1]", "quality in [1", "a string and an integer are never equal"),
        ("scale != audio", "scale != audio", "a number and a boolean are never equal"),
        ("quality < n", "quality", "< orders numbers; `quality` is a string"),
        ("1 <= n <= audio", "audio", "<= orders numbers; `audio` is a boolean"),
        ("frame > 3", "frame", "> orders numbers; `frame` is a string or an object"),
        ("frame == 3", "frame == 3", "a string or an object and an integer are never equal"),
        (
            'n in [1, "a"]',
            '"a"',
            "a list holds literals of one kind; this is a string, the first an integer",
        ),
        (
            "frame == frame",
            "frame == frame",
            "two members of several forms cannot be compared; compare each with a literal",
        ),
        (
            "flag == 1",
            "flag == 1",
            "a boolean or an integer and an integer cannot be told apart in a comparison",
        ),
    ),
)
def test_only_like_is_compared_with_like(
    mistake: Mistake, text: str, marked: str, message: str
) -> None:
    assert mistake(text) == (marked, message, "")


def test_arrays_and_objects_are_not_compared(mistake: Mistake) -> None:
    message = "{} cannot be compared; ask for has() or len()"

    marked = mistake("image_urls == 3", "has(image_urls)")
    assert marked == ("image_urls", message.format("an array"), "")
    marked = mistake('options == "a"', "has(options)")
    assert marked == ("options", message.format("an object"), "")


@pytest.mark.parametrize(
    "text",
    (
        'frame == "auto"',
        'frame in ["auto", "1:1"]',
        "n == scale",
        "n in [1, 2.5]",
        "audio == true",
        "audio in [true]",
        "0 < n <= m < 16",
    ),
)
def test_like_is_compared_with_like(checked: Checked, text: str) -> None:
    assert checked(text).type == BOOLEAN


def test_a_literal_impossible_for_one_form_is_marked(mistake: Mistake) -> None:
    assert mistake('frame == "Auto"')[2] == '"auto"'


def test_a_set_may_meet_a_pattern(scope: Scope) -> None:
    preset = StringType(frozenset({"20x30", "large"}))
    wider = {**scope, ("preset",): FieldDeclaration(("preset",), preset, certain=True)}

    assert check(parse("size == preset"), wider).type == BOOLEAN
    assert check(parse("preset == size"), wider).type == BOOLEAN


def test_text_is_told_apart_from_every_other_form(scope: Scope) -> None:
    anything = UnionType((ANY_STRING, NUMBER, BOOLEAN))
    wider = {**scope, ("any",): FieldDeclaration(("any",), anything, certain=True)}

    assert check(parse('any == "1"'), wider).type == BOOLEAN
