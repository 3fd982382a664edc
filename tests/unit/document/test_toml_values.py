"""TOML text becomes values, or its fault is found at its place."""

import datetime as dt
from decimal import Decimal

import pytest
import tomli

from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.toml_values import load_toml


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        load_toml(text)
    return caught.value.faults


def test_values_are_read() -> None:
    text = 'a = "x\\e"\nb = 1979-05-27\nc = 07:32:00\n[d]\ne = {f = 0x10, }\n'

    assert load_toml(text) == {
        "a": "x\x1b",
        "b": dt.date(1979, 5, 27),
        "c": dt.time(7, 32),
        "d": {"e": {"f": 16}},
    }


def test_floats_are_exact() -> None:
    value = load_toml("a = [0.10, 1e3, 5.0]")["a"]

    assert [type(item) for item in value] == [Decimal, Decimal, Decimal]
    assert [str(item) for item in value] == ["0.10", "1E+3", "5.0"]


@pytest.mark.parametrize("text", ("", " \r\n", "# nothing\n"))
def test_empty_text_is_an_empty_table(text: str) -> None:
    assert load_toml(text) == {}


def test_every_number_that_cannot_be_used_is_found() -> None:
    text = f"a = inf\nb = [-nan, 1e999, 1.5]\nnan = {'9' * 5000}\nc = 0x{'f' * 5000}\ninf = 1"

    faults = faults_of(text)

    assert [fault.rule for fault in faults] == [
        *["not-a-number"] * 3,
        *["number-range"] * 2,
    ]
    assert [text[fault.start : fault.end] for fault in faults] == [
        *("inf", "-nan", "1e999"),
        *("9" * 5000, "0x" + "f" * 5000),
    ]


def test_a_long_hexadecimal_number_is_found_even_alone() -> None:
    (fault,) = faults_of("a = 0x" + "f" * 5000)

    assert fault.rule == "number-range"


def test_integers_of_any_other_size_are_read() -> None:
    assert load_toml("a = " + "9" * 4300)["a"] == int("9" * 4300)
    assert load_toml("a = 0x" + "f" * 3550)["a"] == int("f" * 3550, 16)


@pytest.mark.parametrize(
    ("text", "part", "start"),
    (
        ("a = " + "[" * 100 + "]" * 100, "[", 103),
        ("a = " + "[" * 10_000, "[", 103),
        ("a = " + "[" * 200 + "]", "[", 103),
        (".".join(["a"] * 101) + " = 1", "a", 200),
        (".".join(["a"] * 10_000) + " = 1", "a", 200),
        ("[" + ".".join(["a"] * 100) + "]", "a", 199),
        ("[" + ".".join(["a"] * 900) + "]", "a", 199),
        ("[[" + ".".join(["a"] * 99) + "]]", "a", 198),
        ("[" + ".".join(["a"] * 60) + "]\n" + ".".join(["b"] * 60) + " = 1", "b", 202),
        ("a = {" + ".".join(["a"] * 200) + " = 1}", "a", 203),
    ),
)
def test_the_first_part_too_deep_is_found(text: str, part: str, start: int) -> None:
    (fault,) = faults_of(text)

    assert fault.rule == "nesting"
    assert (fault.start, text[fault.start : fault.end]) == (start, part)


@pytest.mark.parametrize(
    "text",
    (
        "a = " + "[" * 99 + "]" * 99,
        ".".join(["a"] * 100) + " = 1",
        "[" + ".".join(["a"] * 99) + "]\na = 1",
        f"a = '''\n{'.' * 200}'''",
    ),
)
def test_a_hundred_levels_are_allowed(text: str) -> None:
    assert load_toml(text)


def test_a_caller_without_stack_left_gets_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(tomli, "loads", refuse)

    (fault,) = faults_of("a = 1")

    assert fault.rule == "nesting"
