"""One side of a comparison: requests with what they cost there, and what was found about them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from lightmeter.batch.digest import digest
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds
from lightmeter.estimate.model import Estimate
from lightmeter.locate import Locator
from lightmeter.result import BatchReport, Report, Status
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
        why_hidden: Why it is not, or "".
        effective: Lever to the value that the provider will use.
        rates: Billed item to its rate.
        raw: Digest of the request as it is written, where there is no payload to compare.
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
    why_hidden: str = ""
    effective: Mapping[str, Any] = attrs.field(factory=dict)
    rates: Mapping[str, Bounds] = attrs.field(factory=dict)
    raw: bytes | None = attrs.field(default=None, repr=False)

    @property
    def repeated(self) -> bool:
        """Whether it is a task that is charged already."""
        return self.why == REPEATED

    @cached_property
    def content(self) -> bytes | None:
        """What two requests share that are sent alike, or are written alike; None for unknown."""
        return self.raw if self.payload is None else digest([self.provider, self.payload])


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
    return Side(
        name=name,
        requests=tuple(price(it, key_of(it.source)) for it in report.reports),
        entries=report.entries,
        broken=frozenset(key_of(it.source) for it in report.found if it.rule in UNREADABLE),
        sound=report.sound,
        report=report,
        key_of=key_of,
    )


def price(report: Report, key: str) -> Priced:
    """
    Take of a report what a comparison is about.

    Args:
        report: Of one request.
        key: What its text is known by.
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
        why_hidden="" if payload is not None else why,
        effective={} if estimate is None else estimate.effective,
        rates={} if estimate is None else _rates(estimate),
        raw=_raw(report.locator) if payload is None and report.locator is not None else None,
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


def _raw(locator: Locator) -> bytes:
    """A request as it is written, with what it inherits."""
    owners = (locator.base, *(it for it in locator.outer if it))
    return digest([list(_written(locator.document.value, it)) for it in owners])


def _written(value: Any, pointer: tuple[str | int, ...]) -> Iterator[Any]:
    for step in pointer:
        known = isinstance(value, Mapping) and step in value
        if not known and not (isinstance(value, list) and isinstance(step, int)):
            return
        value = value[step]
    yield value
