"""Each fault of syntax has its place, and a message that says what to do."""

import pytest

from lightmeter.document.fault import DocumentError
from lightmeter.document.json_values import load_json

SYNTAX: tuple[tuple[str, str, int, str, str], ...] = (
    # text, wrong part, its start, a word of the message, text of the related place
    ('{"a": 1,}', ",", 7, "no comma before }", ""),
    ("[1, 2 , \n ]", ",", 6, "no comma before ]", ""),
    ("[,]", ",", 1, "missing before ,", ""),
    ("[1,,2]", ",", 3, "missing before ,", ""),
    ('{"a": 1,, "b": 2}', ",", 8, "without a property", ""),
    ('{,"a": 1}', ",", 1, "without a property", ""),
    ('{"a": }', "}", 6, "missing before }", ""),
    ('{"a": ]', "]", 6, "missing before ]", ""),
    ('{"a"}', "}", 4, "colon", ""),
    ('{"a" 1}', "1", 5, "colon", ""),
    ('{"a" = 1}', "=", 5, "colon", ""),
    ('{"a": 1 // one\r\n}', "// one", 8, "no comments", ""),
    ("/* a\n */ {}", "/* a\n */", 0, "no comments", ""),
    ("{} # end", "# end", 3, "no comments", ""),
    ("{'a': 1}", "'a'", 1, "double quotes", ""),
    ("['it\\'s']", "'it\\'s'", 1, "double quotes", ""),
    ("['a]", "'", 1, "double quotes", ""),
    ("{a: 1}", "a", 1, "no double quotes", ""),
    ("{1: 1}", "1", 1, "no double quotes", ""),
    ("{[1]: 1}", "[", 1, "where a property belongs", ""),
    ('{"a": 1 "b": 2}', '"', 8, "between two properties", ""),
    ("[1 2]", "2", 3, "between two items", ""),
    ('{"a": 1; "b": 2}', ";", 7, "semicolon", ""),
    ("[;]", ";", 1, "missing before ;", ""),
    ('{"a": 1}\n{"a": 2}', "{", 9, "JSONL", ""),
    ("1 2", "2", 2, "JSONL", ""),
    ('{"a": 1}}', "}", 8, "nothing is open", ""),
    ('{"a": 1},', ",", 8, "nothing is open", ""),
    ("[1}", "}", 2, "does not close the array", "["),
    ('{"a": 1]', "]", 7, "does not close the object", "{"),
    ('{"a": [1, 2\n', "", 11, "the array is not closed", "["),
    ('{"a": 1', "", 7, "the object is not closed", "{"),
    ('{"a": ', "", 5, "a value is missing at the end", "{"),
    ("[1,", "", 3, "a value is missing at the end", "["),
    ('"abc', "", 4, "not closed", '"'),
    ('["abc\n"]', "", 5, "not closed on its line", '"'),
    ('["abc\r\n"]', "", 5, "not closed on its line", '"'),
    ('["a\tb"]', "\t", 3, "\\t", ""),
    ('["a\x01b"]', "\x01", 3, "\\u0001", ""),
    ('["\\q"]', "\\q", 2, "not an escape", ""),
    ('["\\u12G4"]', "\\u12", 2, "four hexadecimal digits", ""),
    ('["C:\\\n"]', "\\", 4, "lone backslash", ""),
    ('["C:\\', "\\", 4, "lone backslash", ""),
    ("[True]", "True", 1, "write true", ""),
    ('{"a": None}', "None", 6, "write null", ""),
    ('{"a": undefined}', "undefined", 6, "leave the property out", ""),
    ("[yes]", "yes", 1, "write true", ""),
    ("[01]", "01", 1, "leading zero", ""),
    ("[+1]", "+1", 1, "plus sign", ""),
    ("[.5]", ".5", 1, "0 before the point", ""),
    ("[5.]", "5.", 1, "digit after the point", ""),
    ("[1_000]", "1_000", 1, "underscores", ""),
    ("[0xFF]", "0xFF", 1, "decimal digits", ""),
    ("[16:9]", ":", 3, "between two items", ""),
    ("[4K]", "4K", 1, "double quotes", ""),
    ("[-]", "-", 1, "not a number", ""),
    ("hello", "hello", 0, "is not JSON", ""),
    ("\ufeff{}", "\ufeff", 0, "is not JSON", ""),
    ("\u00a0{}", "\u00a0", 0, "is not JSON", ""),
)


@pytest.mark.parametrize(("text", "part", "start", "word", "related"), SYNTAX)
def test_a_fault_of_syntax_has_its_place_and_remedy(
    text: str, part: str, start: int, word: str, related: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        load_json(text)

    (fault,) = caught.value.faults
    assert fault.rule == "syntax"
    assert (fault.start, text[fault.start : fault.end]) == (start, part)
    assert word in fault.message
    assert "".join(text[begin:end] for _, begin, end in fault.related) == related
