"""Members between brackets come and go, and everything else stays as it was written."""

import pytest

from lightmeter.diagnostic import Change
from lightmeter.document.source import Format
from tests.unit.fix.conftest import Edited


@pytest.mark.parametrize(
    ("form", "before", "name", "after"),
    (
        ("json", '{"a": 1, "b": 2, "c": 3}', "a", '{"b": 2, "c": 3}'),
        ("json", '{"a": 1, "b": 2, "c": 3}', "b", '{"a": 1, "c": 3}'),
        ("json", '{"a": 1, "b": 2, "c": 3}', "c", '{"a": 1, "b": 2}'),
        ("json", '{"a":1,"b":2}', "b", '{"a":1}'),
        ("json", '{"a": 1}', "a", "{}"),
        ("json", '{\n  "a": [1, 2]\n}\n', "a", "{}\n"),
        ("json", '{\r\n\t"a": 1,\r\n\t"b": 2\r\n}', "b", '{\r\n\t"a": 1\r\n}'),
        ("json", '{\n  "a": {"x": 1}\n  , "b": "犬,"\n}', "a", '{\n  "b": "犬,"\n}'),
    ),
)
def test_a_member_of_an_object_goes_with_one_comma(
    edited: Edited, form: Format, before: str, name: str, after: str
) -> None:
    assert edited(before, Change((name,), "remove"), form=form) == after


@pytest.mark.parametrize(
    ("names", "after"),
    (
        ("ab", '{"c": 3, "d": 4}'),
        ("bc", '{"a": 1, "d": 4}'),
        ("cd", '{"a": 1, "b": 2}'),
        ("ac", '{"b": 2, "d": 4}'),
        ("bd", '{"a": 1, "c": 3}'),
        ("abcd", "{}"),
    ),
)
def test_several_members_share_their_commas(edited: Edited, names: str, after: str) -> None:
    changes = [Change((name,), "remove") for name in reversed(names)]

    assert edited('{"a": 1, "b": 2, "c": 3, "d": 4}', *changes, form="json") == after


@pytest.mark.parametrize(
    ("before", "pointer", "after"),
    (
        ("t = { a = 1, b = 2 }\n", ("t", "a"), "t = { b = 2 }\n"),
        ("t = {a=1,b=2}", ("t", "b"), "t = {a=1}"),
        ("t = { a = 1 } # t\n", ("t", "a"), "t = {} # t\n"),
        ("t = { a.b = 1, c = 2, a.d = 3 }", ("t", "a"), "t = { c = 2 }"),
        ("t = { c = 2, a . 'b' = 1 }", ("t", "a", "b"), None),
        ("t = [1, 2, 3]", ("t", 1), "t = [1, 3]"),
        ("t = [\n  1,\n  2,\n]", ("t", 0), "t = [\n  2,\n]"),
        ("t = [\n  1,\n  2,\n]", ("t", 1), "t = [\n  1,\n]"),
        ("t = [\n  1,\n]", ("t", 0), "t = []"),
        # Comments stay beside what they are about, or where that was.
        ("t = [\n  1, # one\n  2,\n]", ("t", 1), "t = [\n  1, # one\n]"),
        ("t = [\n  1, # one\n  2, # two\n]", ("t", 1), "t = [\n  1, # one\n   # two\n]"),
        ("t = [\n  1, # one\n  2, # two\n]", ("t", 0), "t = [\n   # one\n  2, # two\n]"),
        ("t = [\n  1 # one\n  , 2]", ("t", 0), "t = [\n   # one\n   2]"),
        ("t = [\n  1 # one\n]", ("t", 0), None),
        ("t = [1, # one\n  2]", ("t", 1), "t = [1, # one\n  ]"),
    ),
)
def test_a_member_of_toml_leaves_every_comment(
    edited: Edited, before: str, pointer: tuple[str | int, ...], after: str | None
) -> None:
    assert edited(before, Change(pointer, "remove")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    (
        ('{"a": 1}', '{"a": 1, "x": "2K"}'),
        ('{"a":1}', '{"a":1,"x":"2K"}'),
        ('{"a":1,"b":2}', '{"a":1,"b":2,"x":"2K"}'),
        ('{ "a" : 1 }', '{ "a" : 1, "x" : "2K" }'),
        ("{}", '{"x": "2K"}'),
        ("{\n}", '{"x": "2K"}'),
        ('{\n  "a": 1\n}', '{\n  "a": 1,\n  "x": "2K"\n}'),
        ('{\r\n\t"a": 1,\r\n\t"b": 2\r\n}', '{\r\n\t"a": 1,\r\n\t"b": 2,\r\n\t"x": "2K"\r\n}'),
        ('{"a": 1,\n "b": [1,\n 2]}', '{"a": 1,\n "b": [1,\n 2],\n "x": "2K"}'),
    ),
)
def test_a_new_member_of_an_object_is_written_like_its_neighbours(
    edited: Edited, before: str, after: str
) -> None:
    assert edited(before, Change(("x",), "set", "2K"), form="json") == after


@pytest.mark.parametrize(
    ("before", "pointer", "after"),
    (
        ("t = { a = 1 }", ("t", "x"), "t = { a = 1, x = 2 }"),
        ("t = {a=1}", ("t", "x"), "t = {a=1,x=2}"),
        ("t = {a=1,b=2}", ("t", "x"), "t = {a=1,b=2,x=2}"),
        ("t = {}", ("t", "x"), "t = { x = 2 }"),
        ("t = { a.b = 1 }", ("t", "a", "x y"), 't = { a.b = 1, a."x y" = 2 }'),
        ("t = { a = 1 }", ("t", "x", "y"), "t = { a = 1, x = { y = 2 } }"),
        ("t = {\n  a = 1,\n  b = 2,\n}", ("t", "x"), "t = {\n  a = 1,\n  b = 2,\n  x = 2,\n}"),
        (
            "t = {\n  a = 1, # a\n  b = 2\n}",
            ("t", "x"),
            "t = {\n  a = 1, # a\n  b = 2,\n  x = 2\n}",
        ),
        ("t = {\n  a = 1, # a\n}", ("t", "x"), None),
        ("t = { # nothing\n}", ("t", "x"), None),
        ("t = [{ a = 1 }]", ("t", 0, "x"), "t = [{ a = 1, x = 2 }]"),
        ("t = [1]", ("t", 1), None),
    ),
)
def test_a_new_member_of_an_inline_table_is_written_like_its_neighbours(
    edited: Edited, before: str, pointer: tuple[str | int, ...], after: str | None
) -> None:
    assert edited(before, Change(pointer, "set", 2)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    (
        ('{"a": 1, "b": 2}', '{"b": 2, "x": 1, "y": 2}'),
        ('{"a": 1}', '{"x": 1, "y": 2}'),
        ('{"b": 2, "a": 1}', '{"b": 2, "x": 1, "y": 2}'),
    ),
)
def test_members_come_while_others_go(edited: Edited, before: str, after: str) -> None:
    changes = (Change(("x",), "set", 1), Change(("a",), "remove"), Change(("y",), "set", 2))

    assert edited(before, *changes, form="json") == after
