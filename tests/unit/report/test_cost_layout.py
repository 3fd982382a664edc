from typing import Any

import pytest

from lightmeter.report.cost_layout import Cells, Column, clip, fit, table_width
from lightmeter.report.display import text_width


def column(heading: str, texts: tuple[str, ...], **kind: Any) -> Column:
    """A column with some cells; a line is the number of one of them."""
    cells = Cells()
    for it in texts:
        cells.see(it)
    return Column(heading, cells, lambda line: texts[line], **kind)


def first(columns: list[Column], ellipsis: str = "…") -> list[str]:
    """What is left of the first line."""
    return [it.clip(0, ellipsis) for it in columns]


@pytest.mark.parametrize(
    ("cells", "lined"),
    (
        # Points of amounts in dollars, and of those in brackets.
        (["$5", "($0.063)", "$0.5", ""], ["$5     ", "($0.063)", "$0.5   ", ""]),
        (["4 images", "1 image", "rejected"], ["4 images", "1 image ", "rejected"]),
        # No blank comes between a number and its unit, nor before a bracket.
        (["4 credits", "43.2 credits"], ["4 credits", "43.2 credits"]),
        (["(1 credit)", "12 credits"], ["(1 credit)", "12 credits"]),
        # Different units have nothing to do with each other.
        (["$0.0315", "10 to 25 credits", "12.5 credits"],) * 2,
        (["1,200 seconds", "1 image"],) * 2,
    ),
)
def test_digits_stand_below_one_another(cells: list[str], lined: list[str]) -> None:
    """Where units are the same and nothing is torn apart for it; else all is just flush right."""
    known = Cells(numbers=True)
    for it in cells:
        known.see(it)

    assert list(map(known.line_up, cells)) == lined
    assert known.width == max(map(text_width, lined))


def test_nothing_is_clipped_where_there_is_no_end_of_room() -> None:
    long = column("A", ("x" * 500,), least=4)

    assert fit([long, column("EMPTY", ("",))], None) == [long]
    assert first([long]) == ["x" * 500]


def test_the_widest_words_are_clipped_first() -> None:
    columns = [
        column("NAME", ("a" * 30,), least=8, front=0),
        column("", ("b" * 10,), least=4),
        column("N", ("1234567",), right=True),
    ]

    assert first(fit(columns, 41)) == ["…" + "a" * 19, "b" * 10, "1234567"]
    assert first(fit(columns, 27)) == ["…" + "a" * 7, "b" * 7 + "…", "1234567"]


def test_columns_that_can_be_spared_go_before_a_number_is_cut() -> None:
    columns = [
        column("NAME", ("a" * 30,), least=8),
        column("Q", ("9" * 9,), dispensable=2),
        column("N", ("1234567",), right=True),
    ]

    fitting = fit(columns, 20)
    assert [it.heading for it in fitting] == ["NAME", "N"]
    assert table_width(fitting) == 20
    assert first(fit(columns, 5)) == ["a" * 7 + "…", "1234567"]


@pytest.mark.parametrize(
    ("text", "width", "front", "clipped"),
    (
        ("short", 5, None, "short"),
        ("quality high", 8, None, "quality…"),
        ("examples/shots.toml:12", 10, 0, "…s.toml:12"),
        ("acme/picture-1", 10, 3, "acm…ture-1"),
        ("画像画像画像", 7, None, "画像画…"),
        ("画像画像画像", 6, None, "画像…"),
        ("anything", 1, 4, "…"),
        # A mark goes with the letter that it stands on: "e" with an accent, and a joined picture.
        ("ab" + "e\u0301", 2, None, "a…"),
        ("abcde\u0301", 3, 1, "a…e\u0301"),
        ("ab👨\u200d👩", 2, None, "a…"),
    ),
)
def test_clipping(text: str, width: int, front: int | None, clipped: str) -> None:
    """The ellipsis takes the place of what is gone; wide characters are never halved."""
    assert clip(text, width, front) == clipped
    assert text_width(clip(text, width, front)) <= width


def test_an_ellipsis_of_ascii() -> None:
    """It takes three columns of those that there are."""
    assert clip("examples/shots.toml:12", 10, 0, "...") == "...toml:12"
    assert first(fit([column("A", ("quality high",), least=4)], 8), "...") == ["quali..."]


def test_what_is_clipped_last() -> None:
    """Only once the others have no more than they need."""
    columns = [
        column("NAME", ("a" * 10,), least=8),
        column("NOTES", ("[1] " + "b" * 20,), least=6, clipped_last=True),
    ]

    assert first(fit(columns, 34)) == ["a" * 7 + "…", "[1] " + "b" * 20]
    assert first(fit(columns, 20)) == ["a" * 7 + "…", "[1] bbbbb…"]
    assert first(fit(columns, 9)) == ["a" * 7 + "…", "[1] b…"]


def test_headings_stand_over_their_columns() -> None:
    columns = [column("A", ("aa", "b")), column("N", ("1", "22"), right=True)]

    assert [it.head() for it in columns] == ["A ", " N"]
    assert [[it.show(line) for it in columns] for line in (0, 1)] == [["aa", " 1"], ["b ", "22"]]


def test_a_column_of_wide_characters_takes_no_more_than_is_left_of_them() -> None:
    """Of five columns, an ellipsis and two pictures of two columns each; of four, one less."""
    wide = column("N", ("画像画像", "画像"), least=2)

    assert first(fit([wide], 5, (0, 1))) == ["画像…"]
    narrow = fit([wide], 4, (0, 1))
    assert (first(narrow), narrow[0].width) == (["画…"], 4)
