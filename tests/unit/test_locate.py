"""From a member of a request to the text under its span, whatever the text looks like."""

from typing import NamedTuple

import pytest

from lightmeter.diagnostic import Change, Diagnostic, Edit, Fix, Related, Severity
from lightmeter.document.document import Document
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Format, from_text
from lightmeter.entries import Entry, entries
from lightmeter.locate import Locator
from lightmeter.place import Span


class Found(NamedTuple):
    """Where something was found: pointer, line, the text there, and who inherits it."""

    pointer: tuple[str | int, ...]
    line: int | None
    text: str | None
    inherited: str | None = None


def under(document: Document, span: Span | None) -> str | None:
    """The text that a span covers."""
    if span is None:
        return None
    lines = document.source.lines
    start = lines.offset(span.start.line, span.start.column)
    return document.source.text[start : lines.offset(span.end.line, span.end.column)]


def find(
    text: str,
    pointer: tuple[str | int, ...],
    *,
    form: Format = "toml",
    request: int = 0,
    key: bool = False,
) -> Found:
    """Look a member of one request up."""
    source = from_text(text, name="x", format=form)
    documents = list(read_lines(source)) if form == "jsonl" else [read(source)]
    places = [
        (document, entry)
        for document in documents
        if isinstance(document, Document)
        for entry in entries(document.value)
        if isinstance(entry, Entry)
    ]
    document, entry = places[request]
    whole, span, related = Locator(document, entry.base, entry.outer).find(pointer, key=key)
    return Found(
        whole,
        span.start.line if span else None,
        under(document, span),
        under(document, related[0].span) if related else None,
    )


BATCH = """\
provider = "vidgo"

[defaults]
model = "gpt-image-2"
input = { quality = "high", size = "1:1" }

[defaults.headers]
Team = "a"

[[requests]]
id = "one"
input.prompt = "x"

[[requests]]
id = "two"
[requests.input]
prompt = "y"
quality = "low"
"""


@pytest.mark.parametrize(
    ("request_", "pointer", "found"),
    (
        (0, ("id",), Found(("requests", 0, "id"), 11, '"one"')),
        (1, ("id",), Found(("requests", 1, "id"), 15, '"two"')),
        (0, ("input", "prompt"), Found(("requests", 0, "input", "prompt"), 12, '"x"')),
        (1, ("input", "quality"), Found(("requests", 1, "input", "quality"), 18, '"low"')),
        (
            0,
            ("input", "quality"),
            Found(("defaults", "input", "quality"), 5, '"high"', "[[requests]]"),
        ),
        (1, ("input", "size"), Found(("defaults", "input", "size"), 5, '"1:1"', "[[requests]]")),
        (0, ("model",), Found(("defaults", "model"), 4, '"gpt-image-2"', "[[requests]]")),
        (1, ("provider",), Found(("provider",), 1, '"vidgo"', "[[requests]]")),
        (1, ("headers", "Team"), Found(("defaults", "headers", "Team"), 8, '"a"', "[[requests]]")),
    ),
)
def test_an_inherited_member_is_found_where_it_is_written(
    request_: int, pointer: tuple[str | int, ...], found: Found
) -> None:
    assert find(BATCH, pointer, request=request_) == found


@pytest.mark.parametrize(
    ("request_", "pointer", "line", "text"),
    (
        (0, ("callback_url",), 10, "[[requests]]"),
        (1, ("callback_url",), 14, "[[requests]]"),
        (1, ("input", "n"), 16, "[requests.input]"),
        (0, ("input", "n"), 12, "input"),
        (0, ("headers", "Key"), 7, "[defaults.headers]"),
        (1, ("input", "size", "width"), 5, '"1:1"'),
    ),
)
def test_a_missing_member_is_missing_in_the_nearest_table_that_is_written(
    request_: int, pointer: tuple[str | int, ...], line: int, text: str
) -> None:
    found = find(BATCH, pointer, request=request_)

    assert (found.line, found.text) == (line, text)
    assert found.pointer == ("requests", request_, *pointer)
    assert found.inherited is None


