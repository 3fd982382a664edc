import pytest

from lightmeter.diagnostic import Severity
from lightmeter.document.source import Source
from lightmeter.place import Position, Span
from lightmeter.report.display import MAX_COLUMNS, text_width
from lightmeter.report.frame import Mark, render_frame
from lightmeter.report.style import COLOURED


def draw(
    text: str,
    *spans: tuple[int, int],
    labels: tuple[str, ...] = (),
    context: tuple[int, ...] = (),
    hidden: tuple[tuple[int, int], ...] = (),
) -> str:
    """Frame of a text with the first span as its error, the others as related places."""
    source = Source("a.toml", "toml", text)
    names = [*labels, *[""] * len(spans)]
    marks = [
        Mark(source.lines.span(*span), name, None if number else Severity.ERROR)
        for number, (span, name) in enumerate(zip(spans, names, strict=False))
    ]
    _, lines = render_frame(source, marks, context=context, hidden=hidden)
    return "\n".join(lines)


def test_carets_stand_under_the_span() -> None:
    """The carets are as long as the span and begin where it begins."""
    text = 'a = 1\nsize = "4K"\n'

    # "4K" with its quotes: offsets 13 to 17, columns 8 to 11.
    assert draw(text, (13, 17)) == '  |\n2 | size = "4K"\n  |        ^^^^'


def test_empty_span_has_one_caret() -> None:
    """What is missing is shown by a single caret, at the end of a line too."""
    assert draw("a =\n", (3, 3)) == "  |\n1 | a =\n  |    ^"


def test_empty_text_has_a_frame() -> None:
    """A text of nothing has a first line."""
    assert draw("", (0, 0)) == "  |\n1 |\n  | ^"


def test_end_of_text_has_a_frame() -> None:
    """The place behind the last line end is a line of its own."""
    assert draw("a = [\n", (6, 6)) == "  |\n2 |\n  | ^"


def test_labels_and_gaps() -> None:
    """Places follow the text; lines left out are three dots, and the numbers align."""
    text = "[[requests]]\nid = 1\n" + "\n" * 8 + "size = 1\nn = 2\n"
    start = text.index("1\nn")
    related = (text.index("n = 2"), text.index("n = 2") + 1)

    expected = """\
   |
 1 | [[requests]]
...
11 | size = 1
   |        ^ too small
12 | n = 2
   | - beside this"""
    frame = draw(
        text, (start, start + 1), related, labels=("too small", "beside this"), context=(1,)
    )
    assert frame == expected


def test_two_marks_on_one_line() -> None:
    """A line is shown once, with one row of marks for each place."""
    expected = """\
  |
1 | { a = 1, a = 2 }
  |   - first
  |          ^ second"""
    assert draw("{ a = 1, a = 2 }", (9, 10), (2, 3), labels=("second", "first")) == expected


def test_several_lines() -> None:
    """A span over several lines is marked on its first and says where it ends."""
    text = 'p = """\none\ntwo"""\n'

    assert draw(text, (4, 18)) == '  |\n1 | p = """\n  |     ^^^ to line 3'
    labelled = draw(text, (4, 18), labels=("too long",))
    assert labelled.endswith("^^^ too long (to line 3)")


def test_line_ends_are_not_shown() -> None:
    """The carriage return of a Windows line is neither shown nor marked."""
    assert draw('p = """\r\nx"""\r\n', (4, 13)) == '  |\n1 | p = """\n  |     ^^^ to line 2'


def test_wide_and_combining_characters() -> None:
    """Carets line up under characters of two columns and behind those of none."""
    text = '"猫e\u0301" = "品質"'
    start = text.index('"品')

    # Quote, cat (2), e with its accent (1), quote, " = ": the value begins in column 8.
    expected = '  |\n1 | "猫e\u0301" = "品質"\n  |         ^^^^^^'
    assert draw(text, (start, start + 4)) == expected


