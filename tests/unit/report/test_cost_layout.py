import pytest

from lightmeter.report.cost_layout import Column, clip, fit, lay_out, line_up, table_width
from lightmeter.report.display import text_width


def test_digits_stand_below_one_another() -> None:
    """Points do so where units are the same; what is no number is set flush right."""
    cells = ["4 credits", "12.5 credits", "1 credit", "at least $0.0315", "5 to 20 credits", ""]

    assert line_up([*cells, "not priced"]) == [
        "          4   credits",
        "         12.5 credits",
        "          1   credit ",
        "at least $0.0315     ".rjust(21),
        "    5 to 20   credits",
        "",
        "           not priced",
    ]


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
    ),
)
def test_clipping(text: str, width: int, front: int | None, clipped: str) -> None:
    """The ellipsis takes the place of what is gone; wide characters are never halved."""
    assert clip(text, width, front) == clipped
    assert text_width(clip(text, width, front)) <= width


def test_headings_stand_over_their_columns() -> None:
    columns = [Column("A", ("aa", "b")), Column("N", ("1", "22"), right=True)]

    assert lay_out(columns) == [["A ", " N"], ["aa", " 1"], ["b ", "22"]]