@pytest.mark.parametrize(
    ("form", "text", "pointer", "found"),
    (
        # Inline and dotted.
        ("toml", "input = { size = { width = 64 } }", ("input", "size", "width"), "64"),
        ("toml", "input.size.width = 64", ("input", "size", "width"), "64"),
        ("toml", '"in" = 1\n[input."a.b"]\n"c d" = 1_0', ("input", "a.b", "c d"), "1_0"),
        ("toml", "[input]\nurls = [\n  'a',\n  'b', # c\n]", ("input", "urls", 1), "'b'"),
        ("toml", "[input]\nn = 5.0 # five", ("input", "n"), "5.0"),
        ("toml", 'input.prompt = """\na\nb"""', ("input", "prompt"), '"""\na\nb"""'),
        ("toml", "[[a.b]]\nc = 1\n[[a.b]]\nc = 2", ("a", "b", 1, "c"), "2"),
        # Line ends and characters of four bytes.
        ("toml", "model = 'x'\r\n[input]\r\nn = 5\r\n", ("input", "n"), "5"),
        ("json", '{\r\n  "input": {\r\n    "n": 5}}', ("input", "n"), "5"),
        ("toml", "a = '𝔞𝔟犬'\ninput = { p = '犬𝔠', n = 5 }", ("input", "n"), "5"),
        ("json", '{"a": "𝔞𝔟犬", "input": {"𝔫": "𝔠"}}', ("input", "𝔫"), '"𝔠"'),
        ("json", '{"\\ud835\\udd2b": {"\\u006e": 1}}', ("𝔫", "n"), "1"),
        # JSON.
        ("json", '{"input": {"a/b": [1, {"~": null}]}}', ("input", "a/b", 1, "~"), "null"),
        ("json", '{"input": {"size": {"w": 1,\n"h": 2}}}', ("input", "size"), '{"w": 1,\n"h": 2}'),
        ("json", '{"": {"": ""}}', ("", ""), '""'),
    ),
)
def test_the_span_of_a_member_holds_the_text_of_its_value(
    form: Format, text: str, pointer: tuple[str | int, ...], found: str
) -> None:
    assert find(text, pointer, form=form).text == found


@pytest.mark.parametrize(
    ("form", "text", "pointer", "found"),
    (
        ("toml", "[input]\nsedd = 5", ("input", "sedd"), "sedd"),
        ("toml", 'input."a b".c = 5', ("input", "a b"), '"a b"'),
        ("toml", "input = { a = 1, '犬' = 2 }", ("input", "犬"), "'犬'"),
        ("json", '{"input": {"sedd" : 5}}', ("input", "sedd"), '"sedd"'),
        ("json", '{"input": ["a", "b"]}', ("input", 1), '"b"'),
        ("toml", "[input.mask]\na = 1", ("input", "mask"), "mask"),
    ),
)
def test_the_key_is_found_where_the_key_is_meant(
    form: Format, text: str, pointer: tuple[str | int, ...], found: str
) -> None:
    """An item of an array has no key; there the item itself is meant."""
    assert find(text, pointer, form=form, key=True).text == found


@pytest.mark.parametrize(
    ("request_", "line", "found"), ((0, 1, "1.5"), (1, 3, "2.5"), (2, 4, None))
)
def test_a_line_of_jsonl_is_a_document_in_a_longer_text(
    request_: int, line: int, found: str | None
) -> None:
    text = '{"input": {"犬": "𝔞", "n": 1.5}}\n\n  {"input": {"n": 2.5}}\r\n{"model": "x"}\n'
    place = find(text, ("input", "n"), form="jsonl", request=request_)

    assert place.line == line
    assert place.text == (found or "{")


def test_the_line_of_a_request_is_where_it_begins() -> None:
    document = read(from_text(BATCH, name="x", format="toml"))
    places = [it for it in entries(document.value) if isinstance(it, Entry)]
    lines = [Locator(document, it.base, it.outer).line for it in places]

    assert lines == [10, 14]
    assert Locator(document, ()).line == 1


def test_a_diagnostic_is_given_its_source_its_places_and_those_of_its_fix() -> None:
    document = read(from_text(BATCH, name="shots.toml", format="toml"))
    locator = Locator(document, ("requests", 0), (("defaults",), ()))
    made = Diagnostic(
        rule="enum",
        severity=Severity.ERROR,
        message="m",
        pointer=("input", "quality"),
        related=(Related("elsewhere"),),
        fix=Fix(
            safe=False,
            description="d",
            changes=(
                Change(("input", "quality"), "set", "low"),
                Change(("input", "prompt"), "remove"),
                Change(("input", "n"), "set", 1),
            ),
        ),
    )

    located = locator.locate(made)
    assert (located.source, located.pointer) == ("shots.toml", ("defaults", "input", "quality"))
    assert under(document, located.span) == '"high"'
    assert [it.message for it in located.related] == ["elsewhere", "inherited by this request"]
    assert located.related[1].pointer == ("requests", 0)
    assert located.fix is not None
    assert [(it.pointer, it.operation, it.value) for it in located.fix.changes] == [
        (("requests", 0, "input", "quality"), "set", "low"),
        (("requests", 0, "input", "prompt"), "remove", None),
        (("requests", 0, "input", "n"), "set", 1),
    ]


