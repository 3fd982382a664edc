"""What is wrong with a text before anybody asks what it means."""

from collections.abc import Iterable
from typing import Literal

import attrs

from lightmeter.data_methods import equal, hash_of, represent

__all__ = ["DocumentError", "Fault", "FaultRule"]

FaultRule = Literal[
    "encoding",
    "byte-order-mark",
    "syntax",
    "duplicate-key",
    "nesting",
    "number-range",
    "not-a-number",
    "empty",
    "too-large",
]


@attrs.frozen
class Fault:
    """
    One thing wrong with a text, and where.

    Attributes:
        rule: What kind of fault it is.
        message: What is there, what is accepted, what to do; without a place.
        start: Code-point offset into `Source.text` of the first character, or None if the fault
            is the whole file's.
        end: Offset right after the last character. Equal to `start` where something is missing.
        related: Other places that explain this one: label, start, end.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    rule: FaultRule
    message: str
    start: int | None = None
    end: int | None = None
    related: tuple[tuple[str, int, int], ...] = ()

    def shifted(self, by: int) -> "Fault":
        """Give the same fault in a longer text that has `by` characters before this one."""
        return attrs.evolve(
            self,
            start=None if self.start is None else self.start + by,
            end=None if self.end is None else self.end + by,
            related=tuple((label, start + by, end + by) for label, start, end in self.related),
        )


class DocumentError(Exception):
    """
    A text that cannot be read.

    Attributes:
        faults: At least one, in the order of the text.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.start or 0))
        if not self.faults:
            raise ValueError("a DocumentError needs a fault")
        super().__init__(self.faults)

    def __str__(self) -> str:
        more = len(self.faults) - 1
        return self.faults[0].message + (f" (and {more} more)" if more else "")
