"""Regular expressions that are compiled when they are first asked."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

__all__ = ["Ask", "fullmatch", "match", "search"]

Ask: TypeAlias = Callable[[str], re.Match[str] | None]
"""What is asked of a text."""


def fullmatch(pattern: str, flags: int = 0) -> Ask:
    """Give what tells whether the whole of a text fits."""
    compiled = _compiled(pattern, flags)
    return lambda text: compiled().fullmatch(text)


def match(pattern: str, flags: int = 0) -> Ask:
    """Give what tells whether a text begins so."""
    compiled = _compiled(pattern, flags)
    return lambda text: compiled().match(text)


def search(pattern: str, flags: int = 0) -> Ask:
    """Give what looks for the first place in a text that fits."""
    compiled = _compiled(pattern, flags)
    return lambda text: compiled().search(text)


def _compiled(pattern: str, flags: int) -> Callable[[], re.Pattern[str]]:
    # Python takes up to a millisecond for a long one, and most requests ask few of them.
    return lru_cache(maxsize=1)(lambda: re.compile(pattern, flags))
