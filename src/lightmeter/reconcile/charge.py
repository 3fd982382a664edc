"""What a provider says it has charged, as data."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import attrs

from lightmeter.document.document import Document
from lightmeter.document.source import Source
from lightmeter.entries import Entry

__all__ = ["ACTUAL", "ESTIMATED", "Charge", "ChargesFile"]

ACTUAL, ESTIMATED = "actual", "estimate"

# What providers call the ends of a task: MindVideo's words, then those of PoYo and Vidgo.
_FAILED = frozenset(
    (
        *("failed", "failure", "fail", "cancelled", "canceled", "error", "refunded", "rejected"),
        *("aborted", "expired", "timeout", "timed_out"),
    )
)
_UNFINISHED = frozenset(
    (
        *("queued", "processing", "not_started", "running", "pending", "submitted", "in_progress"),
        *("in_queue", "waiting", "starting", "generating"),
    )
)


@attrs.frozen
class Charge:
    """
    One row of a bill, or one answer of a provider.

    Attributes:
        ids: By which a request may be known; () where it names none.
        task: The provider's own name for the work, or "".
        key: The idempotency key it was sent with, or "".
        amount: Exact; None where nothing is said, which is not 0.
        currency: Of the amount as the file has it, or "".
        basis: "actual", or "estimate" where only the provider's own estimate is known.
        member: What the amount is called in the file, or "".
        provider: As the file has it, or "".
        model: Likewise.
        status: Likewise, in lower case.
        day: On which it was charged, or None.
        source: Name of the file.
        line: In the file, from 1.
        own: Number of the request that the file has with it, counted from 0, or None.
        form: "answer", "row" of a table, or "request" that no answer was kept with.
    """

    ids: tuple[str, ...] = ()
    task: str = ""
    key: str = ""
    amount: Decimal | None = None
    currency: str = ""
    basis: str = ACTUAL
    member: str = ""
    provider: str = ""
    model: str = ""
    status: str = ""
    day: dt.date | None = None
    source: str = ""
    line: int = 1
    own: int | None = None
    form: str = "answer"

    @property
    def failed(self) -> bool:
        """Whether the work came to nothing, as the provider says."""
        return _plain(self.status) in _FAILED

    @property
    def unfinished(self) -> bool:
        """Whether the work goes on, so that an amount of 0 says nothing yet."""
        return _plain(self.status) in _UNFINISHED


def _plain(status: str) -> str:
    return status.replace("-", "_").replace(" ", "_")


@attrs.frozen(eq=False)
class ChargesFile:
    """
    A file of charges.

    Attributes:
        source: Its text.
        charges: In the order of the file.
        requests: Those that it has with its answers: where each stands.
        nameless: Whether it names no request, so that only the order can tell.
        columns: Of a table, what each is read as: "amount" to the name of the column.
    """

    source: Source
    charges: tuple[Charge, ...]
    requests: tuple[tuple[Document, Entry], ...] = ()
    nameless: bool = False
    columns: Mapping[str, str] = attrs.field(factory=dict)
