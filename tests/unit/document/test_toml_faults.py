"""What is written twice is found at both places."""

import pytest

from lightmeter.document.fault import DocumentError
from lightmeter.document.toml_values import load_toml

DUPLICATES: tuple[tuple[str, tuple[int, str], tuple[int, str], str], ...] = (
    # text, second place, first place, a word of the message
    ("a = 1\r\nb = 2\r\na = 3", (14, "a"), (0, "a"), "two keys"),
    ('"a" = 1\na = 3', (8, "a"), (0, '"a"'), "two keys"),
    ("[t]\na = 1\n[u]\na = 1\na = 2", (20, "a"), (14, "a"), "two keys"),
    ("[[t]]\na = 1\n[[t]]\na = 1\na = 2", (24, "a"), (18, "a"), "two keys"),
    ("[[t]]\n[t.u]\na = 1\na.b = 1", (20, "b"), (12, "a"), "complete"),
    ("a.b = 1\na.b = 2", (10, "b"), (2, "b"), "two keys"),
    ("t = {a = 1, b = {c = 1}, a = 2}", (25, "a"), (5, "a"), "two keys"),
    ("t = [1, {a = 1, a = {b = 1}}]", (16, "a"), (9, "a"), "two keys"),
    ("t = {a.b = 1, a.b.c = 2}", (18, "c"), (7, "b"), "complete"),
    ("t = {a = {}, a.b = 2}", (15, "b"), (5, "a"), "complete"),
    ("[t]\na = 1\n[t]", (11, "t"), (0, "[t]"), "written twice"),
    ("[[t]]\n[t]", (7, "t"), (0, "[[t]]"), "written twice"),
    ("[t]\n[[t]]", (6, "t"), (0, "[t]"), "written twice"),
    ("t = {}\n[t]", (8, "t"), (0, "t"), "complete"),
    ("t = []\n[[t]]", (9, "t"), (0, "t"), "complete"),
    ("t = 1\n[t.u]", (9, "u"), (0, "t"), "complete"),
    ("t = {}\nt.a = 1", (9, "a"), (0, "t"), "complete"),
    ("[a]\nb.c = 1\n[a.b]", (15, "b"), (4, "b"), "complete"),
    ("[a.b.c]\nz = 1\n[a]\nb.c.t = 2", (22, "t"), (0, "[a.b.c]"), "complete"),
    ("[a.b]\n[a]\nb = 1", (10, "b"), (0, "[a.b]"), "two keys"),
)


@pytest.mark.parametrize(("text", "second", "first", "word"), DUPLICATES)
def test_what_is_written_twice_is_found_at_both_places(
    text: str, second: tuple[int, str], first: tuple[int, str], word: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        load_toml(text)

    (fault,) = caught.value.faults
    assert fault.rule == "duplicate-key"
    assert (fault.start, text[fault.start : fault.end]) == second
    ((label, begin, end),) = fault.related
    assert label == "first written here"
    assert (begin, text[begin:end]) == first
    assert word in fault.message
