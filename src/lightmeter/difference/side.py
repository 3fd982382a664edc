"""One side of a comparison: requests with what they cost there, and what was found about them."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from lightmeter.batch.digest import digest
from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds
from lightmeter.document.document import Document
from lightmeter.entries import Entry, entries
from lightmeter.estimate.model import Estimate
from lightmeter.locate import Locator
from lightmeter.place import Pointer
from lightmeter.request import read_request
from lightmeter.result import Report, Status
from lightmeter.silence.locks import UNREADABLE

__all__ = ["REPEATED", "Paid", "Priced", "Side", "cost_of", "price", "side_of"]

REPEATED = "the same task once more, which is not charged again"


@attrs.frozen
class Paid:
    """
    What a request costs.

    Attributes:
        provider: To whom, or "" where that is not known.
        currency: Of the amount, or "" where nothing is known of it.
        amount: With both ends unknown where there is no price.
        usd: The same in US dollars, as far as the currency's value is known.
    """

    provider: str
    currency: str
    amount: Bounds
    usd: Bounds

    @property
    def purse(self) -> tuple[str, str]:
        """What amounts can be added within: each provider has credits of its own."""
        return self.provider, self.currency

    @property
    def worth(self) -> tuple[Fraction, Fraction] | None:
        """US dollars that one unit of the currency is worth, at least and at most."""
        ends = (
            (self.usd.minimum, self.amount.minimum),
            (self.usd.maximum, self.amount.maximum),
        )
        known = [
            Fraction(dollars) / Fraction(amount)
            for dollars, amount in ends
            if dollars is not None and amount
        ]
        return (known[0], known[1]) if len(known) == len(ends) else None


@attrs.frozen(eq=False)
class Priced:
    """
    A request of one side.

    Attributes:
        source: Name of its text.
        key: What its text is known by on either side.
        index: Its number in the text, from 0.
        id: Its own name, or "".
        line: It begins on, from 1, or None.
        provider: Or "" where none was found.
        model: As it was asked for, or "".
        cost: None where nothing is paid, since the request is rejected.
        why: Why there is no cost, or none that is known whole; "" for all others.
        payload: As it is sent, or None where that is not known.
        written: As somebody wrote it, before defaults; None where a report alone is left of it.
        why_hidden: Why it is not, or "".
        effective: Lever to the value that the provider will use.
        rates: Billed item to its rate.
        unpriced: Each billed item without a known rate, and why.
        id_hidden: A part of its id may be hidden, so that it names nothing.
    """

    source: str
    key: str
    index: int
    id: str
    line: int | None
    provider: str
    model: str
    cost: Paid | None
    why: str = ""
    payload: Mapping[str, Any] | None = attrs.field(default=None, repr=False)
    written: Mapping[str, Any] | None = attrs.field(default=None, repr=False)
    why_hidden: str = ""
    effective: Mapping[str, Any] = attrs.field(factory=dict)
    rates: Mapping[str, Bounds] = attrs.field(factory=dict)
    unpriced: Mapping[str, str] = attrs.field(factory=dict)
    id_hidden: bool = False

    @property
    def repeated(self) -> bool:
        """Whether it is a task that is charged already."""
        return self.why == REPEATED

    @cached_property
    def content(self) -> bytes | None:
        """What two requests share that are sent alike; None for unknown."""
        return None if self.payload is None else digest([self.provider, self.payload])

    @cached_property
    def wording(self) -> bytes | None:
        """What two requests share that are written alike; None for unknown."""
        return None if self.written is None else digest([self.provider, self.written])

    def is_like(self, other: "Priced") -> bool:
        """Whether nobody changed the request itself: as it is written, where that is known."""
        if self.wording is not None and other.wording is not None:
            return self.wording == other.wording
        return self.content is not None and self.content == other.content


@attrs.frozen(eq=False)
class Side:
    """
    One side of a comparison.

    Attributes:
        name: As the user knows it: a revision, a file, a directory.
        requests: In the order of sources and places.
        entries: Each diagnostic with the number of its request, or None; sorted.
        broken: Keys of texts that could not be read throughout.
        sound: Whether nothing was rejected or unreadable, and no other error is left.
        report: That it was made of, or None for a saved one.
        key_of: Gives what a text is known by on either side, by its name.
    """

    name: str
    requests: tuple[Priced, ...]
    entries: tuple[tuple[Diagnostic, int | None], ...] = ()
    broken: frozenset[str] = frozenset()
    sound: bool = True
    report: BatchReport | None = attrs.field(default=None, repr=False)
    key_of: Callable[[str], str] = attrs.field(default=str, repr=False)

    def only(self, kept: Sequence[Priced]) -> "Side":
        """Give the same side with some of its requests, and what was found about them."""
        now = {self.numbers[id(it)]: number for number, it in enumerate(kept)}
        sources = {it.source for it in kept}
        entries = tuple(
            (it, None if number is None else now[number])
            for it, number in self.entries
            if (it.source in sources if number is None else number in now)
        )
        return attrs.evolve(self, requests=tuple(kept), entries=entries)

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Number of each request, by its identity."""
        return {id(it): number for number, it in enumerate(self.requests)}


