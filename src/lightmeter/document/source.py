"""Bytes become a source: a named text with a format."""

import re
from functools import cached_property
from pathlib import PurePath
from typing import Literal

import attrs

from lightmeter.data_methods import equal, hash_of, represent, state_of
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.patterns import late
from lightmeter.place import Lines

__all__ = [
    "MAX_SOURCE_BYTES",
    "Format",
    "Source",
    "byte_order_mark_fault",
    "decode",
    "decode_for_display",
    "format_of",
    "from_text",
    "guess_format",
]

Format = Literal["toml", "json", "jsonl"]

MAX_SOURCE_BYTES = 64 * 1024 * 1024

_BYTE_ORDER_MARK = "\ufeff"
_MARK_BYTES = _BYTE_ORDER_MARK.encode()

_FORMATS: dict[str, Format] = {
    ".toml": "toml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

# The first bytes of other encodings; UTF-32 first, since its little-endian mark begins with
# UTF-16's. The zeros catch text without a mark: no TOML or JSON begins with a NUL.
_OTHER_ENCODINGS = (
    ("UTF-32", rb"\xff\xfe\0\0|\0\0\xfe\xff|[^\0]\0\0\0|\0\0\0[^\0]"),
    ("UTF-16", rb"\xff\xfe|\xfe\xff|[^\0]\0|\0[^\0]"),
)

# A first line that only TOML can have. `[1]` and `["a"]` are left to JSON, and so are its words.
_TOML_HEADER = late(
    r"\[{1,2}[ \t]*+(?!(?:true|false|null)\b)[A-Za-z_][\w.\"' \t-]*+\]{1,2}[ \t\r]*+(?:#|\n|\Z)",
    re.ASCII,
)


# With slots its cached property would be compiled anew at every start.
@attrs.frozen(slots=False)
class Source:
    """
    A named text with a format.

    Attributes:
        name: As the user knows it: a path, or what stands for standard input or a string.
        format: How the text is to be read.
        text: As it was found, line ends untouched, without a byte order mark. All offsets count
            its code points.
        byte_order_mark: Whether one stood before the text.
        first_line: Number of its first line: of a part of a longer text it is not 1.
        start: Where such a part begins in the whole, in bytes; what counts offsets in the whole
            adds it to those in the part, so that they grow with the text.
    """

    __repr__ = represent
    __getstate__ = state_of
    __eq__ = equal
    __hash__ = hash_of

    name: str
    format: Format
    text: str = attrs.field(repr=False)
    byte_order_mark: bool = False
    first_line: int = 1
    start: int = 0

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text, split when first asked for a position."""
        return Lines(self.text, self.first_line)

    def stretch(self, start: int, end: int) -> str:
        """Give the text between two offsets that count in the whole."""
        return self.text[start - self.start : end - self.start]

    def around(self, line: int) -> "Source":
        """Give the part of the text that has a line; a text that is held is one part."""
        del line
        return self


def decode(
    data: bytes, *, name: str, format: Format, first_line: int = 1, start: int = 0
) -> Source:
    """
    Read bytes as UTF-8; an encoding is never guessed.

    Args:
        data: A text, or a part of one that begins with a line.
        name: What it is called.
        format: How it is to be read.
        first_line: Number of its first line.
        start: Where a part begins in the whole, in bytes.

    Raises:
        DocumentError: If the bytes are more than 64 MiB (`too-large`), or not UTF-8 (`encoding`;
            its offsets count in the text that `decode_for_display` gives).
    """
    if len(data) > MAX_SOURCE_BYTES:
        raise DocumentError([_too_large()])
    if not start:
        _refuse_other_encodings(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        before = before if start else before.removeprefix(_BYTE_ORDER_MARK)
        place = Lines(before, first_line).position(len(before))
        message = (
            f"line {place.line}, column {place.column} holds byte 0x{data[error.start]:02X}, "
            "which is not UTF-8; save the file as UTF-8"
        )
        fault = Fault("encoding", message, len(before), len(before) + 1)
        raise DocumentError([fault]) from None
    return _part(text, name, format, first_line, start)


def _refuse_other_encodings(data: bytes) -> None:
    # What a mark of UTF-8 stands before by mistake is no more UTF-8 for it.
    start = len(_MARK_BYTES) if data.startswith(_MARK_BYTES) else 0
    beginning = data[start : start + 4]
    if b"\0" not in beginning and not beginning.startswith((b"\xff", b"\xfe")):
        return
    for encoding, pattern in _OTHER_ENCODINGS:
        if re.match(pattern, beginning):
            message = f"the file looks like {encoding}; save it as UTF-8"
            raise DocumentError([Fault("encoding", message, 0, 0)])


def decode_for_display(
    data: bytes, *, name: str, format: Format, first_line: int = 1, start: int = 0
) -> Source:
    """
    Read bytes that `decode` has refused, only to show where they went wrong.

    Up to the first wrong byte the text is right, and in its place stands U+FFFD. The arguments are
    those of `decode`.
    """
    text = data[:MAX_SOURCE_BYTES].decode(errors="replace")
    return _part(text, name, format, first_line, start)


def from_text(text: str, *, name: str, format: Format) -> Source:
    """
    Make a source of text that somebody else has decoded.

    Raises:
        DocumentError: If it is more than 64 MiB of UTF-8 (`too-large`), or holds half of a
            surrogate pair, which UTF-8 cannot say (`encoding`).
    """
    source = _without_mark(text, name, format)
    try:
        size_bytes = len(source.text.encode())
    except UnicodeEncodeError as error:
        message = (
            f"U+{ord(source.text[error.start]):04X} is half of a surrogate pair and cannot be "
            "sent as UTF-8; write the whole character or remove it"
        )
        fault = Fault("encoding", message, error.start, error.start + 1)
        raise DocumentError([fault]) from None
    if size_bytes > MAX_SOURCE_BYTES:
        raise DocumentError([_too_large()])
    return source


def _without_mark(text: str, name: str, format_: Format) -> Source:
    stripped = text.removeprefix(_BYTE_ORDER_MARK)
    return Source(name, format_, stripped, byte_order_mark=len(stripped) < len(text))


def _part(text: str, name: str, format_: Format, first_line: int, start: int) -> Source:
    """A text or a part of one; a mark stands at the beginning of the whole alone."""
    if not start:
        return _without_mark(text, name, format_)
    return Source(name, format_, text, first_line=first_line, start=start)


def _too_large() -> Fault:
    # How much more is not known: nobody reads further than it takes to refuse a file.
    limit_mib = MAX_SOURCE_BYTES // (1024 * 1024)
    message = f"the document has more than the {limit_mib} MiB that are read; split it"
    return Fault("too-large", message)


def byte_order_mark_fault(source: Source) -> Fault | None:
    """Describe a byte order mark; reading goes on without it, so this is never raised."""
    if not source.byte_order_mark:
        return None
    message = "the file begins with a byte order mark, which UTF-8 does not need; save it without"
    return Fault("byte-order-mark", message, 0, 0)


def format_of(name: str) -> Format | None:
    """Tell the format from a file's suffix, in either case; None where it says nothing."""
    return _FORMATS.get(PurePath(name).suffix.lower())


def guess_format(text: str) -> Format:
    """
    Tell the format of a text without a name.

    What begins with `{` or `[` is JSON, unless its first line is a TOML header; when one line
    closes what it opens and the next opens again, it is JSONL. All else is TOML.
    """
    text = text.removeprefix(_BYTE_ORDER_MARK).lstrip(" \t\r\n")
    if not text.startswith(("{", "[")) or _TOML_HEADER.match(text):
        return "toml"
    first, _, rest = text.partition("\n")
    closed = first.rstrip().endswith("}" if text[0] == "{" else "]")
    if closed and rest.lstrip(" \t\r\n").startswith(("{", "[")):
        return "jsonl"
    return "json"
