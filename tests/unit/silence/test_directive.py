import datetime as dt

import pytest

from lightmeter.silence.directive import (
    Directive,
    DirectiveError,
    is_addressed,
    parse_directive,
    write_directive,
)


@pytest.mark.parametrize(
    ("comment", "addressed"),
    (
        ("# lightmeter: ignore[enum]", True),
        ("#lightmeter: anything", True),
        ("## LightMeter : ignore[enum]", True),
        ("# lightmeter ignore[enum]", True),
        ("# lightmeter-ignore enum", True),
        ("# lightmeter: https://example.com", True),
        ("# lightmeter is what checks this file", False),
        ("# checked by lightmeter: yes", False),
        ("# lightmeters: two", False),
        ("#:schema ./lightmeter.schema.json", False),
    ),
)
def test_what_speaks_to_lightmeter(comment: str, addressed: bool) -> None:
    """A comment that only mentions it is left alone."""
    assert is_addressed(comment) is addressed


@pytest.mark.parametrize(
    ("comment", "directive"),
    (
        ("# lightmeter: ignore[enum]", Directive(("enum",), ((21, 25),))),
        ("#lightmeter:ignore[ enum , type ]", Directive(("enum", "type"), ((20, 24), (27, 31)))),
        ("# lightmeter: ignore[a,]", Directive(("a",), ((21, 22),))),
        (
            "# lightmeter: ignore[vidgo/gpt-image-2/enum] -- as agreed ",
            Directive(("vidgo/gpt-image-2/enum",), ((21, 43),), reason="as agreed"),
        ),
        (
            "# lightmeter: ignore[enum] until=2026-12-31 -- until the new tier",
            Directive(
                ("enum",), ((21, 25),), reason="until the new tier", until=dt.date(2026, 12, 31)
            ),
        ),
        ("# lightmeter: ignore-file[all]", Directive(("all",), ((26, 29),), whole_file=True)),
        ("# lightmeter: ignore[enum] --", Directive(("enum",), ((21, 25),))),
    ),
)
def test_what_is_understood(comment: str, directive: Directive) -> None:
    assert parse_directive(comment) == directive


@pytest.mark.parametrize(
    ("comment", "marked", "message"),
    (
        (
            "# lightmeter ignore[enum]",
            "# lightmeter ignore[enum]",
            "this comment is not understood; write # lightmeter: ignore[billed-as-2k] -- why",
        ),
        (
            "# lightmeter: ignored[enum]",
            "ignored",
            "ignored is not known, known are ignore and ignore-file; did you mean ignore?",
        ),
        (
            "# lightmeter: noqa[enum]",
            "noqa",
            (
                "noqa is not known, known are ignore and ignore-file; write # lightmeter:"
                " ignore[billed-as-2k] -- why"
            ),
        ),
        (
            "# lightmeter: ignore -- all of it",
            "ignore",
            (
                "ignore names no rule; say which, in brackets: # lightmeter:"
                " ignore[billed-as-2k] -- why"
            ),
        ),
        (
            "# lightmeter: ignore[]",
            "[]",
            (
                "ignore names no rule between its brackets; say which: # lightmeter:"
                " ignore[billed-as-2k] -- why"
            ),
        ),
        (
            "# lightmeter: ignore[enum type]",
            "enum type",
            '"enum type" is no name of a rule; names are separated by commas: ignore[enum, type]',
        ),
        (
            "# lightmeter: ignore[enum,,type]",
            ",",
            "nothing is no name of a rule; names are separated by commas: ignore[enum, type]",
        ),
        (
            "# lightmeter: ignore[enum] until=soon -- x",
            "soon",
            'until is "soon", a date such as 2026-12-31 is expected',
        ),
        (
            "# lightmeter: ignore[enum] -- why until=2026-12-31",
            "until=2026-12-31",
            (
                "until=2026-12-31 stands behind --, where it is a part of the reason; write it"
                " before"
            ),
        ),
        (
            "# lightmeter: ignore[enum] because",
            "because",
            (
                "what follows the brackets is not understood; write a reason behind --:"
                " # lightmeter: ignore[billed-as-2k] -- why"
            ),
        ),
    ),
)
def test_what_is_not_understood(comment: str, marked: str, message: str) -> None:
    """It is said what is wrong, and where."""
    with pytest.raises(DirectiveError) as caught:
        parse_directive(comment)

    assert str(caught.value) == message
    assert comment[caught.value.start : caught.value.end] == marked


@pytest.mark.parametrize("reason", ("", "as agreed -- really"))
@pytest.mark.parametrize("whole_file", (True, False))
def test_what_is_written_is_understood(reason: str, whole_file: bool) -> None:
    written = write_directive(("enum", "vidgo/x/type"), reason, whole_file=whole_file)

    directive = parse_directive(written)
    assert directive.rules == ("enum", "vidgo/x/type")
    assert (directive.reason, directive.whole_file) == (reason, whole_file)
