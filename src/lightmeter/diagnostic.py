"""What was found about a request: diagnostics, their severity, their sources and their fixes."""

import enum
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.place import Pointer, Span, format_pointer

__all__ = [
    "BEFORE_TEXT",
    "Change",
    "Citation",
    "Diagnostic",
    "Edit",
    "Fix",
    "Related",
    "Severity",
    "order",
]


BEFORE_TEXT = -1
"""Where an edit finds the byte order mark, which no offset counts."""


class Severity(enum.StrEnum):
    """How much a diagnostic weighs; it belongs to the diagnostic, never to the rule's id."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 2 for an info: lower is graver."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@attrs.frozen
class Citation:
    """
    Where a rule or a rate stands.

    Attributes:
        title: Of the document.
        section: In kebab case, or "".
        url: Of the document, or "".
        edition: ISO date of the document described, or "" where it bears none.
        read: ISO date on which someone last read it.
        note: What else a reader should know of the source, or "".
        owner: Id of the pack that names the document, or "". It tells no two citations apart.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    title: str
    section: str = ""
    url: str = ""
    edition: str = ""
    read: str = ""
    note: str = ""
    owner: str = attrs.field(default="", eq=False)

    def __str__(self) -> str:
        text = f"{self.title}#{self.section}" if self.section else self.title
        return f"{text} (read {self.read})" if self.read else text


@attrs.frozen
class Change:
    """
    One step of a fix.

    Attributes:
        pointer: Of the member to set or to remove.
        operation: "set", "remove" or "rename".
        value: What to set, or the new name of the key; None for a removal.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    pointer: Pointer
    operation: str
    value: Any = None


@attrs.frozen(order=True)
class Edit:
    """
    A stretch of a text that is replaced.

    Attributes:
        start: Offset of its first code point in the source's text; `BEFORE_TEXT` for the byte order
            mark.
        end: Offset right after its last; equal to `start` where something is put in.
        text: To stand there instead.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    start: int
    end: int
    text: str


@attrs.frozen
class Fix:
    """
    A change that removes a diagnostic.

    Attributes:
        safe: True where normalized payload and cost stay the same; else a person should look.
        description: One clause, imperative.
        changes: To the data, applied together, in order.
        edits: To the text, where it is a comment or a byte order mark that is changed, and no data.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    safe: bool
    description: str
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()


@attrs.frozen
class Related:
    """
    Another place that a diagnostic speaks of.

    Attributes:
        message: What is there, in a few words.
        pointer: In the document, or None.
        span: In the text, or None.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    message: str
    pointer: Pointer | None = None
    span: Span | None = None


@attrs.frozen
class Diagnostic:
    """
    One thing found.

    Attributes:
        rule: Its id within the pack, in kebab case.
        severity: How much it weighs.
        message: What is there, what is accepted, what to do.
        pointer: In the data as it was given: the payload, or the whole document of a source. None
            where no place in the data is meant (a text that cannot be parsed, a header that a
            payload cannot show).
        source: Name of the text, or "" for a payload given as data.
        span: In that text, or None.
        label: A few words to stand beside the carets, or "".
        related: Other places that matter.
        fix: Or None.
        pack: Id of the pack that demands it, or "" for what lightmeter itself demands.
        basis: "documented", "observed" or "inferred"; "" where no document is involved.
        citation: Where the demand stands, or None.
        suggestion: What was probably meant, or "".
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    rule: str
    severity: Severity
    message: str
    pointer: Pointer | None = None
    source: str = ""
    span: Span | None = None
    label: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    pack: str = ""
    basis: str = ""
    citation: Citation | None = None
    suggestion: str = ""

    @property
    def name(self) -> str:
        """The rule's full name: pack and id."""
        return f"{self.pack}/{self.rule}" if self.pack else self.rule

    @property
    def path(self) -> str | None:
        """The pointer as RFC 6901 text, or None."""
        return None if self.pointer is None else format_pointer(self.pointer)


def order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    """
    Sort key of diagnostics: source, place, pointer, rule.

    A diagnostic without a place comes before those that have one.
    """
    span = diagnostic.span
    place = (0, 0) if span is None else (span.start.line, span.start.column)
    pointer = diagnostic.pointer
    return (
        diagnostic.source,
        place,
        "" if pointer is None else format_pointer(pointer),
        diagnostic.rule,
        diagnostic.message,
    )
