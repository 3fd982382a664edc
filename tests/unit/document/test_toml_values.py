"""TOML text becomes values, or its fault is found at its place."""

import datetime as dt
from decimal import Decimal

import pytest

from lightmeter.document import toml_values as module
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


SYNTAX: tuple[tuple[str, str, int, str, str], ...] = (
    # text, wrong part, its start, a word of the message, text of the related place
    ("a = 1\r\né = 1", "é", 7, "needs quotes", ""),
    ("= 1", "=", 0, "key is missing", ""),
    ('{"a": 1}', "{", 0, "if this is JSON", ""),
    ("// x", "//", 0, "begins with #", ""),
    ("a = 1\n}", "}", 6, "nothing is open", ""),
    (", a = 1", ",", 0, "no comma", ""),
    ("a = 1 b = 2", "b", 6, "new line", ""),
    ("a = 1,\nb = 2", ",", 5, "no , between", ""),
    ("a = 1;", ";", 5, "no ; between", ""),
    ('a = "x";', ";", 7, "no ; between", ""),
    ("a = 1 // x", "//", 6, "begins with #", ""),
    ("a = []]", "]", 6, "nothing is open", ""),
    ('a = "x" "y"', '"', 8, "new line", ""),
    ("a = 1\rb = 2", "\r", 5, "carriage return", ""),
    ("size = 16:9", "16:9", 7, "in quotes", ""),
    ("size = 4K", "4K", 7, "in quotes", ""),
    ("a = [16:9]", "16:9", 5, "in quotes", ""),
    ("a = 01", "01", 4, "leading zero", ""),
    ("a = .5", ".5", 4, "both sides of the point", ""),
    ("a = 5.", "5.", 4, "both sides of the point", ""),
    ("a = 2026-1-31", "2026-1-31", 4, "2026-01-31", ""),
    ("a = 2026-02-31", "2026-02-31", 4, "calendar", ""),
    ("a: 1", ":", 1, "colon", ""),
    ("my key = 1", "key", 3, "quotes", ""),
    ("a\nb = 1", "", 1, "has no value", ""),
    ("a = {b}", "}", 6, "has no value", ""),
    ("a =\r\nb = 1", "", 3, "has no value", ""),
    ("a = # none", "#", 4, "has no value", ""),
    ("a = [1,,2]", ",", 7, "missing before ,", ""),
    ("a = {b = }", "}", 9, "missing before }", ""),
    ("a = null", "null", 4, "leave the key out", ""),
    ("a = True", "True", 4, "write true", ""),
    ("a = no", "no", 4, "write false", ""),
    ("a = photo", "photo", 4, "in quotes", ""),
    ("a = “x”", "“x”", 4, "straight quotes", ""),
    ("a = @x", "@x", 4, "in quotes", ""),
    ("a. = 1", "=", 3, "key is missing", ""),
    ("[]", "]", 1, "key is missing", ""),
    ("[é]", "é", 1, "in quotes", ""),
    ("[" * 1_000_000, "[", 2, "in quotes", ""),
    ('a = "x', "", 6, "on its line", '"'),
    ('a = "x\r\nb = "y"', "", 6, "on its line", '"'),
    ("a = 'x\r\nb = 'y'", "", 6, "on its line", "'"),
    ("a = 'x\nb = 1", "", 6, "on its line", "'"),
    ('a = """x"\nb = 1\n', "", 15, "not closed", '"""'),
    ("a = '''x''\n", "", 10, "not closed", "'''"),
    ('a = ["x, 1]\n', "", 11, "on its line", '"'),
    ('[ "x\n]', "", 4, "on its line", '"'),
    ('a. "x\n" = 1', "", 5, "on its line", '"'),
    ('a = "x\x01"', "\x01", 6, "\\u0001", ""),
    ("a = 'x\x01'", "\x01", 6, "double quotes", ""),
    ("a = '''\n\x01'''", "\x01", 8, "double quotes", ""),
    ("a = 1 # x\x01", "\x01", 9, "comment", ""),
    ('a = "C:\\dir"', "\\d", 7, "single quotes", ""),
    ('a = "\\u12"', "\\u12", 5, "4 hexadecimal", ""),
    ('a = "\\ud800"', "\\ud800", 5, "surrogate", ""),
    ('a = "\\xg"', "\\x", 5, "2 hexadecimal", ""),
    ('a = "x\\\r\n"', "\\", 6, "lone backslash", ""),
    ('"\\q" = 1', "\\q", 1, "single quotes", ""),
    ("a = [1 2]", "2", 7, "comma", "["),
    ("a = {b = 1 c = 2}", "c", 11, "comma", "{"),
    ("a = [1, 2\n", "", 9, "array is not closed", "["),
    ("a = [1, 2,\n\nb = 1", "b", 12, "array is not closed", "["),
    ("a = [[1], [2\nb = 1", "b", 13, "array is not closed", "["),
    ("a = {b = 1, # x\n", "", 15, "inline table is not closed", "{"),
    ("a = {b", "", 6, "inline table is not closed", "{"),
    ("[a", "", 2, "header is not closed", "["),
    ("b = 1\n[a b]", "b", 9, "header is not closed", "["),
    ("[[a]", "]", 3, "header is not closed", "[["),
)


