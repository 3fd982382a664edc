"""Regular expressions that are compiled when they are first asked."""

import re
from typing import Any, cast

__all__ = ["late"]

_ASKED = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Late:
    """A pattern that becomes one: what is asked of it is then found in it, and costs no more."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        vars(self).update((it, getattr(compiled, it)) for it in _ASKED)
        return getattr(self, name)


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """
    Give a pattern that is compiled once it is first searched for.

    Python takes up to a millisecond to compile one, and most requests ask few of them. Only what is
    searched is to be asked: its methods are there, its text and its groups are not.

    Args:
        text: Of the regular expression.
        flags: As for `re.compile`.
    """
    return cast("re.Pattern[str]", _Late(text, flags))
