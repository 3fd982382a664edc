import pytest

from lightmeter.place import Lines, Position, Span, format_pointer, parse_pointer


@pytest.mark.parametrize(
    ("pointer", "text"),
    (
        ((), ""),
        (("",), "/"),
        (("input", "images", 0), "/input/images/0"),
        (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"),
    ),
)
def test_a_pointer_is_written_as_rfc_6901_says(pointer: tuple[str | int, ...], text: str) -> None:
    assert format_pointer(pointer) == text
    assert parse_pointer(text) == tuple(str(part) for part in pointer)


@pytest.mark.parametrize("text", ("a", "a/b", "/a~", "/~2", "/a~b"))
def test_a_text_that_is_no_pointer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="pointer"):
        parse_pointer(text)


def test_columns_count_code_points() -> None:
    """An accent, a CJK word and an emoji are one column a code point."""
    text = 'é = "日本 🦊" # x'

    assert Lines(text).position(text.index("#")) == Position(1, 12)


def test_lf_and_crlf_end_a_line_and_a_lone_cr_does_not() -> None:
    lines = Lines("a\nb\r\nc\rd\n")

    assert lines.starts == [0, 2, 5, 9]
    assert lines.position(3) == Position(2, 2)
    assert lines.position(7) == Position(3, 3)
    assert lines.position(9) == Position(4, 1)


def test_no_other_character_ends_a_line() -> None:
    assert Lines("a\x0b\x0c\x1c\x85\u2028\u2029b").starts == [0]


def test_an_empty_text_has_one_line() -> None:
    assert Lines("").position(0) == Position(1, 1)


def test_a_span_ends_after_its_last_character() -> None:
    assert Lines("ab\ncd").span(1, 5) == Span(Position(1, 2), Position(2, 3))


def test_an_offset_is_found_again() -> None:
    lines = Lines("ab\r\n\ncd")

    for offset in range(len(lines.text) + 1):
        position = lines.position(offset)
        assert lines.offset(position.line, position.column) == offset


def test_a_position_beyond_the_text_is_its_end() -> None:
    assert Lines("ab\n").offset(2, 5) == 3
    assert Lines("ab\n").offset(9, 1) == 3
