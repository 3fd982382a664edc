"""Each fault of syntax has its place, and a message that says what to do."""

import pytest

from lightmeter.document.fault import DocumentError
from lightmeter.document.toml_values import load_toml

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
    with pytest.raises(DocumentError) as caught:
        load_toml(text)

    (fault,) = caught.value.faults
    assert fault.rule == "syntax"
    assert (fault.start, text[fault.start : fault.end]) == (start, part)
    assert word in fault.message
    assert "".join(text[begin:end] for _, begin, end in fault.related) == related
