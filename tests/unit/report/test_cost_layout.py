import pytest

from lightmeter.report.cost_layout import Column, clip, fit, lay_out, line_up, table_width
from lightmeter.report.display import text_width


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
    assert line_up(cells) == lined


def test_nothing_is_clipped_where_there_is_no_end_of_room() -> None:
    column = Column("A", ("x" * 500,), least=4)

    assert fit([column, Column("EMPTY", ("",))], None) == [column]


def test_the_widest_words_are_clipped_first() -> None:
    columns = [
        Column("NAME", ("a" * 30,), least=8, front=0),
        Column("", ("b" * 10,), least=4),
        Column("N", ("1234567",), right=True),
    ]

    assert [it.cells[0] for it in fit(columns, 41)] == ["…" + "a" * 19, "b" * 10, "1234567"]
    assert [it.cells[0] for it in fit(columns, 27)] == ["…" + "a" * 7, "b" * 7 + "…", "1234567"]


def test_columns_that_can_be_spared_go_before_a_number_is_cut() -> None:
    columns = [
        Column("NAME", ("a" * 30,), least=8),
        Column("Q", ("9" * 9,), dispensable=2),
        Column("N", ("1234567",), right=True),
    ]

    fitting = fit(columns, 20)
    assert [it.heading for it in fitting] == ["NAME", "N"]
    assert table_width(fitting) == 20
    assert [it.cells[0] for it in fit(columns, 5)] == ["a" * 7 + "…", "1234567"]


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
    assert fit([Column("A", ("quality high",), least=4)], 8, "...")[0].cells == ("quali...",)


def test_what_is_clipped_last() -> None:
    """Only once the others have no more than they need."""
    columns = [
        Column("NAME", ("a" * 10,), least=8),
        Column("NOTES", ("[1] " + "b" * 20,), least=6, clipped_last=True),
    ]

    assert [it.cells[0] for it in fit(columns, 34)] == ["a" * 7 + "…", "[1] " + "b" * 20]
    assert [it.cells[0] for it in fit(columns, 20)] == ["a" * 7 + "…", "[1] bbbbb…"]
    assert [it.cells[0] for it in fit(columns, 9)] == ["a" * 7 + "…", "[1] b…"]


def test_headings_stand_over_their_columns() -> None:
    columns = [Column("A", ("aa", "b")), Column("N", ("1", "22"), right=True)]

    assert lay_out(columns) == [["A ", " N"], ["aa", " 1"], ["b ", "22"]]
