from decimal import Decimal
from typing import Any

import pytest

from lightmeter.diagnostic import Change, Edit, Fix
from lightmeter.document.document import Document
from lightmeter.document.reading import read_lines
from lightmeter.document.source import Format, from_text
from lightmeter.fix.edits import edits_of
from lightmeter.fix.splice import splice
from tests.unit.fix.conftest import Edited, ReadText


@pytest.mark.parametrize(
    ("form", "before", "value", "after"),
    (
        ("toml", "犬 = '4K' # x\r\n", "2K", "犬 = '2K' # x\r\n"),
        ("toml", "犬 = 5.0\n", 5, "犬 = 5\n"),
        ("toml", "犬 = [\n  1,\n]", [], "犬 = []"),
        ("json", '{"犬":"4K"}', "2K", '{"犬":"2K"}'),
        ("json", '{"犬": 5e0}', 5, '{"犬": 5}'),
        ("json", '{"犬": {"a": 1}}', None, '{"犬": null}'),
    ),
)
def test_a_value_is_replaced_and_nothing_around_it(
    edited: Edited, form: Format, before: str, value: Any, after: str
) -> None:
    text = before.replace("犬", '"犬"') if form == "toml" else before
    wanted = after.replace("犬", '"犬"') if form == "toml" else after

    assert edited(text, Change(("犬",), "set", value), form=form) == wanted


@pytest.mark.parametrize(
    ("text", "change"),
    (
        # Nothing to do.
        ("a = 1", Change(("a",), "set", 1)),
        ("a = 5.0", Change(("a",), "set", Decimal("5.00"))),
        ("a = 1", Change(("b",), "remove")),
        # No place for it.
        ("[a]\nb = 1", Change(("a",), "set", 1)),
        ("a.b = 1", Change(("a",), "set", 1)),
        ("a = 1", Change((), "set", 1)),
        ("a = 1", Change(("a", "b"), "set", 1)),
        ("a = [1]", Change(("a", 1), "set", 1)),
        ("a = 1", Change(("a",), "swap", 1)),
    ),
)
def test_there_are_no_edits_without_something_to_do_and_a_place(
    edited: Edited, text: str, change: Change
) -> None:
    assert edited(text, change) is None


@pytest.mark.parametrize(
    "changes",
    (
        (Change(("a",), "set", 3), Change(("a",), "remove")),
        (Change(("a",), "rename", "c"), Change(("b",), "rename", "c")),
        (Change(("a",), "rename", "c"), Change(("c",), "set", 3)),
        (Change(("c",), "set", 3), Change(("a",), "rename", "c")),
        (Change(("t",), "remove"), Change(("t", "u"), "set", 3)),
        (Change(("t", "v", "w"), "set", 3), Change(("t",), "remove")),
        (Change(("l", 0), "remove"), Change(("l", 1), "set", 3)),
        (Change(("c",), "set", 3), Change(("c", "d"), "set", 3)),
    ),
)
def test_changes_that_build_on_one_another_have_no_edits(
    edited: Edited, changes: tuple[Change, ...]
) -> None:
    """Offsets count in the text as it is, where the second change has no place yet."""
    assert edited("a = 1\nb = 2\nl = [1, 2]\nt = { u = 1 }\n", *changes) is None


def test_changes_of_different_kinds_are_written_together(edited: Edited) -> None:
    text = '{\n  "a": 1,\n  "b": 2,\n  "c": {"d": 3}\n}\n'
    changes = (
        Change(("b",), "remove"),
        Change(("a",), "set", 5),
        Change(("c", "d"), "rename", "e"),
        Change(("f",), "set", []),
    )

    assert edited(text, *changes, form="json") == ('{\n  "a": 5,\n  "c": {"e": 3},\n  "f": []\n}\n')


def test_edits_of_comments_are_handed_on(read_text: ReadText) -> None:
    fix = Fix(safe=True, description="", edits=(Edit(6, 9, ""), Edit(-1, 0, "")))

    assert edits_of(read_text("a = 1 # b"), fix) == (Edit(-1, 0, ""), Edit(6, 9, ""))


def test_the_edits_of_a_line_count_in_the_whole_text() -> None:
    text = '{"a": 1}\n\n {"a": 1, "b": 2}\r\n{"a": 1}'
    _, second, _ = read_lines(from_text(text, name="x", format="jsonl"))
    assert isinstance(second, Document)
    changes = (Change(("a",), "remove"), Change(("c",), "set", 3))
    edits = edits_of(second, Fix(safe=False, description="", changes=changes))

    assert edits is not None
    assert splice(text, edits) == '{"a": 1}\n\n {"b": 2, "c": 3}\r\n{"a": 1}'
