from decimal import Decimal
from typing import Any

import pytest

from lightmeter.language.check import check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import facts_if_true
from lightmeter.language.message import Message, escape, fill, render
from lightmeter.language.parse import parse
from lightmeter.language.placeholders import (
    check_message,
    is_placeholder,
    name_placeholders,
    parse_message,
)
from lightmeter.language.scope import Scope


def _message(text: str, scope: Scope, given: str = "true") -> Message:
    facts = facts_if_true(check(parse(given), scope))
    return check_message(parse_message(text), scope, facts=facts)


def _mistake(text: str, scope: Scope) -> tuple[str, str]:
    with pytest.raises(ExpressionError) as caught:
        check_message(parse_message(text), scope)
    return text[caught.value.start : caught.value.end], caught.value.message


def test_values_stand_in_place_of_their_placeholders(scope: Scope) -> None:
    message = _message("got {width}x{height}, not {{16}}", scope, "custom")

    assert render(message, [20, 30]) == "got 20x30, not {16}"
    assert len(message.placeholders) == 2


def test_placeholders_may_hold_any_expression(scope: Scope) -> None:
    message = _message('{15 - len(image_urls)}{name == "}{"}', scope)

    assert render(message, [13, False]) == "13false"


def test_an_escaped_quote_does_not_end_a_string(scope: Scope) -> None:
    message = _message(r'{name == "\"}"} after', scope)

    assert render(message, [True]) == "true after"


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    (
        ("a {n", "{", "{ is not closed; a brace is written {{"),
        ('a {quality == "}', "{", "{ is not closed; a brace is written {{"),
        ("a } b", "}", "} closes nothing; a brace is written }}"),
        ("a {} b", "", "the expression is empty"),
        (
            "a {n / 2}",
            "/",
            "unexpected /: there is no division; compare products instead (a <= 3 * b)",
        ),
        ("ab {seed}", "seed", "`seed` may be absent here; guard with has(seed)"),
        ("ab {nn}", "nn", "unknown name nn"),
        ("{n.__class__}", "n.__class__", "unknown name n.__class__"),
        ("{n!r}", "!", "unexpected !: the opposite is written not"),
    ),
)
def test_mistakes_are_marked_in_the_whole_text(
    scope: Scope, text: str, marked: str, message: str
) -> None:
    assert _mistake(text, scope) == (marked, message)


def test_an_array_is_no_value_for_a_message(scope: Scope) -> None:
    with pytest.raises(ExpressionError, match="a single value is needed, not an array"):
        _message("{image_urls}", scope, "has(image_urls)")


@pytest.mark.parametrize(
    ("value", "expected"),
    (
        (True, "true"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0315"), "0.0315"),
        ({"width": 1}, "an object"),
        ([1], "an array"),
        ("text", "text"),
    ),
)
def test_values_are_spelled_as_in_json(scope: Scope, value: Any, expected: str) -> None:
    assert render(_message("{n}", scope), [value]) == expected


def test_a_long_value_is_clipped(scope: Scope) -> None:
    message = _message("[{n}]", scope)

    assert render(message, ["x" * 60]) == f"[{'x' * 60}]"
    assert render(message, ["x" * 61]) == f"[{'x' * 59}…]"


def test_an_escape_is_never_cut_in_half() -> None:
    assert escape("\x00" * 20, 10) == r"\x00\x00…"


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("a\nb\x1b[31m", r"a\nb\x1b[31m"),
        ("\u202eevil\u2066", r"\u202eevil\u2066"),
        ("\ud800", r"\ud800"),
        ("\u2028\x85", r"\u2028\x85"),
        ("一只金毛犬 👩‍🚀 \\ é", "一只金毛犬 👩‍🚀 \\ é"),
    ),
)
def test_what_could_deceive_a_reader_is_escaped(scope: Scope, text: str, expected: str) -> None:
    assert escape(text) == expected
    assert render(_message("{n}", scope), [text]) == expected
    assert render(Message((text,)), []) == expected


def test_a_placeholder_alone_keeps_its_type(scope: Scope) -> None:
    assert fill(_message("{15 - len(image_urls)}", scope), [13]) == 13


def test_a_filled_value_is_neither_clipped_nor_escaped(scope: Scope) -> None:
    message = _message("{n}x{m}\n", scope)

    assert fill(message, [1, "y" * 70]) == f"1x{'y' * 70}\n"
    assert fill(_message("plain {{}}", scope), []) == "plain {}"
    assert fill(_message("", scope), []) == ""


def test_a_message_has_a_number_of_placeholders() -> None:
    assert len(parse_message("{n}" * 20)) == 20

    with pytest.raises(ExpressionError, match="a message has at most 20 placeholders") as caught:
        parse_message("{n}" * 21)
    assert (caught.value.start, caught.value.end) == (60, 63)


@pytest.mark.parametrize(
    ("text", "lone"),
    (
        ("{n}", True),
        ('{rates["}"]}', True),
        ("{n}{n}", False),
        ("{n} ", False),
        ("{{n}}", False),
        ("{n", False),
        ("", False),
    ),
)
def test_a_lone_placeholder_is_told_from_a_text(text: str, *, lone: bool) -> None:
    assert is_placeholder(text) is lone


@pytest.mark.parametrize(
    ("text", "named"),
    (
        ("n is {n}: set n to {15 - m} or less", "n is `n`: set n to `15 - m` or less"),
        ("{{n}} is a brace, {n} a value", "{n} is a brace, `n` a value"),
        ('{rates["}"]}', '`rates["}"]`'),
        ("{n", "{n"),
        ("plain", "plain"),
    ),
)
def test_placeholders_are_named_where_there_are_no_values(text: str, named: str) -> None:
    assert name_placeholders(text) == named
