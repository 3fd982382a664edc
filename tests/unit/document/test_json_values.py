"""JSON text becomes values, or every fault that hides none is found at its place."""

from decimal import Decimal
from typing import Any

import pytest

from lightmeter.document import json_values as module
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.json_values import load_json


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        load_json(text)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "value"),
    (
        ('{"a": 1, "b": [true, null, "x"]}', {"a": 1, "b": [True, None, "x"]}),
        (" 12345678901234567890 ", 12345678901234567890),
        ('"\\ud83e\\udd8a"', "🦊"),
        ('"\\\\ud800"', "\\ud800"),
        ('["\\ud83e\\udd8a\\\\ud800"]', ["🦊\\ud800"]),
        ("[" * 100 + "]" * 100, None),
        ("9" * 4300, int("9" * 4300)),
    ),
)
def test_values_are_read(text: str, value: Any) -> None:
    assert load_json(text) == value or value is None


def test_floats_are_exact() -> None:
    value = load_json("[0.10, 1e3, 5.0]")

    assert [type(item) for item in value] == [Decimal, Decimal, Decimal]
    assert [str(item) for item in value] == ["0.10", "1E+3", "5.0"]


@pytest.mark.parametrize("text", ("", " \t\r\n "))
def test_blank_text_is_empty(text: str) -> None:
    (fault,) = faults_of(text)

    assert (fault.rule, fault.start, fault.end) == ("empty", 0, 0)


def test_every_duplicate_key_is_found_at_both_places() -> None:
    text = '{"a": 1, "b": {"c": 1, "\\u0063": 2}, "a": 2, "a": 3}'

    faults = faults_of(text)

    assert [fault.rule for fault in faults] == ["duplicate-key"] * 3
    assert [text[fault.start : fault.end] for fault in faults] == ['"\\u0063"', '"a"', '"a"']
    assert [fault.start for fault in faults] == [23, 37, 45]
    assert [fault.related for fault in faults] == [
        (("first written here", 15, 18),),
        (("first written here", 1, 4),),
        (("first written here", 1, 4),),
    ]


def test_the_same_key_in_two_objects_is_no_duplicate() -> None:
    assert load_json('[{"a": 1}, {"a": {"a": 2}}]') == [{"a": 1}, {"a": {"a": 2}}]


@pytest.mark.parametrize(
    "word", ("NaN", "Infinity", "-Infinity", "nan", "-inf", "1e999", "-1E+308", "0.1e-500")
)
def test_what_is_not_a_finite_number_is_found(word: str) -> None:
    text = f'{{"a": [{word}], "b": {word}}}'

    faults = faults_of(text)

    assert [fault.rule for fault in faults] == ["not-a-number"] * 2
    assert [text[fault.start : fault.end] for fault in faults] == [word, word]


@pytest.mark.parametrize("number", ("9" * 5000, "-" + "9" * 4301, "0." + "3" * 5000))
def test_numbers_of_too_many_digits_are_found(number: str) -> None:
    text = f'{{"a": {number}}}'

    (fault,) = faults_of(text)

    assert fault.rule == "number-range"
    assert text[fault.start : fault.end] == number


@pytest.mark.parametrize(
    ("text", "part", "start"),
    (
        ('["\\ud800"]', "\\ud800", 2),
        ('["\\uDC00\\ud800"]', "\\uDC00", 2),
        ('["\\ud83e\\ud83e\\udd8a"]', "\\ud83e", 2),
        ('["\\\\ud83e\\udd8a"]', "\\udd8a", 9),
        ('{"\\ud800": 1}', "\\ud800", 2),
    ),
)
def test_half_of_a_surrogate_pair_is_found(text: str, part: str, start: int) -> None:
    fault = faults_of(text)[0]

    assert fault.rule == "encoding"
    assert (fault.start, text[fault.start : fault.end]) == (start, part)


def test_faults_before_a_fault_of_syntax_are_found_too() -> None:
    faults = faults_of('{"a": NaN, "a": "\\ud800", }')

    assert [fault.rule for fault in faults] == [
        *("not-a-number", "duplicate-key"),
        *("encoding", "syntax"),
    ]


@pytest.mark.parametrize("text", ("[" * 101 + "]" * 101, "[" * 10_000, "[" * 1_000_000))
def test_the_first_bracket_too_deep_is_found(text: str) -> None:
    (fault,) = faults_of(text)

    assert (fault.rule, fault.start, fault.end) == ("nesting", 100, 101)


def test_a_caller_without_stack_left_gets_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoStack:
        def raw_decode(self, _text: str, _start: int) -> Any:
            raise RecursionError

    monkeypatch.setattr(module, "_DECODER", NoStack())

    (fault,) = faults_of("[[]]")

    assert fault.rule == "nesting"
