import pytest

from lightmeter.escaping import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    (
        ("plain", "plain"),
        ("Größe 犬 👩‍👩‍👧", "Größe 犬 👩‍👩‍👧"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31m\x00\x7f\x9b", "\\x1b[31m\\x00\\x7f\\x9b"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\u202egnp\u2066", "\\u202egnp\\u2066"),
        ("\ud800", "\\ud800"),
    ),
)
def test_what_a_terminal_acts_on_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown
    assert escape(shown) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    (("abcde", 5, "abcde"), ("abcdef", 5, "abcd…"), ("abc\x00f", 5, "abc…"), ("é" * 9, 3, "éé…")),
)
def test_long_text_is_clipped_and_no_escape_is_cut(text: str, limit: int, shown: str) -> None:
    assert escape(text, limit) == shown
