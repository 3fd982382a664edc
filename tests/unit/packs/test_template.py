import pytest

from lightmeter.packs.template import Template, TemplateError, parse_template


def numbers(template: Template, text: str) -> tuple[int, ...] | None:
    match = template.loose.fullmatch(text)
    return None if match is None else tuple(int(digits) for digits in match.groups())


def test_a_template_names_its_parts_in_order() -> None:
    template = parse_template("{width:int}x{height:int}")

    assert template.parts == ("width", "height")
    assert template.literals == ("", "x", "")
    assert template.shape == "WIDTHxHEIGHT"


def test_a_fitting_text_gives_the_numbers() -> None:
    template = parse_template("{width:int}x{height:int}")

    assert numbers(template, "2304x1728") == (2304, 1728)
    assert template.canonical((2304, 1728)) == "2304x1728"


@pytest.mark.parametrize(
    "text",
    ("", "x", "2304", "2304x", "x1728", "2304X1728", "2304 x 1728", "2304x1728\n", "-1x1", "1.5x1",
     "٣x1", "1x1x1", "1e3x1"),
)  # fmt: skip
def test_other_texts_do_not_fit(text: str) -> None:
    template = parse_template("{width:int}x{height:int}")

    assert template.loose.fullmatch(text) is None
    assert template.strict.fullmatch(text) is None


def test_literals_stand_before_between_and_behind_the_parts() -> None:
    template = parse_template("r={width:int}:{height:int}.")

    assert numbers(template, "r=16:9.") == (16, 9)
    assert template.loose.fullmatch("r=16:9!") is None
    assert template.canonical((16, 9)) == "r=16:9."


@pytest.mark.parametrize(
    ("text", "fits"),
    (("99x100", False), ("100x9999", True), ("0100x100", True), ("10000x100", False)),
)
def test_the_digits_are_counted_where_the_provider_counts_them(text: str, fits: bool) -> None:
    template = parse_template("{width:int:3-4}x{height:int:3-4}")

    assert (template.loose.fullmatch(text) is not None) is fits


def test_any_number_of_leading_zeros_is_read_where_no_digits_are_counted() -> None:
    template = parse_template("{width:int}x{height:int}")

    assert numbers(template, "0" * 40 + "16x9") == (16, 9)


def test_a_number_has_fifteen_digits_at_most() -> None:
    template = parse_template("{width:int}x{height:int}")

    assert numbers(template, "9" * 15 + "x1") == (10**15 - 1, 1)
    assert template.loose.fullmatch("9" * 16 + "x1") is None


def test_upper_case_is_read_where_it_is_tolerated() -> None:
    template = parse_template("{width:int}x{height:int}", ("upper-case",))

    assert numbers(template, "16X9") == (16, 9)
    assert template.loose.fullmatch("16 x 9") is None
    assert template.strict.fullmatch("16X9") is None


def test_blanks_around_the_numbers_are_read_where_they_are_tolerated() -> None:
    template = parse_template("{width:int}x{height:int}", ("blanks",))

    assert numbers(template, " 16 x\t9 ") == (16, 9)
    assert template.loose.fullmatch("1 6x9") is None
    assert template.loose.fullmatch("16X9") is None


@pytest.mark.parametrize("spelling", ("0100x0100", "100x0100", "0100x9999"))
def test_the_canonical_spelling_fits_the_template(spelling: str) -> None:
    template = parse_template("{width:int:3-4}x{height:int:3-4}")
    values = numbers(template, spelling)

    assert values is not None
    assert template.strict.fullmatch(template.canonical(values)) is not None


def test_the_canonical_spelling_has_as_many_digits_as_the_template_demands() -> None:
    """`012` is what a template of three digits can send for twelve; `12` it would refuse."""
    template = parse_template("{width:int:3-4}x{height:int:3-4}")

    assert template.canonical((12, 1024)) == "012x1024"


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    (
        ("auto", "placeholders must be there, each with its own name", "auto"),
        ("", "placeholders must be there, each with its own name", ""),
        (
            "{a:int}x{a:int}",
            "placeholders must be there, each with its own name",
            "{a:int}x{a:int}",
        ),
        ("{a:int}{b:int}", "two placeholders touch", "{b:int}"),
        ("{a:text}x{b:int}", "only int placeholders are known", "{a:text}"),
        ("{a}x{b:int}", "write a placeholder as {name:int}", "{"),
        ("{a:int}x{b:float}", "write a placeholder as {name:int}", "{"),
        ("{a:int}}", "write a placeholder as {name:int}", "}"),
        ("{a:int:0-4}", "digits must be 1 to 15, the fewest first", "{a:int:0-4}"),
        ("{a:int:4-3}", "digits must be 1 to 15, the fewest first", "{a:int:4-3}"),
        ("{a:int:1-16}", "digits must be 1 to 15, the fewest first", "{a:int:1-16}"),
    ),
)
def test_a_template_that_cannot_be_used_says_where(text: str, message: str, marked: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(text)

    assert str(caught.value) == message
    assert text[caught.value.start : caught.value.end] == marked


def test_a_lone_brace_is_marked_where_it_stands() -> None:
    text = "{a:int}x{b}"

    with pytest.raises(TemplateError) as caught:
        parse_template(text)

    assert (caught.value.start, caught.value.end) == (8, 9)


@pytest.mark.parametrize(
    ("text", "tolerates", "marked"),
    (
        ("{a:int}0{b:int}", (), "0"),
        ("{a:int}2x{b:int}", (), "2x"),
        ("{a:int}x{b:int}9", (), "9"),
        ("v1{a:int}x2{b:int}", (), ""),
        ("{a:int} {b:int}", (), ""),
        ("{a:int} {b:int}", ("blanks",), " "),
        ("{a:int}x{b:int}\t", ("blanks",), "\t"),
        (" {a:int} x {b:int}", ("blanks",), ""),
    ),
)
def test_it_is_plain_where_a_number_ends(
    text: str, tolerates: tuple[str, ...], marked: str
) -> None:
    """Else a long row of zeros or blanks could be divided in very many ways, and all are tried."""
    if not marked:
        assert parse_template(text, tolerates).text == text
        return

    with pytest.raises(
        TemplateError, match="behind a number would be taken for a part of it"
    ) as caught:
        parse_template(text, tolerates)
    assert text[caught.value.start : caught.value.end] == marked


def test_a_template_has_a_length_and_a_number_of_parts() -> None:
    eight = "x".join(f"{{{letter}:int}}" for letter in "abcdefgh")

    assert len(parse_template(eight).parts) == 8
    with pytest.raises(TemplateError, match="at most 8 placeholders, this one 9"):
        parse_template(eight + "x{i:int}")
    with pytest.raises(TemplateError, match="at most 200 characters, this one 207"):
        parse_template("{a:int}" + "x" * 200)
