import pytest

from lightmeter.document import json_spans as of_json
from lightmeter.document import toml_spans as module
from lightmeter.document.document import Document
from lightmeter.document.index import Index
from lightmeter.document.reading import read
from lightmeter.document.source import Format, from_text
from lightmeter.document.toml_spans import index_toml
from lightmeter.place import Pointer, Position, Span


def document(text: str, format_: Format = "toml") -> Document:
    return read(from_text(text, name="x", format=format_))


TOML = """\
# a comment
provider = "vidgo"

[input]
size.width = 1_024
images = [
  {url = 'a'},
]

[[requests]]
id = "one"
[[requests]]
"""


@pytest.mark.parametrize(
    ("pointer", "value", "key", "header"),
    (
        (("provider",), '"vidgo"', "provider", None),
        (("input",), None, "input", "[input]"),
        (("input", "size"), None, "size", "size"),
        (("input", "size", "width"), "1_024", "width", None),
        (("input", "images"), "[\n  {url = 'a'},\n]", "images", "["),
        (("input", "images", 0), "{url = 'a'}", None, "{"),
        (("input", "images", 0, "url"), "'a'", "url", None),
        (("requests",), None, "requests", "[[requests]]"),
        (("requests", 1), None, None, "[[requests]]"),
        ((), TOML, None, "provider"),
        (("nowhere",), None, None, None),
        (("input", "images", 1), None, None, None),
    ),
)
def test_values_keys_and_headers_of_toml_have_their_text(
    pointer: Pointer, value: str | None, key: str | None, header: str | None
) -> None:
    found = document(TOML)

    places = found.slice(pointer), found.key_slice(pointer), found.header_slice(pointer)

    assert tuple(place and TOML[slice(*place)] for place in places) == (value, key, header)


def test_the_second_item_of_an_array_of_tables_has_the_second_header() -> None:
    found = document(TOML)

    assert found.header_span(("requests", 0)) == Span(Position(10, 1), Position(10, 13))
    assert found.header_span(("requests", 1)) == Span(Position(12, 1), Position(12, 13))


def test_a_span_of_what_stands_apart_is_its_header() -> None:
    found = document(TOML)

    assert found.span(("input",)) == Span(Position(4, 1), Position(4, 8))
    assert found.span(("input", "size")) == found.key_span(("input", "size"))
    assert found.span(("nowhere",)) is None
    assert found.key_span(("requests", 0)) is None


@pytest.mark.parametrize(
    ("text", "begins"),
    (("", ""), ("# x", ""), ("\n[b]\n[a]\n", "[b]"), ("\n  a.b = 1\n[c]", "a")),
)
def test_the_root_of_toml_begins_with_its_first_key_or_header(text: str, begins: str) -> None:
    found = document(text)

    place = found.header_slice(())

    assert place is not None
    assert text[slice(*place)] == begins


def test_values_keys_and_brackets_of_json_have_their_text() -> None:
    text = ' {"a": [1, {}]} '
    found = document(text, "json")

    assert found.slice(()) == (1, 15)
    assert found.header_slice(()) == (1, 2)
    assert found.key_slice(("a",)) == (2, 5)
    assert found.header_slice(("a",)) == (7, 8)
    assert found.slice(("a", 1)) == (11, 13)
    assert found.header_slice(("a", 0)) is None
    assert found.span(("b",)) is None


def test_comments_are_toml_only() -> None:
    assert document(TOML).comments == ((0, 11),)
    assert document('{"a": "# x"}', "json").comments == ()


def test_nobody_pays_for_spans_who_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def index(text: str) -> Index:
        calls.append(text)
        return index_toml(text)

    monkeypatch.setattr(module, "index_toml", index)
    found = document(TOML)

    assert found.value["provider"] == "vidgo"
    assert calls == []
    found.span(("provider",))
    found.key_span(("input",))
    assert len(calls) == 1


def test_long_json_is_indexed_as_far_as_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(of_json, "index_json")
    requests = ",\n".join(f'{{"id": "shot-{number}"}}' for number in range(1_000))
    found = document(f'{{"requests": [\n{requests}]}}', "json")

    place = found.slice(("requests", 999, "id"))
    assert place is not None
    assert found.source.text[slice(*place)] == '"shot-999"'
    assert found.source.lines.position(place[0]) == Position(1_001, 8)
    assert found.header_span(("requests", 0)) == Span(Position(2, 1), Position(2, 2))
    assert found.header_slice(()) == (0, 1)
    assert found.slice(("requests", 999, "name")) is None


def test_a_long_text_is_indexed_as_far_as_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(module, "index_toml")
    requests = [f'[[requests]]\nid = "shot-{number}"\n' for number in range(1_000)]
    found = document("# a batch\nprovider = 'vidgo'\n" + "".join(requests))

    place = found.slice(("requests", 999, "id"))
    assert place is not None
    assert found.source.text[slice(*place)] == '"shot-999"'
    assert found.source.lines.position(place[0]) == Position(2_002, 6)
    assert found.header_span(("requests", 0)) == Span(Position(3, 1), Position(3, 13))
    assert found.header_slice(()) == (10, 18)
    assert found.slice(("requests", 999, "name")) is None
