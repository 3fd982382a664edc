import re
from pathlib import Path

import pytest

from lightmeter.judge.code import Code, join, template_of
from lightmeter.packs.load import Shelf

PACK = """
format = 1
id     = "acme/video"
source = "docs"

[sources.docs]
title = "Video API"
read  = "2026-01-02"

[models.video]

[fields.images]
type = "array"

[fields.size]
type     = "string"
template = "{width:int}x{height:int}"
"""


@pytest.fixture
def code(tmp_path: Path) -> Code:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "video.toml").write_text(PACK)
    return Code(Shelf([tmp_path]).program("acme/video", "video"), {"A": None})


@pytest.mark.parametrize(
    ("pointer", "name", "longer"),
    (
        ("()", "input", "('input',)"),
        ("('input',)", "n", "('input', 'n')"),
        ("('input', 'size')", "width", "('input', 'size', 'width')"),
        ("(*('input', 'a'), k1)", "n", "(*('input', 'a'), k1, 'n')"),
        ("()", "a'b\n", '("a\'b\\n",)'),
        ("('a,',)", ")", "('a,', ')')"),
    ),
)
def test_a_pointers_source_grows_by_a_step(pointer: str, name: str, longer: str) -> None:
    assert join(pointer, name) == longer
    steps = eval(longer, {"k1": 0})  # noqa: S307 - the text is the test's own
    assert steps[-1] == name


def test_a_member_has_one_variable_for_what_was_sent_and_one_for_what_counts(code: Code) -> None:
    slot = code.slots["images",]

    assert code.value(("images",)) == f"v{slot}"
    assert code.sent(("images",)) == f"r{slot} is not A"
    assert code.length(("images",)) == f"(len(v{slot}) if v{slot} is not A else 0)"


def test_a_part_of_a_template_has_a_variable_of_its_own(code: Code) -> None:
    slot = code.slots["size",]

    assert code.value(("size", "height")) == f"p{slot}_1"
    assert code.sent(("size", "width")) == f"p{slot}_0 is not A"


def test_only_the_parts_of_a_template_belong_to_it(code: Code) -> None:
    assert template_of(code.program, ("size", "width")) is code.program.inputs["size",].template
    assert template_of(code.program, ("size", "depth")) is None
    assert template_of(code.program, ("size",)) is None
    assert template_of(code.program, ("images", "width")) is None


def test_equal_sets_share_a_constant_and_other_objects_do_not(code: Code) -> None:
    pattern = re.compile("a")

    assert code.constant(frozenset("ab")) == code.constant(frozenset("ba"))
    assert code.constant(frozenset("ab")) != code.constant(("a", "b"))
    assert code.constant(pattern) == code.constant(pattern)
    assert code.constant([]) != code.constant([])


def test_an_empty_block_is_still_a_block(code: Code) -> None:
    code.put("if True:")
    code.block(lambda: None)
    code.put("if True:")
    code.block(lambda: code.put("x = 1"))

    assert code.lines == ["    if True:", "        pass", "    if True:", "        x = 1"]


def test_findings_are_tuples_whatever_they_hold(code: Code) -> None:
    code.find(3, "('a',)", "")
    code.find(4, "('a',)", "x")
    code.find(5, "()", "x, y")

    assert code.lines == [
        "    found.append((3, ('a',), ()))",
        "    found.append((4, ('a',), (x,)))",
        "    found.append((5, (), (x, y,)))",
    ]


def test_a_new_slot_is_never_an_old_one(code: Code) -> None:
    fresh = [code.new_slot() for _ in range(5)]

    assert len({*fresh, *code.slots.values()}) == 5 + len(code.slots)


def test_equal_collections_share_a_name_and_others_do_not(code: Code) -> None:
    """1 and true are equal to Python, and yet not the same constant."""
    values: tuple[frozenset[object], ...] = (
        frozenset({1, 2}),
        frozenset({2, 1}),
        frozenset({True, 2}),
        frozenset({"1", "2"}),
    )
    names = [code.constant(it) for it in values]

    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert code.constant(("a", "b")) == code.constant(("a", "b"))
    one, other = object(), object()
    assert code.constant(one) == code.constant(one) != code.constant(other)
