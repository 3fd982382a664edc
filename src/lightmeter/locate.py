"""From a pointer in a request to the place in the text where it was written."""

from typing import Any

import attrs

from lightmeter.data_methods import represent
from lightmeter.diagnostic import Diagnostic, Fix, Related
from lightmeter.document.document import Document
from lightmeter.place import Pointer, Span
from lightmeter.secrets.shapes import find_shapes

__all__ = ["Locator"]

# The key itself is what these rules speak of; all others mean the value.
_ABOUT_THE_KEY = frozenset(("unknown-field", "unsupported", "deprecated"))


@attrs.frozen(eq=False)
class Locator:
    """
    Where one request's members stand in its document.

    Attributes:
        document: It was read from.
        base: Pointer of the request in the document.
        outer: Pointers of the tables whose members it inherits, nearest first.
    """

    __repr__ = represent

    document: Document
    base: Pointer
    outer: tuple[Pointer, ...] = ()

    @property
    def line(self) -> int:
        """The line the request begins on, from 1."""
        span = self.document.header_span(self.base) if self.base else None
        return self.document.line if span is None else span.start.line

    def locate(self, diagnostic: Diagnostic) -> Diagnostic:
        """Give a diagnostic about the request its source, its pointer in the document, its span."""
        source = self.document.source.name
        if diagnostic.pointer is None:
            return attrs.evolve(diagnostic, source=source)
        pointer, span, related = self.find(
            diagnostic.pointer, key=diagnostic.rule in _ABOUT_THE_KEY
        )
        fix = diagnostic.fix
        if fix is not None:
            fix = self._fix(fix)
        return attrs.evolve(
            diagnostic,
            source=source,
            pointer=_without_secret(pointer),
            span=span,
            related=(*diagnostic.related, *related),
            fix=fix,
        )

    def find(
        self, pointer: Pointer, *, key: bool = False
    ) -> tuple[Pointer, Span | None, tuple[Related, ...]]:
        """
        Where a member of the request is written.

        Args:
            pointer: From the request's root.
            key: Whether the key is meant instead of the value.

        Returns:
            Pointer in the document, the span or None, and for an inherited member the request
            that inherits it. A member that is not there has the span of the table it is missing in.
        """
        for owner in (self.base, *self.outer):
            whole = (*owner, *pointer)
            if not _exists(self.document.value, whole):
                continue
            span = self.document.key_span(whole) if key else None
            span = span or self.document.span(whole)
            related: tuple[Related, ...] = ()
            if owner != self.base:
                here = self.document.header_span(self.base)
                related = (Related("inherited by this request", self.base, here),)
            return whole, span, related
        return (*self.base, *pointer), self._missing_in(pointer), ()

    def _missing_in(self, pointer: Pointer) -> Span | None:
        for length in range(len(pointer) - 1, -1, -1):
            for owner in (self.base, *self.outer):
                whole = (*owner, *pointer[:length])
                # The request itself is always meant where nothing closer is written.
                if _exists(self.document.value, whole) and (length or owner == self.base):
                    return self.document.header_span(whole) or self.document.span(whole)
        return None

    def _fix(self, fix: Fix) -> Fix | None:
        """
        Give a fix pointers in the document; None where a member of the new name is there already.

        A safe one mends an inherited value where it is written. What an unsafe one sets it sets in
        the request itself, so that no other request is sent otherwise.
        """
        changes = []
        for change in fix.changes:
            pointer = (*self.base, *change.pointer)
            if fix.safe or change.operation != "set":
                pointer, _, _ = self.find(change.pointer)
            beside = (*pointer[:-1], change.value)
            if change.operation == "rename" and _exists(self.document.value, beside):
                return None
            changes.append(attrs.evolve(change, pointer=pointer))
        return attrs.evolve(fix, changes=tuple(changes))


def _without_secret(pointer: Pointer) -> Pointer:
    """As much of a pointer as may be shown, and kept: a member may be named by a key."""
    for length, step in enumerate(pointer):
        if isinstance(step, str) and next(find_shapes(step), None) is not None:
            return pointer[:length]
    return pointer


def _exists(value: Any, pointer: Pointer) -> bool:
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            if step not in value:
                return False
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int):
            if not 0 <= step < len(value):
                return False
            value = value[step]
        else:
            return False
    return True
