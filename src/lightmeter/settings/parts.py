"""What settings are made of where something is settled: amounts, rates, entries that silence."""

import datetime as dt
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from lightmeter.data_methods import equal, hash_of, represent, state_of
from lightmeter.money import Amount, format_amount
from lightmeter.place import Pointer, Span

if TYPE_CHECKING:
    from lightmeter.document.document import Document

__all__ = [
    "Amount",
    "FactorRange",
    "MoneyRange",
    "Origin",
    "Percentage",
    "RateEntry",
    "SuppressEntry",
]


@attrs.frozen(slots=False)
class Origin:
    """
    Where something was settled.

    Attributes:
        file: As the user knows it: a path from the current directory.
        pointer: In that file, `tool` and `lightmeter` included for a pyproject.
        document: The file as it was read, or None; it has no part in what is equal.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of
    __getstate__ = state_of

    file: str
    pointer: Pointer = ()
    document: "Document | None" = attrs.field(default=None, eq=False, repr=False)

    @cached_property
    def span(self) -> Span | None:
        """Of the value in that file, or None."""
        # Few settings are ever spoken of, and to find places takes longer than to read the file.
        return None if self.document is None else self.document.span(self.pointer)


@attrs.frozen(slots=False)
class SuppressEntry:
    """
    Diagnostics that the settings silence, for files that have no comments above all.

    Attributes:
        rules: Ids or full names of rules, or the packs or providers they belong to; at least one.
        files: Patterns with the meaning of a `.gitignore`; () for every file.
        request: Id of the request, or "" for all.
        pointer: In the document; what lies below it is meant as well. None for all.
        reason: Or "".
        until: The last day it counts, or None.
        origin: Where it stands.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    rules: tuple[str, ...]
    files: tuple[str, ...] = ()
    request: str = ""
    pointer: Pointer | None = None
    reason: str = ""
    until: dt.date | None = None
    origin: Origin | None = attrs.field(default=None, eq=False)


@attrs.frozen(slots=False)
class Percentage:
    """
    A limit on growth, in parts of what there was before.

    Attributes:
        value: Exact, zero or more; 25 for a quarter.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    value: Decimal

    def __str__(self) -> str:
        """As settings write it: `12.5%`."""
        return f"{format_amount(self.value)}%"


@attrs.frozen(slots=False)
class MoneyRange:
    """
    Money, or the ends of a range of it.

    Attributes:
        minimum: At least, zero or more.
        maximum: At most; the same where the amount is known.
        currency: "USD", or what a provider counts in: "credits".
        unit: That it is paid for, such as "second", or "".
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    minimum: Decimal
    maximum: Decimal
    currency: str
    unit: str = ""


@attrs.frozen(slots=False)
class FactorRange:
    """
    A factor, or the ends of a range of factors.

    Attributes:
        minimum: At least, zero or more.
        maximum: At most; the same where it is known.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    minimum: Decimal
    maximum: Decimal


@attrs.frozen(slots=False)
class RateEntry:
    """
    A rate that a project pays, in place of a published one or worked out from it.

    Exactly one of `replace`, `multiply` and `add` is there.

    Attributes:
        provider: Whose rate.
        source: What it stands on, in the user's words: a contract, a bill.
        model: Or "" for all of the provider's.
        item: That is billed, or "" for all.
        replace: Stands in place of the rate.
        multiply: The rate is multiplied by it.
        add: Is added to the rate.
        basis: How it is known: "documented" or "observed".
        since: The first day it counts, or None.
        until: The last day it counts, or None.
        origin: Where it stands.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    provider: str
    source: str
    model: str = ""
    item: str = ""
    replace: MoneyRange | None = None
    multiply: FactorRange | None = None
    add: MoneyRange | None = None
    basis: str = "documented"
    since: dt.date | None = None
    until: dt.date | None = None
    origin: Origin | None = attrs.field(default=None, eq=False)

    def counts_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
