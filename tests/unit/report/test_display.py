import pytest

from lightmeter.report.display import column_width, pad, piece, show, text_width, wrap


@pytest.mark.parametrize(
    ("char", "width"),
    (("a", 1), ("é", 1), ("猫", 2), ("Ａ", 2), ("\u0301", 0), ("\u200d", 0), ("🐈", 2)),
)
def test_columns_of_a_character(char: str, width: int) -> None:
    """East Asian characters take two columns, marks that combine take none."""
    assert column_width(char) == width


@pytest.mark.parametrize(
    ("char", "shown"),
    (
        ("\x1b", "\\x1b"),
        ("\u202e", "\\u202e"),
        ("\u200b", "\\u200b"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("\u200d", "\u200d"),
        ("猫", "猫"),
    ),
)
def test_what_steers_or_hides_is_escaped(char: str, shown: str) -> None:
    """Controls, bidirectional controls and invisible characters are seen; joiners work."""
    assert piece(char) == shown


def test_tab_reaches_the_next_stop() -> None:
    """A tab fills up to the next multiple of four columns."""
    assert [len(piece("\t", column)) for column in range(5)] == [4, 3, 2, 1, 4]


def test_shown_text_stays_on_one_line() -> None:
    """Line ends and tabs in a message are escaped."""
    assert show("a\nb\tc\u2028d") == "a\\nb\\tc\\u2028d"


def test_padding_counts_columns() -> None:
    """A wide character leaves room for one blank less."""
    assert pad("猫", 4) == "猫  "
    assert pad("猫", 4, right=True) == "  猫"
    assert text_width("cafe\u0301") == 4


def test_wrapping_breaks_at_blanks() -> None:
    """Lines end before the width; a word that is longer stays whole."""
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("incomprehensible it is", 6) == ["incomprehensible", "it is"]
    assert wrap("猫猫 猫猫", 7) == ["猫猫", "猫猫"]
    assert wrap("", 7) == [""]
