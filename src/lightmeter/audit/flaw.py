"""What is wrong with a pack although it loads."""

from collections.abc import Mapping
from typing import Any

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.packs.file import PackFile
from lightmeter.place import Pointer, Span
from lightmeter.verify.compare import shown

__all__ = ["Flaw", "example_of"]

# Texts of an example request are cut behind so many characters, arrays behind so many items.
_LONGEST_TEXT = 20
_MOST_ITEMS = 2


@attrs.frozen(eq=False)
class Flaw:
    """
    One thing that is wrong with a pack, or most likely is.

    Attributes:
        rule: Which demand on packs is broken, in kebab case.
        severity: An error where it is certain, a warning where it is only likely.
        message: What is there, and what to do.
        file: In which it is.
        pointer: Of the entry, in that file.
        notes: What else helps: an example request.
    """

    rule: str
    severity: Severity
    message: str
    file: PackFile
    pointer: Pointer
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> Span | None:
        """Where the entry stands; its key where it is a table, or what is around it."""
        document, pointer = self.file.document, self.pointer
        while True:
            found = document.slice(pointer) if pointer else None
            if found is not None and "\n" not in document.source.text[found[0] : found[1]]:
                return document.span(pointer)
            if key := document.key_span(pointer):
                return key
            if header := document.header_span(pointer):
                return header
            if not pointer:
                return None
            pointer = pointer[:-1]


def example_of(body: Mapping[str, Any]) -> str:
    """A request that shows a flaw, as a note, long texts cut."""
    return f"for example {shown(_shortened(body))}"


def _shortened(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _shortened(it) for key, it in value.items()}
    if isinstance(value, list):
        rest = len(value) - _MOST_ITEMS
        return [*map(_shortened, value[:_MOST_ITEMS]), *([f"and {rest} more"] if rest > 0 else [])]
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f"{value[:_LONGEST_TEXT]}…"
    return value
