from lightmeter.document.quoting import quoted


def test_text_is_quoted_on_one_line() -> None:
    assert quoted("a\nb\x1b\u202e é") == '"aU+000AbU+001BU+202E é"'


def test_long_text_is_clipped() -> None:
    assert quoted("x" * 41) == f'"{"x" * 39}…"'
    assert quoted("x" * 40) == f'"{"x" * 40}"'
