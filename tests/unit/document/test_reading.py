import pytest

from lightmeter.document import reading as module
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Format, from_text
from lightmeter.place import Position


def lines_of(text: str) -> list[Document | DocumentError]:
    return list(read_lines(from_text(text, name="x.jsonl", format="jsonl")))


@pytest.mark.parametrize(("text", "format_"), (("a = [1]", "toml"), ('{"a": [1]}', "json")))
def test_toml_and_json_hold_one_document(text: str, format_: Format) -> None:
    document = read(from_text(text, name="x", format=format_))

    assert document.value == {"a": [1]}
    assert (document.offset, document.line) == (0, 1)


def test_jsonl_holds_one_document_a_line() -> None:
    text = '{"a": 1}\r\n\n \t\r\n[2, "\u2028\x85"]\n3'

    documents = [line for line in lines_of(text) if isinstance(line, Document)]

    assert [(document.value, document.line, document.offset) for document in documents] == [
        ({"a": 1}, 1, 0),
        ([2, "\u2028\x85"], 4, 15),
        (3, 5, text.index("\n3") + 1),
    ]


def test_a_bad_line_is_given_as_its_error_and_the_others_go_on() -> None:
    text = '{"a": 1}\n{"b": 2,}\n{"c": 1, "c": 2}\n{"d": 3}\n'

    first, second, third, fourth = lines_of(text)

    assert isinstance(first, Document)
    assert isinstance(second, DocumentError)
    (fault,) = second.faults
    assert (fault.start, text[fault.start : fault.end]) == (16, ",")
    assert isinstance(third, DocumentError)
    (fault,) = third.faults
    assert fault.related == (("first written here", 20, 23),)
    assert isinstance(fourth, Document)
    assert fourth.value == {"d": 3}


def test_an_object_over_several_lines_is_not_closed_on_its_first() -> None:
    text = '{\n"a": 1\n}\n'

    errors = lines_of(text)

    assert [type(error) for error in errors] == [DocumentError] * 3
    assert isinstance(errors[0], DocumentError)
    assert "not closed" in errors[0].faults[0].message


def test_positions_in_jsonl_count_in_the_whole_source() -> None:
    _, document = lines_of('{"a": 1}\n{"é": [1, 2]}')

    assert isinstance(document, Document)
    span = document.span(("é", 1))
    assert span is not None
    assert (span.start, span.end) == (Position(2, 11), Position(2, 12))


@pytest.mark.parametrize("text", ('"123456789"', '"é2345678"'))
def test_a_line_may_not_be_too_long(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINE_BYTES", 10)

    error, document = lines_of(f"{text}\n2\n")

    assert isinstance(error, DocumentError)
    (fault,) = error.faults
    assert (fault.rule, fault.start, fault.end) == ("too-large", 0, len(text))
    assert isinstance(document, Document)


def test_empty_jsonl_holds_nothing() -> None:
    assert lines_of("") == []
    assert lines_of("\n\r\n") == []


def test_each_reader_refuses_the_other_format() -> None:
    with pytest.raises(ValueError, match="read_lines"):
        read(from_text("", name="x", format="jsonl"))
    with pytest.raises(ValueError, match="read"):
        read_lines(from_text("", name="x", format="json"))
