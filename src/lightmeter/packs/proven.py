"""What is proven besides a program: rules whose expressions cannot fail, the end of a model."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.language.later import now
from lightmeter.language.message import Message
from lightmeter.language.trees import SomeTree, trees_of

if TYPE_CHECKING:
    from lightmeter.language.typed import Node as Tree

__all__ = ["ProvenFix", "ProvenRetirement", "ProvenRule"]


@attrs.frozen
class ProvenFix:
    """
    What a rule's fix changes.

    Attributes:
        set: Pointer and value; a Message where the value holds placeholders.
        remove: Pointers.
        safe: Normalized payload and cost stay the same.
        conditional: The last of the rule's values says whether the fix is offered.
    """

    set: tuple[tuple[tuple[str, ...], Any], ...]
    remove: tuple[tuple[str, ...], ...]
    safe: bool
    conditional: bool


@attrs.frozen
class ProvenRule:
    """
    A rule whose expressions cannot fail.

    Attributes:
        check: Index into `Program.checks`.
        reads: Mask of the members it reads, directly or through named values.
        at: Pointer from the body's root.
        bit: Mask of the member at `at`.
        message: Its placeholders are evaluated when the rule fires.
        fix: Or None; its placeholders likewise.
    """

    check: int
    _when: "SomeTree | None" = attrs.field(eq=now)
    _require: "SomeTree | None" = attrs.field(eq=now)
    reads: int
    at: tuple[str, ...]
    bit: int
    message: Message
    fix: ProvenFix | None
    _values: "tuple[SomeTree, ...]" = attrs.field(eq=trees_of)

    @property
    def when(self) -> "Tree | None":
        """None holds always."""
        return now(self._when)

    @property
    def require(self) -> "Tree | None":
        """None never holds."""
        return now(self._require)

    @property
    def values(self) -> "tuple[Tree, ...]":
        """Every placeholder of message and fix, in order, then the fix's condition."""
        return trees_of(self._values)


@attrs.frozen
class ProvenRetirement:
    """
    The end of a model. Judging knows no date: what is said of it is for whoever does.

    Attributes:
        day: From which the provider refuses requests for the model.
        successor: Id of the model that takes its place, or "".
        before: Index into `Program.checks` of what is said before that day.
        after: The same from that day on.
    """

    day: dt.date
    successor: str
    before: int
    after: int
