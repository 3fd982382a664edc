import pytest

from lightmeter.fix.layout import (
    comments_in,
    has_header,
    holder_of,
    items_of,
    pairs_of,
    parts_of,
)
from tests.unit.fix.conftest import ReadText

TEXT = """\
a = 1 # one
b.c = { d.e = [2, 3], f = 4 } # two
[g]
h = 5
i.j = 6
[g.k]
[[l]]
m = 7
"""


@pytest.mark.parametrize(
    ("pointer", "holder"),
    (
        (("a",), None),
        (("b", "c"), None),
        (("b", "c", "d", "e"), ("b", "c")),
        (("b", "c", "d", "e", 0), ("b", "c", "d", "e")),
        (("b", "c", "x", "y"), ("b", "c")),
        (("l", 0, "m"), None),
    ),
)
def test_a_member_is_held_by_the_nearest_brackets(
    read_text: ReadText, pointer: tuple[str | int, ...], holder: tuple[str | int, ...] | None
) -> None:
    assert holder_of(read_text(TEXT), pointer) == holder


def test_in_json_everything_is_held(read_text: ReadText) -> None:
    document = read_text('[{"a": 1}]', "json")

    assert [holder_of(document, it) for it in ((0,), (0, "a"))] == [(), (0,)]
    assert holder_of(document, ()) is None


@pytest.mark.parametrize(
    ("pointer", "expected"),
    (
        ((), True),
        (("g",), True),
        (("g", "k"), True),
        (("l", 0), True),
        (("b",), False),
        (("b", "c"), False),
        (("g", "i"), False),
    ),
)
def test_a_table_has_a_header_or_other_keys_have_made_it(
    read_text: ReadText, pointer: tuple[str | int, ...], expected: bool
) -> None:
    assert has_header(read_text(TEXT), pointer) is expected


@pytest.mark.parametrize(
    ("pointer", "texts"),
    (
        (("a",), ["a = 1"]),
        (("b",), ["b.c = { d.e = [2, 3], f = 4 }"]),
        (("b", "c", "d"), ["d.e = [2, 3]"]),
        (("b", "c", "d", "e", 1), ["3"]),
        (("g",), ["[g]", "h = 5", "i.j = 6", "[g.k]"]),
        (("l",), ["[[l]]", "m = 7"]),
    ),
)
def test_a_value_is_made_of_parts(
    read_text: ReadText, pointer: tuple[str | int, ...], texts: list[str]
) -> None:
    parts = parts_of(read_text(TEXT), pointer)

    assert [TEXT[it.start : it.end] for it in parts] == texts
    assert [it.header for it in parts] == [it.startswith("[") for it in texts]


@pytest.mark.parametrize(
    ("table", "texts"),
    (
        ((), ["a = 1", "b.c = { d.e = [2, 3], f = 4 }"]),
        (("g",), ["h = 5", "i.j = 6"]),
        (("g", "k"), []),
        (("g", "i"), ["i.j = 6"]),
    ),
)
def test_the_pairs_of_a_table_stand_before_the_next_header(
    read_text: ReadText, table: tuple[str | int, ...], texts: list[str]
) -> None:
    assert [TEXT[it.start : it.end] for it in pairs_of(read_text(TEXT), table)] == texts


def test_items_are_found_past_blanks_commas_and_comments(read_text: ReadText) -> None:
    text = "t = [ # none\n  1 # one\n  , { a . b = 2 }, # two\n]"
    items = items_of(read_text(text), ("t",))

    assert [(it.pointer, text[it.start : it.end]) for it in items] == [
        (("t", 0), "1"),
        (("t", 1), "{ a . b = 2 }"),
    ]


def test_the_comments_of_a_stretch_begin_in_it(read_text: ReadText) -> None:
    document = read_text(TEXT)
    second = TEXT.index("# two")
    ends = (second, second + len("# two"))

    assert comments_in(document, 7, len(TEXT)) == [ends]
    assert comments_in(document, second, second + 1) == [ends]
    assert comments_in(document, 7, second) == []
    assert len(comments_in(document, 0, len(TEXT))) == 2