@pytest.mark.parametrize(
    ("before", "columns"),
    (
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", 4),
        ("👩\u200d👩\u200d👧", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("葛\U000e0100", 2),
        ("🇩🇪", 2),
        ("นี้", 1),
        ("\u200b", 6),
        ("a\tb", 5),
    ),
)
def test_carets_behind_what_is_joined(before: str, columns: int) -> None:
    """Syllables in parts, joined pictures and selectors are as wide as they are drawn."""
    text = f"{before}="
    _, _, carets = draw(text, (len(before), len(text))).split("\n")

    assert carets == "  | " + " " * columns + "^"


def test_tabs_are_blanks() -> None:
    """A tab takes the columns up to its stop, and the carets know."""
    # "a", tab to column 4, "=", tab to column 8, then the value.
    assert draw("a\t=\t1", (4, 5)) == "  |\n1 | a   =   1\n  |         ^"


def test_controls_are_escaped() -> None:
    """Escapes count with all their columns, before the span and in it."""
    expected = "  |\n1 | \\x1b[31m = \\u202e\n  |            ^^^^^^"
    assert draw("\x1b[31m = \u202e", (8, 9)) == expected


@pytest.mark.parametrize("at", (0, 40, 300, 599))
def test_long_lines_are_cut_around_the_span(at: int) -> None:
    """However long a line, the frame has at most 100 columns and the span is in it."""
    text = "x" * at + "!" + "x" * (600 - at)
    _, line, carets = draw(text, (at, at + 1)).split("\n")
    line, carets = line.removeprefix("1 | "), carets.removeprefix("  | ")

    assert len(line) <= MAX_COLUMNS
    assert carets.strip() == "^"
    assert line[carets.index("^")] == "!"


def test_long_wide_line() -> None:
    """Columns are counted, not characters, where a line of prompts is cut."""
    text = "猫" * 200 + "!" + "猫" * 200
    _, line, carets = draw(text, (200, 201)).split("\n")

    shown = line.removeprefix("1 | ").strip("…")
    before, _, after = shown.partition("!")
    assert len(before) * 2 + 1 + len(after) * 2 <= MAX_COLUMNS - 2
    # One column for the mark of the cut, two for each cat.
    assert carets == "  | " + " " * (1 + 2 * len(before)) + "^"


@pytest.mark.parametrize(
    "joined", ("e\u0301", "👩\u200d👧", "❤\ufe0f", "\u1112\u1161", "e" + "\u0301" * 600)
)
@pytest.mark.parametrize("shift", range(4))
def test_no_character_is_cut_in_two(joined: str, shift: int) -> None:
    """Where a long line is cut, nothing sits on the cut that belonged to what is left out."""
    text = "x" * shift + joined * 200 + "!" + joined * 200
    place = text.index("!")
    _, line, carets = draw(text, (place, place + 1)).split("\n")
    shown = line.removeprefix("1 | ")

    assert text_width(shown) <= MAX_COLUMNS
    assert text_width(shown.partition("!")[0]) == carets.removeprefix("  | ").index("^")
    if shown.startswith("…"):
        assert shown[1] in joined[0] + "x!"


def test_labels_hide_nothing() -> None:
    """A label may name a key, and a key may hold anything."""
    assert draw("a", (0, 1), labels=("\x1b[31m\n",)).endswith("^ \\x1b[31m\\n")


def test_span_longer_than_the_window() -> None:
    """A span that does not fit is marked as far as it is shown."""
    _, line, carets = draw("p = " + "y" * 500, (4, 504)).split("\n")

    assert line == "1 | p = " + "y" * 94 + "…"
    assert carets == "  |     " + "^" * 94


def test_line_of_a_million_characters() -> None:
    """A whole JSONL document on one line costs no more than a short one."""
    text = "x" * 2_000_000

    assert len(draw(text, (1_000_000, 1_000_001))) < 300


def test_hidden_offsets_are_asterisks() -> None:
    """What must not be shown is masked on marked lines and on lines of context."""
    text = 'key = "s3cret"\nother = 1\n'

    frame = draw(text, (23, 24), context=(1,), hidden=((6, 14),))
    assert frame == "  |\n1 | key = ********\n2 | other = 1\n  |         ^"


def test_wide_secret_has_the_columns_of_its_mask() -> None:
    """Asterisks take one column each, and the carets under them too."""
    assert draw('k = "猫"', (4, 7), hidden=((4, 7),)) == "  |\n1 | k = ***\n  |     ^^^"


def test_colour_changes_nothing_else() -> None:
    """With the escape sequences taken out, a coloured frame is the plain one."""
    source = Source("a.toml", "toml", "a = 1")
    mark = Mark(Span(Position(1, 5), Position(1, 6)), "here", Severity.ERROR)
    _, lines = render_frame(source, [mark], style=COLOURED)

    assert lines == [
        "\x1b[34m  |\x1b[0m",
        "\x1b[34m1 |\x1b[0m a = 1",
        "\x1b[34m  |\x1b[0m     \x1b[1;31m^ here\x1b[0m",
    ]
