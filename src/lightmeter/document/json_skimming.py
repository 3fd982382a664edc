"""Where the requests of a long JSON text are; what stands in one is read when it is asked for."""

import json
import re
from threading import Lock
from typing import Final

from lightmeter.document.index import NOWHERE, Index
from lightmeter.document.json_spans import index_value
from lightmeter.place import Pointer

__all__ = ["JsonSkimmer"]

_DECODER: Final = json.JSONDecoder()
_BLANKS: Final = " \t\r\n"
_GAP: Final = re.compile(r"[ \t\r\n,]*+")
_KEY: Final = re.compile(
    r"""[ \t\r\n,]*+ ( "[^"\\]*+ (?:\\.[^"\\]*+)*+" ) [ \t\r\n]*+ : [ \t\r\n]*+""", re.VERBOSE
)
# How many containers around a value are looked through without what is in their other members:
# the root of a batch, and its array. Each is parsed once more to find where its members end.
_SKIMMED: Final = 2


class JsonSkimmer:
    """
    Passes over the members of a text that the parser has accepted, and comes back for some of them.

    Attributes:
        index: Of what has been read.
    """

    def __init__(self, text: str) -> None:
        """Begin with the root."""
        self._text = text
        start, end = len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))
        self.index = Index({(): (NOWHERE, NOWHERE, start, end)})
        self._lock = Lock()
        # Containers that nothing is known of but where they are.
        self._unread: set[Pointer] = {()}

    def around(self, pointer: Pointer) -> Index:
        """Give an index that has the place of a value, if the document has the value."""
        # What is asked for by two threads is read by one.
        with self._lock:
            for length in range(len(pointer)):
                holder = pointer[:length]
                if holder in self._unread:
                    self._unread.remove(holder)
                    if length < _SKIMMED:
                        self._open(holder)
                    else:
                        key_start, key_end, start, _ = self.index.places[holder]
                        index_value(
                            self._text, start, self.index.places, holder, (key_start, key_end)
                        )
        return self.index

    def _open(self, holder: Pointer) -> None:
        """Find the members of a value, if it can have some."""
        text, places = self._text, self.index.places
        _, _, start, last = places[holder]
        is_object = text[start] == "{"
        if not is_object and text[start] != "[":
            return
        item, end = 0, start + 1
        while True:
            if is_object:
                key = _KEY.match(text, end)
                if key is None:
                    return
                place, start = key.span(1), key.end()
                raw = key[1]
                child: Pointer = (*holder, json.loads(raw) if "\\" in raw else raw[1:-1])
            else:
                gap = _GAP.match(text, end)
                assert gap is not None  # there may be none
                start = gap.end()
                if start == last - 1:
                    return
                place, child = (NOWHERE, NOWHERE), (*holder, item)
                item += 1
            _, end = _DECODER.raw_decode(text, start)
            places[child] = (*place, start, end)
            self._unread.add(child)
