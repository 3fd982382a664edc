"""How a piece of somebody's text is shown within a message."""

__all__ = ["quoted"]

_LONGEST = 40


def quoted(text: str) -> str:
    """Put text in quotes, on one line, clipped, with control characters escaped."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return '"' + "".join(_visible(char) for char in shown) + '"'


def _visible(char: str) -> str:
    return char if char.isprintable() else f"U+{ord(char):04X}"
