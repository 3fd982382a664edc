"""Exported patterns match what the judge accepts, in both engines."""

from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lightmeter.judge.values import is_uri
from lightmeter.packs.export.patterns import URI, template_pattern
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from tests.property.dice import Dice
from tests.property.strategies import PROMISE

SHELF = Shelf([Path(__file__).parent / "packs"])
TEMPLATES = [
    member
    for shelf in (Shelf(), SHELF)
    for pack, model in shelf.models()
    for member in shelf.program(pack, model).inputs.values()
    if member.template is not None
]


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text fits a pattern, as both engines say."""
    schema = {"pattern": pattern}
    first = Draft202012Validator(schema)
    second = jsonschema_rs.Draft202012Validator(schema)

    def match(text: str) -> bool:
        found: bool = second.is_valid(text)
        assert first.is_valid(text) is found, text
        return found

    return match


IS_URI = matcher(URI)

# Whatever the pattern tells apart, and characters beside the ends of its classes.
PIECES = st.sampled_from(
    (
        *("http", "https", "HTTPS", "hTTp", "ftp", "a", "ab", "urn", "data", "1", "+", "-", "."),
        *(":", "/", "//", "://", "@", "?", "#", "%", "<", ">", '"', "\\", "[", "]", "'", "`", "{"),
        *("\x00", "\t", "\n", "\r", "\x1f", " ", "!", "~", "\x7f", "\x80", "\x85", "\x9f", "\xa0"),
        *("\xa1", "\u167f", "\u1680", "\u1681", "\u1fff", "\u2000", "\u200a", "\u200b", "\u2028"),
        *("\u2029", "\u202f", "\u205f", "\u3000", "\ufeff", "犬", "\U0001f600"),
    )
)


@PROMISE
@given(st.lists(PIECES, max_size=9).map("".join))
def test_a_url_is_one_to_the_pattern_and_to_the_judge(text: str) -> None:
    assert IS_URI(text) is is_uri(text)


@PROMISE
@given(st.text(st.characters(exclude_categories=["Cs"])).map("https://".__add__))
def test_any_text_behind_a_scheme_is_judged_alike(text: str) -> None:
    assert IS_URI(text) is is_uri(text)


def test_the_urls_that_are_thrown_are_good_and_bad() -> None:
    dice = Dice("urls")
    texts = [dice.pick(("", "https://", "urn:")) + dice.url() for _ in range(5000)]

    accepted = 0
    for text in texts:
        assert IS_URI(text) is is_uri(text), text
        accepted += is_uri(text)
    assert 500 < accepted < 4000


def fits(member: Member, text: str) -> bool:
    """Whether the judge takes a text for a spelling of the template, within its bounds."""
    assert member.template is not None
    match = member.template.loose.fullmatch(text)
    if match is None:
        return False
    parts = [int(digits[-15:]) for digits in match.groups()]
    return all(
        (low is None or part >= low) and (high is None or part <= high)
        for part, (low, high) in zip(parts, member.part_bounds, strict=True)
    )


@pytest.mark.parametrize("member", TEMPLATES, ids=lambda it: it.field.template)
def test_a_spelling_is_one_to_the_pattern_and_to_the_judge(member: Member) -> None:
    pattern = template_pattern(member)
    assert pattern is not None
    matches, dice = matcher(pattern), Dice(member.field.template)

    accepted = 0
    for number in range(800):
        text = dice.spelling(member, wild=number % 2 == 0)
        assert matches(text) is fits(member, text), text
        accepted += matches(text)
    assert 100 < accepted < 750
