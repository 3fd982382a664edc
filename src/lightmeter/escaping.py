"""Text made safe to show, wherever it came from."""

import unicodedata

__all__ = ["escape"]

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def escape(text: str, limit: int | None = None) -> str:
    """
    Make text safe to show: controls, bidirectional controls and lone surrogates as escapes.

    Args:
        text: From a request or a pack.
        limit: Characters at most, an ellipsis and whole escapes included; None for no limit.
    """
    if text.isascii() and text.isprintable() and (limit is None or len(text) <= limit):
        return text
    pieces: list[str] = []
    size = 0
    for letter in text:
        hidden = letter in _BIDI or unicodedata.category(letter) in _CONTROLS
        piece = letter.encode("unicode_escape").decode() if hidden else letter
        pieces.append(piece)
        size += len(piece)
        if limit is not None and size > limit:
            while size > limit - 1:
                size -= len(pieces.pop())
            return "".join(pieces) + "…"
    return "".join(pieces)
