"""A source becomes documents."""

from collections.abc import Iterator
from typing import Any

from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.source import Source

__all__ = ["MAX_LINE_BYTES", "read", "read_lines"]

MAX_LINE_BYTES = 8 * 1024 * 1024

_UTF8_LONGEST_BYTES = 4


def read(source: Source) -> Document:
    """
    Read a TOML or JSON source.

    An empty TOML text is an empty table; an empty JSON text is a fault.

    Raises:
        DocumentError: If the text cannot be read.
        ValueError: If the source is JSONL, which holds many documents.
    """
    if source.format == "jsonl":
        raise ValueError("a JSONL source is read with read_lines()")
    return Document(source, _load(source))


def _load(source: Source) -> Any:
    # Few read both formats.
    if source.format == "toml":
        from lightmeter.document.toml_values import load_toml  # noqa: PLC0415

        return load_toml(source.text)
    from lightmeter.document.json_values import load_json  # noqa: PLC0415

    return load_json(source.text)


def read_lines(source: Source) -> Iterator[Document | DocumentError]:
    """
    Read a JSONL source, one document a line.

    Blank lines are passed over. A line that cannot be read is given as its error, whose offsets
    count in the whole source, and the lines after it are read all the same.

    Raises:
        ValueError: If the source is not JSONL.
    """
    if source.format != "jsonl":
        raise ValueError("a source of one document is read with read()")
    return _read_lines(source)


def _read_lines(source: Source) -> Iterator[Document | DocumentError]:
    from lightmeter.document.json_values import load_json  # noqa: PLC0415 - as above

    start = 0
    for number, text in enumerate(_lines(source.text), source.first_line):
        # What JSON counts as blank, nothing more.
        if text.strip(" \t\r\n"):
            try:
                _check_length(text)
                yield Document(source, load_json(text), start, number)
            except DocumentError as error:
                yield DocumentError(fault.shifted(start) for fault in error.faults)
        start += len(text)


def _lines(text: str) -> Iterator[str]:
    """Split after each LF; str.splitlines() would also split within strings, at U+2028."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _check_length(text: str) -> None:
    if len(text) * _UTF8_LONGEST_BYTES <= MAX_LINE_BYTES:
        return
    if len(text.encode(errors="surrogatepass")) > MAX_LINE_BYTES:
        limit_mib = MAX_LINE_BYTES // (1024 * 1024)
        message = (
            f"the line has more than the {limit_mib} MiB that are read; put each document on a "
            "line of its own"
        )
        raise DocumentError([Fault("too-large", message, 0, len(text.rstrip("\r\n")))])
