import pytest

from lightmeter.diagnostic import Change
from lightmeter.document.source import Format
from tests.unit.fix.conftest import Edited


@pytest.mark.parametrize(
    ("form", "before", "pointer", "after"),
    (
        ("json", '{"a" : {"b": 1}}', ("a", "b"), '{"a" : {"new": 1}}'),
        ("json", '[{"\\u0061": 1}]', (0, "a"), '[{"new": 1}]'),
        ("toml", "a = 1 # a\n", ("a",), "new = 1 # a\n"),
        ("toml", "'a' = 1\n\"b\" = 2\n", ("a",), "'new' = 1\n\"b\" = 2\n"),
        (
            "toml",
            "t = { a.b = 1, c = 2, a.d = 3 }",
            ("t", "a"),
            "t = { new.b = 1, c = 2, new.d = 3 }",
        ),
        ("toml", "t = { a.b = 1, a.d = 3 }", ("t", "a", "d"), "t = { a.b = 1, a.new = 3 }"),
        ("toml", "a . b = 1\na.c.d = 2\n", ("a",), "new . b = 1\nnew.c.d = 2\n"),
        ("toml", "a.b.c = 1\na.d = 2\n", ("a", "b"), "a.new.c = 1\na.d = 2\n"),
        ("toml", "[ a ]\nx = 1\n[a.b]\nx = 1\n", ("a",), "[ new ]\nx = 1\n[new.b]\nx = 1\n"),
        ("toml", "[a]\nx = 1\n[a.b]\nx = 1\n", ("a", "b"), "[a]\nx = 1\n[a.new]\nx = 1\n"),
        ("toml", "[[a]]\nx = 1\n[a.b]\n[[a]]\n", ("a",), "[[new]]\nx = 1\n[new.b]\n[[new]]\n"),
        ("toml", "[[a]]\n[a.b]\n[[a]]\n[a.b]\n", ("a", 1, "b"), "[[a]]\n[a.b]\n[[a]]\n[a.new]\n"),
        ("toml", "[[a]]\nb.c = 1\n", ("a", 0, "b"), "[[a]]\nnew.c = 1\n"),
    ),
)
def test_a_key_is_named_anew_wherever_it_is_mentioned(
    edited: Edited, form: Format, before: str, pointer: tuple[str | int, ...], after: str
) -> None:
    assert edited(before, Change(pointer, "rename", "new"), form=form) == after


@pytest.mark.parametrize("form", ("json", "toml"))
@pytest.mark.parametrize(
    "change",
    (
        Change(("x",), "rename", "y"),
        Change(("b",), "rename", "a"),
        Change(("a", 0), "rename", "y"),
    ),
)
def test_what_has_no_key_or_would_take_another_name_stays(
    edited: Edited, form: Format, change: Change
) -> None:
    text = '{"a": [1], "b": 2}' if form == "json" else "a = [1]\nb = 2\n"

    assert edited(text, change, form=form) is None
