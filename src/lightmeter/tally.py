"""What the requests of a run come to, counted one by one: none of them is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

import attrs

from lightmeter.data_methods import equal, represent
from lightmeter.diagnostic import Citation
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.sums import Sums
from lightmeter.estimate.total import Total
from lightmeter.judge.skipped import skipped_because
from lightmeter.judge.verdict import Verdict
from lightmeter.packs.citations import citations_of
from lightmeter.packs.program import Program

__all__ = ["Bundle", "Tally", "tally_of"]

_CHECKED = "checked"


class Counted(Protocol):
    """What is counted of a report."""

    @property
    def ok(self) -> bool:
        """Whether it was accepted."""

    @property
    def status(self) -> str:
        """Whether it was held against a pack."""

    @property
    def provider(self) -> str:
        """Or ""."""

    @property
    def source(self) -> str:
        """Name of the text."""

    @property
    def pack(self) -> str:
        """That judged it, or ""."""

    @property
    def edition(self) -> str:
        """Of that pack."""

    @property
    def overlays(self) -> tuple[str, ...]:
        """That took part."""

    @property
    def program(self) -> Program | None:
        """That judged it."""

    @property
    def verdict(self) -> Verdict | None:
        """Its outcome."""

    @property
    def estimate(self) -> Estimate | None:
        """What it costs."""

    @property
    def repeats(self) -> bool:
        """Whether it is charged with an earlier one."""


@attrs.define(slots=False)
class Tally:  # noqa: PLW1641 - what counts on has no hash
    """
    Counts over requests.

    Attributes:
        requests: How many there are.
        rejected: How many have an error.
        unchecked: How many have none, but were held against no pack.
        repeated: How many are charged with an earlier one.
        sources: How many stand in a source, by its name.
        unsure: How many of a source were not checked throughout, by its name.
        packs: How many a pack has judged: by id, edition and overlays.
        own_rates: How many are priced by a rate of the settings, by what that stands on.
        homeless: How many of no price at all belong to a provider, by its name; "" where it may be
            any.
        skipped: How many lines it takes to say which rules were silenced in which of them.
        notes: What was assumed of how many, and what has no price: by kind and text, in the order
            in which they first came.
        citations: What the requests of a source are judged by, by its name: each with the pack
            that names it.
        sums: What they cost, by provider and currency.
    """

    __repr__ = represent
    __eq__ = equal

    requests: int = 0
    rejected: int = 0
    unchecked: int = 0
    repeated: int = 0
    sources: Counter[str] = attrs.field(factory=Counter)
    unsure: Counter[str] = attrs.field(factory=Counter)
    packs: Counter[tuple[str, str, tuple[str, ...]]] = attrs.field(factory=Counter)
    own_rates: Counter[str] = attrs.field(factory=Counter)
    homeless: Counter[str] = attrs.field(factory=Counter)
    skipped: int = 0
    notes: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    citations: dict[str, set[tuple[str, Citation]]] = attrs.field(factory=dict)
    sums: dict[tuple[str, str], Sums] = attrs.field(factory=dict)

    def add(self, it: Counted, times: int = 1) -> None:
        """Count a request as often as it comes; a negative number takes it away again."""
        self.requests += times
        self.sources[it.source] += times
        ok, checked, estimate = it.ok, it.status == _CHECKED, it.estimate
        if not ok:
            self.rejected += times
        elif not checked:
            self.unchecked += times
        skipped = len(skipped_because(it.program, it.verdict))
        self.skipped += times * skipped
        if skipped or not checked:
            self.unsure[it.source] += times
        if it.program is not None:
            self.citations.setdefault(it.source, set()).update(citations_of(it.program))
        if it.pack:
            self.packs[it.pack, it.edition, it.overlays] += times
        self.repeated += times * (ok and it.repeats)
        if estimate is None:
            if ok:
                self.homeless[it.provider] += times
            return
        for name in estimate.own_rates:
            self.own_rates[name] += times
        for note in _notes_of(estimate):
            self.notes[note] += times
        if not it.repeats:
            key = it.provider, estimate.currency
            self.sums.setdefault(key, Sums()).add(estimate, times)

    def reorder(self, reports: Iterable[Counted]) -> None:
        """
        Put notes in the order in which they first come, once requests were taken away.

        Args:
            reports: All that are counted, in their order; no more are looked at than need be.
        """
        left = {it for it, number in self.notes.items() if number}
        ordered: Counter[tuple[str, str]] = Counter()
        for it in reports:
            if not left:
                break
            for note in () if it.estimate is None else _notes_of(it.estimate):
                ordered[note] = self.notes[note]
                left.discard(note)
        self.notes = ordered

    def merge(self, other: "Tally") -> None:
        """Add what another tally has counted, of requests that come after."""
        self.requests += other.requests
        self.rejected += other.rejected
        self.unchecked += other.unchecked
        self.repeated += other.repeated
        self.skipped += other.skipped
        self.sources.update(other.sources)
        self.unsure.update(other.unsure)
        self.packs.update(other.packs)
        self.own_rates.update(other.own_rates)
        self.homeless.update(other.homeless)
        self.notes.update(other.notes)
        for source, citations in other.citations.items():
            self.citations.setdefault(source, set()).update(citations)
        for key, sums in other.sums.items():
            self.sums.setdefault(key, Sums()).merge(sums)

    def is_open_ended(self, provider: str) -> bool:
        """Whether a request to a provider may cost something of which nothing is known."""
        return any(self.homeless[it] for it in ("", provider))

    def texts(self, kind: str) -> list[str]:
        """Give what was "assumed", or is "unpriced", each once."""
        return [text for (its, text), number in self.notes.items() if its == kind and number]

    @property
    def unsure_sources(self) -> tuple[str, ...]:
        """Names of the texts of which not every request was checked throughout."""
        return tuple(name for name, number in self.unsure.items() if number)

    @property
    def totals(self) -> tuple[Total, ...]:
        """What they cost, by provider and currency, sorted."""
        return tuple(sums.total(*key) for key, sums in sorted(self.sums.items()) if sums.requests)


def _notes_of(estimate: Estimate) -> Iterator[tuple[str, str]]:
    """What was assumed of a request, and what of it has no price."""
    for reason in estimate.unpriced:
        yield "unpriced", reason.reason
    for assumption in estimate.assumptions:
        yield "assumed", assumption.text


def tally_of(reports: Iterable[Counted]) -> Tally:
    """Count requests."""
    bundle = Bundle()
    for it in reports:
        bundle.add(it)
    return bundle.tally()


class Bundle:
    """Requests to be counted: those that count for the same are put together, and counted once."""

    def __init__(self) -> None:
        """Begin with none."""
        # The first of those that are alike, which keeps their estimate alive, and how many there
        # are: estimates of requests that are priced alike are one object.
        self._first: dict[object, Counted] = {}
        self._times: dict[object, int] = {}

    def add(self, it: Counted) -> None:
        """Put in one more."""
        estimate, verdict = it.estimate, it.verdict
        if estimate is None or (verdict is not None and verdict.skipped):
            # What is counted of these differs from one to the next.
            key: object = len(self._first)
        else:
            key = id(estimate), it.source, it.provider, it.status, it.repeats, id(it.program)
        if key in self._times:
            self._times[key] += 1
        else:
            self._first[key], self._times[key] = it, 1

    def tally(self) -> Tally:
        """Count them, in the order in which the first of each came."""
        tally = Tally()
        for key, times in self._times.items():
            tally.add(self._first[key], times)
        return tally
