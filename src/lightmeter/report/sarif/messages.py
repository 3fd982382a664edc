"""Texts as SARIF's messages, in which braces and brackets may have a meaning."""

import re
from typing import Any

__all__ = ["literal", "message", "plain"]

# {0} stands for an argument, of which our messages have none.
_PLACEHOLDER = re.compile(r"\{([0-9]+)\}")
# [text](address) is a link, and a request is not to put links into a report about it.
_LINK = re.compile(r"\](?=\()")


def message(text: str) -> dict[str, Any]:
    """A message of plain text."""
    return {"text": plain(text)}


def plain(text: str) -> str:
    """A text that means what it says and nothing else."""
    return literal(_LINK.sub("] ", text))


def literal(text: str) -> str:
    """
    A text, or markdown with links of its own, without placeholders.

    Braces are doubled only where they would be taken for one: few readers undo the doubling that
    the standard asks for, and `${API_KEY}` is to be read as it is.
    """
    return _PLACEHOLDER.sub(r"{{\1}}", text)
