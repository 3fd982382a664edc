from lightmeter.report.formats import FORMATS
from lightmeter.report.style import PLAIN
from lightmeter.result import BatchReport


def test_every_format_shows_an_empty_report() -> None:
    """A format ends what it writes with a newline, or writes nothing."""
    for render in FORMATS.values():
        text = render(BatchReport((), (), {}), PLAIN)
        assert text == "" or text.endswith("\n")


def test_text_comes_first() -> None:
    """The first format is what the command shows without an option."""
    assert list(FORMATS) == ["text", "concise", "json"]
