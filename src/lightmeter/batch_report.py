"""What checking everything that a run has read comes to."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

import attrs

from lightmeter.data_methods import represent, state_of
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.source import Source
from lightmeter.estimate.total import Total
from lightmeter.report_list import Found, HeldReports, LongReports
from lightmeter.result import Report
from lightmeter.spool import Sorted, Spool
from lightmeter.tally import Tally

if TYPE_CHECKING:
    from lightmeter.document.long_text import LongText
    from lightmeter.suppressed import Suppressed

__all__ = ["INTERRUPTED", "UNREAD", "BatchReport"]

INTERRUPTED = "interrupted"
"""Id of a rule: what was not read has not been checked, and the run has failed."""

UNREAD = frozenset(
    (
        *("encoding", "syntax", "duplicate-key", "nesting", "number-range", "not-a-number"),
        *("empty", "too-large", "unreadable", "no-request", "type", INTERRUPTED),
    )
)
"""
Rules about what was to be read as requests and could not be: a text or a line that is broken, a
file that cannot be opened, what is no request. Nothing is known of its price.
"""


def _with_tally(reports: Sequence[Report]) -> HeldReports | LongReports:
    return reports if isinstance(reports, HeldReports | LongReports) else HeldReports(reports)


# There is one a run; with slots its cached properties would be compiled anew at every start.
@attrs.frozen(eq=False, slots=False)
class BatchReport:
    """
    What was found in one or more sources.

    Attributes:
        reports: One per request, in the order of sources and places. Of long texts they are made
            again when they are asked for.
        found: Diagnostics that belong to no single request: unreadable texts, empty batches.
        sources: Every text that was read and is held, by name.
        hidden: Offsets in a source that no output may show: what looks like a secret. Sorted, none
            within another.
        left_out: Names of files that came with a directory and hold no request.
        packs: The same of files that are packs.
        chosen: What is left once some is silenced, sorted; None where nothing was chosen from.
        suppressed: What is not, sorted likewise.
        tellers: Texts that are no requests, but that diagnostics may point into: settings, a
            baseline.
        long: Texts that were read and are too long to hold, by name.
    """

    __repr__ = represent
    __getstate__ = state_of

    reports: HeldReports | LongReports = attrs.field(converter=_with_tally)
    found: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    hidden: Mapping[str, tuple[tuple[int, int], ...]] = attrs.field(factory=dict)
    left_out: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    chosen: Sequence[Found] | None = None
    suppressed: "Sequence[Suppressed]" = ()
    tellers: Mapping[str, Source] = attrs.field(factory=dict)
    long: "Mapping[str, LongText]" = attrs.field(factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the texts that were read."""
        return (*self.sources, *self.long)

    @cached_property
    def entries(self) -> Sequence[Found]:
        """Every diagnostic with the number of its report in `reports`, or None; sorted."""
        if self.chosen is not None:
            return self.chosen
        return self.reports.entries((it, None) for it in self.found)

    @property
    def tally(self) -> Tally:
        """What the requests come to together."""
        return self.reports.tally

    @property
    def skipping(self) -> Sequence[int]:
        """Numbers of the reports in which rules were silenced."""
        return self.reports.skipping

    def with_found(self, found: Iterable[tuple[int | None, Diagnostic]]) -> "BatchReport":
        """
        Give the same report with what was found once everything was read.

        Args:
            found: Number of the report or None, and the diagnostic with its place.
        """
        beside: list[Diagnostic] = []
        of_reports: Sorted[tuple[int, Diagnostic]] = Sorted(key=itemgetter(0))
        for number, it in found:
            if number is None:
                beside.append(it)
            else:
                of_reports.add((number, it))
        return attrs.evolve(
            self,
            reports=self.reports.with_found(of_reports) if len(of_reports) else self.reports,
            found=(*self.found, *beside),
        )

    def only(self, wanted: Callable[[Report], bool], *, outside: bool = True) -> "BatchReport":
        """
        Give the same report with some of its requests.

        Args:
            wanted: Which requests are kept, with their diagnostics.
            outside: Whether diagnostics that belong to no request are kept.
        """
        kept = [number for number, it in enumerate(self.reports) if wanted(it)]
        now = {number: new for new, number in enumerate(kept)}

        def stays(number: int | None) -> bool:
            return outside if number is None else number in now

        return attrs.evolve(
            self,
            reports=tuple(self.reports[number] for number in kept),
            found=self.found if outside else (),
            chosen=None
            if self.chosen is None
            else tuple(
                (it, None if number is None else now[number])
                for it, number in self.chosen
                if stays(number)
            ),
            suppressed=tuple(
                attrs.evolve(it, request=None if it.request is None else now[it.request])
                for it in self.suppressed
                if stays(it.request)
            ),
        )

    def about_requests(self, wanted: Callable[[int | None], bool]) -> "BatchReport":
        """
        Give the same report with the diagnostics of some of its requests.

        Args:
            wanted: Whose diagnostics are kept, by the number of the request; None stands for what
                belongs to no request.
        """
        kept: Spool[Found] = Spool(hold=not isinstance(self.reports, LongReports))
        for found in self.entries:
            if wanted(found[1]):
                kept.append(found)
        return attrs.evolve(self, chosen=kept.settled())

    def chosen_from(self, rules: Collection[str]) -> "BatchReport":
        """Give the same report with the diagnostics of some rules alone."""
        return attrs.evolve(self, chosen=tuple(it for it in self.entries if it[0].rule in rules))

    def about(self, rules: Collection[str]) -> "BatchReport":
        """Give the same report with the diagnostics of requests that are of some rules alone."""
        kept = ((it, at) for it, at in self.entries if at is not None and it.rule in rules)
        return attrs.evolve(self, chosen=tuple(kept))

    def without_requests(self) -> "BatchReport":
        """Give the same report with what belongs to no request alone."""
        return attrs.evolve(
            self,
            reports=(),
            chosen=None
            if self.chosen is None
            else tuple(it for it in self.chosen if it[1] is None),
            suppressed=tuple(it for it in self.suppressed if it.request is None),
        )

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every diagnostic, sorted by source, place and rule."""
        return tuple(diagnostic for diagnostic, _ in self.entries)

    @property
    def ok(self) -> bool:
        """Whether no diagnostic of severity error is left."""
        if self.chosen is not None:
            return not self.count(Severity.ERROR)
        return all(it.severity is not Severity.ERROR for it in self.found) and not (
            self.tally.rejected
        )

    @property
    def interrupted(self) -> bool:
        """Whether not everything was read."""
        return any(it.rule == INTERRUPTED for it in self.found)

    @cached_property
    def unread_sources(self) -> frozenset[str]:
        """Names of the texts of which not everything could be read as requests."""
        return frozenset(
            it.source for it in self.found if it.rule in UNREAD and it.severity is Severity.ERROR
        )

    def is_open_ended(self, provider: str) -> bool:
        """Whether a request to a provider may cost something of which nothing is known."""
        return bool(self.unread_sources) or self.tally.is_open_ended(provider)

    @property
    def sound(self) -> bool:
        """Whether nothing was rejected either: silence hides an error, it does not mend it."""
        return self.ok and not self.tally.rejected

    def text_of(self, name: str) -> "Source | LongText | None":
        """The text that a diagnostic's `source` names, or None."""
        return self.sources.get(name) or self.long.get(name) or self.tellers.get(name)

    def count(self, severity: Severity) -> int:
        """How many diagnostics have a severity."""
        return self._severities[severity]

    @cached_property
    def _severities(self) -> Counter[Severity]:
        return Counter(it.severity for it, _ in self.entries)

    def is_named(self, request: Report) -> bool:
        """Whether one of the requests has an id that no other of its source bears."""
        return bool(request.id) and (request.source, request.id) not in self.reports.shared_ids

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """
        Costs per provider and currency, sorted.

        Rejected and unchecked requests are not in, nor are those that are not charged again.
        """
        return self.tally.totals
