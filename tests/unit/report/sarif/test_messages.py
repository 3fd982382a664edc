import pytest

from lightmeter.report.sarif.messages import literal, message, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("size {0} of {12}", "size {{0}} of {{12}}"),
        ("write ${API_KEY}, {} or {size}", "write ${API_KEY}, {} or {size}"),
        ("see [a](https://example.com)", "see [a] (https://example.com)"),
        ("a[0] is [1, 2] (both)", "a[0] is [1, 2] (both)"),
    ),
)
def test_a_text_means_what_it_says(text: str, expected: str) -> None:
    """Nothing in it is a placeholder or a link, and what could not be one stays as it is."""
    assert plain(text) == expected
    assert message(text) == {"text": expected}


def test_markdown_keeps_its_links() -> None:
    """What we write ourselves may link to a source."""
    assert literal("[a](b) {0}") == "[a](b) {{0}}"
