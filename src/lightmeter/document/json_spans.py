"""Where each value of a JSON text is written; the text has been accepted by the parser before."""

import json
import re

from lightmeter.document.index import NOWHERE, Index, Offsets
from lightmeter.place import Pointer

__all__ = ["index_json", "index_value"]

# Nothing is checked here, so one pass over whole tokens is enough. Possessive quantifiers keep
# it linear. A string and the colon after it make a key.
_TOKEN = re.compile(
    r"""
    [ \t\r\n,]*+
    (?: (?P<string> "[^"\\]*+ (?:\\.[^"\\]*+)*+" ) (?: [ \t\r\n]*+ (?P<colon>:) )?+
      | (?P<bare> [^ \t\r\n,:\[\]{}"]++ )
      | (?P<open> [\[{] )
      | (?P<close> [\]}] )
    )
    """,
    re.VERBOSE,
)
_COLON = _TOKEN.groupindex["colon"]
_OPEN = _TOKEN.groupindex["open"]
_CLOSE = _TOKEN.groupindex["close"]

# The next index where the container is an object.
_IS_OBJECT = -1


def index_json(text: str, offset: int = 0) -> Index:
    """
    Index the document that begins at an offset; whatever follows it is not looked at.

    Args:
        text: Of the whole source.
        offset: Where the document begins, blanks before it included.
    """
    index = Index()
    index_value(text, offset, index.places)
    return index


def index_value(
    text: str,
    offset: int,
    places: dict[Pointer, Offsets],
    pointer: Pointer = (),
    key: tuple[int, int] = (NOWHERE, NOWHERE),
) -> None:
    """
    Index a value and all within it.

    Args:
        text: Of the whole source.
        offset: Where the value begins, blanks before it included.
        places: Are added to.
        pointer: Of the value.
        key: Offsets of its key.
    """
    # The container being read, and the containers around it.
    container: Pointer = ()
    key_start = key_end = start = NOWHERE
    item = _IS_OBJECT
    around: list[tuple[Pointer, int, int, int, int]] = []
    # The member being read: the value itself first.
    child = pointer
    child_key_start, child_key_end = key

    for token in _TOKEN.finditer(text, offset):
        kind = token.lastindex or 0
        if kind == _COLON:
            child_key_start, child_key_end = token.span(1)
            raw = text[child_key_start + 1 : child_key_end - 1]
            if "\\" in raw:
                raw = json.loads(text[child_key_start:child_key_end])
            child = (*container, raw)
            continue
        if kind == _CLOSE:
            places[container] = (key_start, key_end, start, token.end())
            container, key_start, key_end, start, item = around.pop()
            if not around:
                break
            continue
        if item != _IS_OBJECT:
            child = (*container, item)
            child_key_start = child_key_end = NOWHERE
            item += 1
        if kind == _OPEN:
            around.append((container, key_start, key_end, start, item))
            container, key_start, key_end = child, child_key_start, child_key_end
            start = token.start(_OPEN)
            item = 0 if text[start] == "[" else _IS_OBJECT
        else:
            places[child] = (child_key_start, child_key_end, *token.span(kind))
            if not around:
                break
