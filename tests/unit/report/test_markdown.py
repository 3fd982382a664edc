import pytest

from lightmeter.report.markdown import code, fenced, link, paragraph, prose, table


@pytest.mark.parametrize(
    ("text", "written"),
    (
        ("a|b", "`a|b`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        (" a", "`  a `"),
        ("", "`` ``"),
        ("a\nb", "`a\\nb`"),
    ),
)
def test_code_survives_whatever_it_holds(text: str, written: str) -> None:
    assert code(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    (
        ("size is auto", "size is auto"),
        ("as `auto` is", "as `auto` is"),
        ("image_urls or reference_*_urls", "`image_urls` or `reference_*_urls`"),
        ("options.max_images to 4", "`options.max_images` to 4"),
        ("size {width}x{height}", "size `{width}`x`{height}`"),
        ("{a_b * 2} <b> [x] *y* | z", "`{a_b * 2}` \\<b\\> \\[x\\] \\*y\\* \\| z"),
        ("_ and __", "\\_ and \\_\\_"),
        ("tick ` alone", "tick \\` alone"),
        ("a\u202eb", "a\\\\u202eb"),
    ),
)
def test_prose_reads_as_it_is_meant(text: str, written: str) -> None:
    """Names, placeholders and what has backticks are code, and nothing else is markup."""
    assert prose(text) == written


def test_a_word_between_stars_stands_out_where_that_is_wanted() -> None:
    assert prose("it *may* be 3 * 4", emphasis=True) == "it *may* be 3 \\* 4"


@pytest.mark.parametrize("marker", ("-", "+", "*", "#", ">", "1.", "23)"))
def test_a_line_does_not_begin_a_list_by_chance(marker: str) -> None:
    # 118 columns with the list's own sign and the indent, so that the marker begins the next line.
    words = "w" * 116

    assert list(paragraph(f"- {words} {marker} one", "  ")) == [
        f"- {words}",
        f"  \\{marker} one",
    ]


def test_links_and_short_code_stay_on_one_line() -> None:
    words = " ".join(["word"] * 22)

    lines = list(paragraph(f"{words} [some title](https://example.com/a) `when this is`"))

    assert lines == [words, "[some title](https://example.com/a) `when this is`"]


def test_bars_do_not_part_the_cells_of_a_table() -> None:
    lines = list(table(("a", "b", "c"), [("`x|y`", "", "1"), ("p \\| q", "", "2")]))

    assert lines == ["| a | c |", "| --- | --- |", "| `x\\|y` | 1 |", "| p \\| q | 2 |"]


@pytest.mark.parametrize("address", ("", "a b", "https://example.com/(x)", "<x>"))
def test_what_is_no_address_is_no_link(address: str) -> None:
    assert link("title", address) == "title"
    assert link("title", "https://example.com/x#y") == "[title](https://example.com/x#y)"


def test_a_block_is_longer_than_the_fences_within() -> None:
    assert list(fenced("a\n```\nb", "json")) == ["````json", "a", "```", "b", "````"]
