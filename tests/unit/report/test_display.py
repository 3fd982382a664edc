import pytest

from lightmeter.report.display import (
    column_width,
    column_widths,
    pad,
    piece,
    show,
    text_width,
    wrap,
)


@pytest.mark.parametrize(
    ("char", "width"),
    (
        ("a", 1),
        ("é", 1),
        ("猫", 2),
        ("Ａ", 2),
        ("ｱ", 1),
        ("\u3000", 2),
        ("\u0301", 0),
        ("\u20dd", 0),
        ("\u200d", 0),
        ("\ufe0f", 0),
        ("🐈", 2),
        ("±", 1),
        ("한", 2),
        ("\u1112", 2),
        ("\u1161", 0),
        ("\u11ab", 0),
        ("\ud7b0", 0),
    ),
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


@pytest.mark.parametrize(
    ("text", "widths"),
    (
        ("ab", [1, 1]),
        ("e\u0301猫", [1, 0, 2]),
        # A syllable of Korean, in three parts.
        ("\u1112\u1161\u11ab", [2, 0, 0]),
        # A heart as a sign, and as a picture; the selector means nothing behind what is wide.
        ("❤", [1]),
        ("❤\ufe0f", [1, 1]),
        ("❤\ufe0e", [1, 0]),
        ("🐈\ufe0f", [2, 0]),
        ("1\ufe0f\u20e3", [1, 1, 0]),
        # A family, an astronaut with a skin colour, a rainbow flag: each is one picture.
        ("👩\u200d👩\u200d👧", [2, 0, 0, 0, 0]),
        ("👩🏽\u200d🚀", [2, 0, 0, 0]),
        ("🏳\ufe0f\u200d🌈", [1, 1, 0, 0]),
        ("👁\ufe0f\u200d🗨\ufe0f", [1, 1, 0, 0, 0]),
        # Two letters that are a flag together.
        ("🇩🇪", [1, 1]),
        # A colour by itself, and behind what has no skin.
        ("🏽", [2]),
        ("a🏽", [1, 2]),
        # Joiners between letters join them, and take no column.
        ("क\u094d\u200dष", [1, 0, 0, 1]),
        ("a\u200db", [1, 0, 1]),
        ("\u200d\ufe0f", [0, 0]),
    ),
)
def test_columns_within_a_text(text: str, widths: list[int]) -> None:
    """What is drawn onto the character before takes no columns of its own."""
    assert column_widths(text) == widths
    assert text_width(text) == sum(widths)


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
