import pytest

from lightmeter.document import source as module
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.source import (
    Format,
    Source,
    byte_order_mark_fault,
    decode,
    decode_for_display,
    format_of,
    from_text,
    guess_format,
)


def source_of(data: bytes | str) -> Source:
    if isinstance(data, bytes):
        return decode(data, name="x.toml", format="toml")
    return from_text(data, name="x.toml", format="toml")


def fault_of(data: bytes | str) -> Fault:
    with pytest.raises(DocumentError) as caught:
        source_of(data)
    (fault,) = caught.value.faults
    return fault


def test_line_ends_are_left_alone() -> None:
    assert decode(b"a = 1\r\nb = 2\r", name="x", format="toml").text == "a = 1\r\nb = 2\r"


def test_a_byte_order_mark_is_taken_off_and_remembered() -> None:
    from_bytes = decode(b"\xef\xbb\xbfa = 1", name="x", format="toml")
    given = from_text("\ufeffa = 1", name="x", format="toml")

    assert from_bytes == given
    assert given.text == "a = 1"
    assert given.byte_order_mark
    fault = byte_order_mark_fault(given)
    assert fault is not None
    assert (fault.rule, fault.start, fault.end) == ("byte-order-mark", 0, 0)


def test_without_a_byte_order_mark_nothing_is_said() -> None:
    assert byte_order_mark_fault(from_text("a = 1", name="x", format="toml")) is None


@pytest.mark.parametrize("mark", (b"", b"\xef\xbb\xbf"))
def test_what_is_not_utf_8_is_refused_at_its_place(mark: bytes) -> None:
    data = mark + "a = 1\n日 = '".encode() + b"\xe9'"

    fault = fault_of(data)

    assert fault.rule == "encoding"
    assert fault.message.startswith("line 2, column 6 holds byte 0xE9, which is not UTF-8")
    text = decode_for_display(data, name="x", format="toml").text
    assert text[fault.start : fault.end] == "\ufffd"


@pytest.mark.parametrize("mark", (b"", b"\xef\xbb\xbf"))
@pytest.mark.parametrize("encoding", ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"))
def test_utf_16_and_utf_32_are_named(encoding: str, mark: bytes) -> None:
    """A mark of UTF-8 before them makes them no UTF-8."""
    fault = fault_of(mark + '{"a": 1}'.encode(encoding))

    assert fault.rule == "encoding"
    assert encoding.upper()[:6] in fault.message


def test_half_of_a_surrogate_pair_in_a_text_is_refused() -> None:
    text = "\ufeffa = '\ud800'"

    fault = fault_of(text)

    assert fault.rule == "encoding"
    assert text[1:][fault.start : fault.end] == "\ud800"


@pytest.mark.parametrize("data", (b"# 123456789", "# é2345678"))
def test_a_document_may_not_be_too_large(
    data: bytes | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_SOURCE_BYTES", 10)

    fault = fault_of(data)

    assert (fault.rule, fault.start) == ("too-large", None)


def test_the_limit_itself_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SOURCE_BYTES", 11)

    assert decode(b"# 123456789", name="x", format="toml").text == "# 123456789"
    assert from_text("# é2345678", name="x", format="toml").text == "# é2345678"


@pytest.mark.parametrize(
    ("name", "format_"),
    (
        ("a.toml", "toml"),
        ("dir.json/a.TOML", "toml"),
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.yaml", None),
        ("toml", None),
        ("-", None),
    ),
)
def test_the_suffix_tells_the_format(name: str, format_: Format | None) -> None:
    assert format_of(name) == format_


@pytest.mark.parametrize(
    ("text", "format_"),
    (
        ("", "toml"),
        ('model = "a"', "toml"),
        ("# {}\n[a]", "toml"),
        ("[input]\nsize = 1", "toml"),
        ("[[requests]]\r\nid = 1", "toml"),
        ("[ a.b ] # x", "toml"),
        ('[a."b c"]', "toml"),
        ('{"a": 1}', "json"),
        ('\ufeff \n{\n "a": {}\n}', "json"),
        ("[]", "json"),
        ("[1]", "json"),
        ("[[1], [2]]", "json"),
        ("[true]", "json"),
        ('["a"]', "json"),
        ('[{"a": 1},\n{"a": 2}]', "json"),
        ('{"a": {}\n}', "json"),
        ('{"a": 1}\n{"a": 2}\n', "jsonl"),
        ('{"a": 1}\r\n\r\n{"a": 2}', "jsonl"),
        ("[1]\n[2]", "jsonl"),
        ('{"a": oops}\n{"a": 2}', "jsonl"),
    ),
)
def test_the_format_of_a_nameless_text_is_guessed(text: str, format_: Format) -> None:
    assert guess_format(text) == format_
