import pytest

from lightmeter.audit.flaw import Flaw, example_of
from lightmeter.diagnostic import Severity
from lightmeter.packs.file import parse_pack
from lightmeter.place import Pointer

FILE = parse_pack(
    b"""format = 1
id = "acme/video"
models.video.fields.n.maximum = 4
[rules.few]
when = "n > 5"
message = "m"
[[billing]]
item = "a"
rate = [
  { when = "n > 5", then = "1" },
  { then = "2" },
]
[let]
table = { low = 1 }
[let.rates.high]
"1K" = "5"
""",
    "acme/video.toml",
)


@pytest.mark.parametrize(
    ("pointer", "line", "column", "length"),
    (
        (("id",), 2, 6, 12),
        (("rules", "few", "when"), 5, 8, 7),
        (("rules", "few"), 4, 8, 3),
        # What is not written down is shown in what is around it.
        (("rules", "few", "require"), 4, 8, 3),
        (("billing", 0, "rate", 0, "when"), 10, 12, 7),
        # A value of many lines is shown by its key.
        (("billing", 0, "rate"), 9, 1, 4),
        (("billing", 0, "unpriced"), 7, 1, 11),
        (("let", "table", "high"), 14, 9, 11),
        (("let", "rates", "high", "2K"), 15, 12, 4),
        (("models", "video", "fields", "n", "maximum"), 3, 33, 1),
    ),
)
def test_a_flaw_is_shown_where_its_entry_stands(
    pointer: Pointer, line: int, column: int, length: int
) -> None:
    span = Flaw("a", Severity.ERROR, "m", FILE, pointer).span

    assert span is not None
    assert (span.start.line, span.start.column) == (line, column)
    assert (span.end.line, span.end.column - span.start.column) == (line, length)


@pytest.mark.parametrize(
    ("body", "shown"),
    (
        ({"model": "video", "input": {}}, 'for example { model = "video", input = {} }'),
        ({"prompt": "x" * 20}, f'for example {{ prompt = "{"x" * 20}" }}'),
        ({"prompt": "x" * 21}, f'for example {{ prompt = "{"x" * 20}…" }}'),
        ({"urls": [1, 2]}, "for example { urls = [1, 2] }"),
        ({"urls": [1, 2, 3, 4]}, 'for example { urls = [1, 2, "and 2 more"] }'),
        ({"a": [{"b": "x" * 30}]}, f'for example {{ a = [{{ b = "{"x" * 20}…" }}] }}'),
    ),
)
def test_an_example_is_short(body: dict[str, object], shown: str) -> None:
    assert example_of(body) == shown