@pytest.mark.parametrize(
    ("safe", "change", "pointer"),
    (
        # What is sent and paid stays the same for all who inherit it.
        (True, Change(("input", "quality"), "set", "low"), ("defaults", "input", "quality")),
        (True, Change(("input", "prompt"), "set", "y"), ("requests", 0, "input", "prompt")),
        # Another request would be sent otherwise.
        (False, Change(("input", "quality"), "set", "low"), ("requests", 0, "input", "quality")),
        (False, Change(("provider",), "set", "poyo"), ("requests", 0, "provider")),
        # A request cannot take back what it inherits: whoever applies this has to see who does.
        (False, Change(("input", "quality"), "remove"), ("defaults", "input", "quality")),
        (False, Change(("input", "quality"), "rename", "q"), ("defaults", "input", "quality")),
    ),
)
def test_a_fix_is_made_where_it_concerns_no_other_request(
    safe: bool, change: Change, pointer: tuple[str | int, ...]
) -> None:
    document = read(from_text(BATCH, name="x", format="toml"))
    fix = Fix(safe=safe, description="d", changes=(change,), edits=(Edit(0, 1, ""),))
    made = Diagnostic("r", Severity.ERROR, "m", pointer=change.pointer, fix=fix)

    located = Locator(document, ("requests", 0), (("defaults",), ())).locate(made)
    assert located.fix is not None
    assert [it.pointer for it in located.fix.changes] == [pointer]
    assert located.fix.edits == fix.edits


def test_a_member_is_not_renamed_to_one_beside_it() -> None:
    document = read(from_text(BATCH, name="x", format="toml"))
    changes = (Change(("input", "quality"), "rename", "size"),)
    fix = Fix(safe=False, description="d", changes=changes)
    made = Diagnostic("unknown-field", Severity.ERROR, "m", ("input", "quality"), fix=fix)

    first = Locator(document, ("requests", 0), (("defaults",), ())).locate(made)
    second = Locator(document, ("requests", 1), (("defaults",), ())).locate(made)
    assert first.fix is None
    # Its own is another one; the size that it inherits is beside none of its members.
    assert second.fix is not None


@pytest.mark.parametrize("rule", ("unknown-field", "unsupported", "deprecated"))
def test_rules_about_a_key_point_at_the_key(rule: str) -> None:
    document = read(from_text(BATCH, name="x", format="toml"))
    made = Diagnostic(rule, Severity.ERROR, "m", pointer=("input", "quality"))

    located = Locator(document, ("requests", 1)).locate(made)
    assert under(document, located.span) == "quality"


def test_a_diagnostic_without_a_pointer_keeps_to_its_source() -> None:
    document = read(from_text(BATCH, name="x", format="toml"))

    located = Locator(document, ()).locate(Diagnostic("a", Severity.ERROR, "m"))
    assert (located.source, located.pointer, located.span) == ("x", None, None)


@pytest.mark.parametrize("pointer", (("input", True), ("input", "urls", "0"), ("input", 0)))
def test_a_pointer_of_the_wrong_kind_is_a_missing_member(pointer: tuple[str | int, ...]) -> None:
    found = find("[input]\nurls = ['a']", pointer)

    assert found.pointer == pointer
    assert found.line is not None


def test_a_pointer_ends_before_the_name_that_is_a_key() -> None:
    """What finds the place again later, a baseline for example, must not keep it either."""
    key = "sk-abcdefghij0123456789"
    document = read(from_text(f"[input.{key}]\nsize = 1\n", name="x", format="toml"))
    made = Diagnostic("type", Severity.ERROR, "m", pointer=("input", key, "size"))

    located = Locator(document, ()).locate(made)
    assert located.pointer == ("input",)
    assert under(document, located.span) == "1"
