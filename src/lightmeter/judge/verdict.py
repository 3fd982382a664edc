"""What judging a request comes to, before anything is put into words."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

__all__ = ["Accepts", "Amounts", "Finding", "Judge", "Names", "Verdict"]

# Index into Program.checks; pointer from the body's root (or the header's name); what the message
# needs to know.
Finding: TypeAlias = tuple[int, tuple[str | int, ...], tuple[Any, ...]]

# Fewest and most units, lowest and highest rate, what the reason for a missing rate needs to know;
# a rate of None is unknown.
Amounts: TypeAlias = tuple[int, int, int | Decimal | None, int | Decimal | None, tuple[Any, ...]]


class Names(tuple[Any, ...]):
    """
    The names of an object's members, of which a finding about one of them tells.

    Told from an array that was sent: what is said depends on which names there are and on nothing
    else of them, so two of the same names are as good as one.
    """

    __slots__ = ()


class Verdict(NamedTuple):
    """
    The outcome for one request.

    Attributes:
        findings: About the body, in the order they were made.
        header_findings: About the headers; their pointer is the header's name.
        rejected: Mask of rejected members; 0 where the request is accepted.
        skipped: Rules that were silenced, as indexes into Program.checks.
        normalized: The payload to send, or None for a rejected request.
        levers: Effective values, as in Program.levers; empty for a rejected request.
        amounts: As in Program.lines; empty for a rejected request.
        assumed: Indexes into Program.assumptions.
    """

    findings: list[Finding]
    header_findings: tuple[Finding, ...]
    rejected: int
    skipped: tuple[int, ...]
    normalized: dict[str, Any] | None
    levers: tuple[Any, ...]
    amounts: tuple[Amounts, ...]
    assumed: tuple[int, ...]


Judge: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any] | None], Verdict]

Accepts: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any] | None], bool]
"""Of body and headers, as a judge: whether nothing of severity error is found."""