def side_of(report: BatchReport, name: str, key_of: Callable[[str], str] = str) -> Side:
    """
    Make a side of what was just checked; all that a report works out late is worked out.

    Args:
        report: Of everything that was read.
        name: Of the side.
        key_of: Gives what a text is known by on either side, by its name.
    """
    written = _Written()
    return Side(
        name=name,
        requests=tuple(
            price(it, key_of(it.source), written.of(it.locator)) for it in report.reports
        ),
        entries=tuple(report.entries),
        broken=frozenset(key_of(it.source) for it in report.found if it.rule in UNREADABLE),
        sound=report.sound,
        report=report,
        key_of=key_of,
    )


def price(report: Report, key: str, written: Mapping[str, Any] | None = None) -> Priced:
    """
    Take of a report what a comparison is about.

    Args:
        report: Of one request.
        key: What its text is known by.
        written: The payload as it is written, or None where that is not known.
    """
    cost, why = cost_of(report)
    estimate = report.estimate
    payload = report.normalized
    return Priced(
        source=report.source,
        key=key,
        index=report.index,
        id=report.id,
        line=report.line,
        provider=report.provider,
        model=report.model,
        cost=cost,
        why=why,
        payload=payload,
        written=written,
        why_hidden="" if payload is not None else why,
        effective={} if estimate is None else estimate.effective,
        rates={} if estimate is None else _rates(estimate),
        unpriced={} if estimate is None else {it.item: it.reason for it in estimate.unpriced},
    )


def cost_of(report: Report) -> tuple[Paid | None, str]:
    """What a request costs, and why that is nothing, or not known whole."""
    if not report.ok:
        return None, _rejected(report)
    estimate = report.estimate
    if report.repeats:
        currency = "" if estimate is None else estimate.currency
        return Paid(report.provider, currency, ZERO, ZERO), REPEATED
    if estimate is None:
        checked = report.status is Status.CHECKED
        why = "its pack has no price" if checked else "it was not checked"
        return Paid(report.provider, "", UNKNOWN, UNKNOWN), why
    why = estimate.unpriced[0].reason if estimate.unpriced else ""
    amount = Bounds(estimate.minimum, estimate.maximum)
    return Paid(report.provider, estimate.currency, amount, Bounds(*estimate.in_usd)), why


def _rejected(report: Report) -> str:
    errors = [it for it in report.diagnostics if it.severity is Severity.ERROR]
    return f"rejected: {errors[0].message}" if errors else "rejected"


def _rates(estimate: Estimate) -> dict[str, Bounds]:
    return {it.item: Bounds(it.rate_minimum, it.rate_maximum) for it in estimate.lines}


class _Written:
    """Payloads as they are written, with what they inherit: of one document after the other."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._entries: dict[Pointer, Entry] = {}

    def of(self, locator: Locator | None) -> Mapping[str, Any] | None:
        if locator is None:
            return None
        if locator.document is not self._document:
            self._document = locator.document
            found = (it for it in entries(locator.document.value) if isinstance(it, Entry))
            self._entries = {it.base: it for it in found}
        entry = self._entries.get(locator.base)
        return None if entry is None else read_request(entry.data)[0].payload