@pytest.mark.parametrize(("text", "part", "start", "word", "related"), SYNTAX)
def test_a_fault_of_syntax_has_its_place_and_remedy(
    text: str, part: str, start: int, word: str, related: str
) -> None:
    (fault,) = faults_of(text)

    assert fault.rule == "syntax"
    assert (fault.start, text[fault.start : fault.end]) == (start, part)
    assert word in fault.message
    assert "".join(text[begin:end] for _, begin, end in fault.related) == related


DUPLICATES: tuple[tuple[str, str, int, str, int, str], ...] = (
    # text, second place, its start, first place, its start, a word of the message
    ("a = 1\r\nb = 2\r\na = 3", "a", 14, "a", 0, "two keys"),
    ('"a" = 1\na = 3', "a", 8, '"a"', 0, "two keys"),
    ("[t]\na = 1\n[u]\na = 1\na = 2", "a", 20, "a", 14, "two keys"),
    ("[[t]]\na = 1\n[[t]]\na = 1\na = 2", "a", 24, "a", 18, "two keys"),
    ("[[t]]\n[t.u]\na = 1\na.b = 1", "b", 20, "a", 12, "complete"),
    ("a.b = 1\na.b = 2", "b", 10, "b", 2, "two keys"),
    ("t = {a = 1, b = {c = 1}, a = 2}", "a", 25, "a", 5, "two keys"),
    ("t = [1, {a = 1, a = {b = 1}}]", "a", 16, "a", 9, "two keys"),
    ("t = {a.b = 1, a.b.c = 2}", "c", 18, "b", 7, "complete"),
    ("t = {a = {}, a.b = 2}", "b", 15, "a", 5, "complete"),
    ("[t]\na = 1\n[t]", "t", 11, "[t]", 0, "written twice"),
    ("[[t]]\n[t]", "t", 7, "[[t]]", 0, "written twice"),
    ("[t]\n[[t]]", "t", 6, "[t]", 0, "written twice"),
    ("t = {}\n[t]", "t", 8, "t", 0, "complete"),
    ("t = []\n[[t]]", "t", 9, "t", 0, "complete"),
    ("t = 1\n[t.u]", "u", 9, "t", 0, "complete"),
    ("t = {}\nt.a = 1", "a", 9, "t", 0, "complete"),
    ("[a]\nb.c = 1\n[a.b]", "b", 15, "b", 4, "complete"),
    ("[a.b.c]\nz = 1\n[a]\nb.c.t = 2", "t", 22, "[a.b.c]", 0, "complete"),
    ("[a.b]\n[a]\nb = 1", "b", 10, "[a.b]", 0, "two keys"),
)


@pytest.mark.parametrize(("text", "second", "start", "first", "first_start", "word"), DUPLICATES)
def test_what_is_written_twice_is_found_at_both_places(
    text: str, second: str, start: int, first: str, first_start: int, word: str
) -> None:
    (fault,) = faults_of(text)

    assert fault.rule == "duplicate-key"
    assert (fault.start, text[fault.start : fault.end]) == (start, second)
    ((label, begin, end),) = fault.related
    assert (label, begin, text[begin:end]) == ("first written here", first_start, first)
    assert word in fault.message


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

    monkeypatch.setattr(module.tomli, "loads", refuse)

    (fault,) = faults_of("a = 1")

    assert fault.rule == "nesting"
