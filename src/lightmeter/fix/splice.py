"""Edits become a new text, and a text bytes again."""

from collections.abc import Iterable

from lightmeter.diagnostic import BEFORE_TEXT, Edit
from lightmeter.document.source import Source

__all__ = ["encode", "shifted", "splice"]

_MARK = b"\xef\xbb\xbf"


def splice(text: str, edits: Iterable[Edit]) -> str:
    """
    Carry edits out.

    Args:
        text: That their offsets count in.
        edits: In any order. One of the byte order mark changes nothing here.

    Raises:
        ValueError: If two of them overlap, or one lies beyond the text.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(it for it in edits if it.start != BEFORE_TEXT):
        if not done <= edit.start <= edit.end <= len(text):
            raise ValueError(f"an edit from {edit.start} to {edit.end} overlaps another")
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def shifted(edits: Iterable[Edit], by: int) -> list[Edit]:
    """The same edits of a text that begins so many characters later."""
    return [Edit(it.start - by, it.end - by, it.text) for it in edits]


def encode(source: Source, edits: Iterable[Edit] = ()) -> bytes:
    """
    The bytes of a source, with edits carried out.

    Raises:
        ValueError: As `splice` does.
    """
    wanted = list(edits)
    kept = source.byte_order_mark and all(it.start != BEFORE_TEXT for it in wanted)
    return (_MARK if kept else b"") + splice(source.text, wanted).encode()
