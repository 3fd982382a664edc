"""Texts in XML, written as the standard library writes them."""

import re

from lightmeter.report.display import show

__all__ = ["attributes", "clean", "content"]

# What XML cannot hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The ampersand first: the others bring more of them.
_IN_CONTENT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_IN_ATTRIBUTE = (*_IN_CONTENT, ('"', "&quot;"))


def clean(text: str) -> str:
    """A text with what XML cannot hold as escapes of Python."""
    if text.isascii() and text.isprintable():
        return text
    return _NO_XML.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def content(text: str) -> str:
    """A clean text between tags."""
    return _escaped(text, _IN_CONTENT)


def attributes(**values: str) -> str:
    """Attributes behind the name of a tag, each on one line and clean."""
    return "".join(
        f' {name}="{_escaped(clean(show(value)), _IN_ATTRIBUTE)}"' for name, value in values.items()
    )


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for char, instead in escapes:
        if char in text:
            text = text.replace(char, instead)
    return text
