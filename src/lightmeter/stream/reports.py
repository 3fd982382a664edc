"""The reports of a run with long texts: each is made again when it is asked for."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, order
from lightmeter.report_list import Found, LongReports
from lightmeter.result import Report
from lightmeter.spool import Numbered, Sorted
from lightmeter.stream.extras import Extra, Extras, complete
from lightmeter.stream.long_source import LongSource
from lightmeter.tally import Tally

__all__ = ["Part", "StreamedReports"]


Part = Sequence[Member] | LongSource
"""Requests that stand together in a run: those of held texts, or those of a long one."""


class StreamedReports(LongReports):
    """Reports of several texts, some of which are long."""

    def __init__(self, parts: Sequence[Part], tally: Tally, extras: Extras | None = None) -> None:
        """
        Put parts together.

        Args:
            parts: In the order in which they were read.
            tally: Of all their requests, with the extras.
            extras: By the numbers of the requests in the run.
        """
        self._parts = parts
        self._tally = tally
        self._extras = Extras() if extras is None else extras
        self._starts = [0]
        for it in parts:
            self._starts.append(self._starts[-1] + len(it))
        self._known: tuple[int, Report] | None = None

    @property
    def tally(self) -> Tally:
        """What they come to together."""
        return self._tally

    @property
    def skipping(self) -> Sequence[int]:
        """Numbers of those in which rules were silenced."""
        return [
            start + number
            for start, part in zip(self._starts, self._parts, strict=False)
            for number in (
                part.skipping
                if isinstance(part, LongSource)
                else [number for number, member in enumerate(part) if member.report.skipped]
            )
        ]

    @property
    def shared_ids(self) -> frozenset[tuple[str, str]]:
        """Ids that several requests of a source bear, each with the name of the source."""
        # The second of those that share one says so.
        seconds = (
            number
            for number, it in self._extras
            if not it.beside and it.found.rule == "duplicate-id" and not it.found.pack
        )
        return frozenset((it.source, it.id) for it in map(self.item, seconds))

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Report]:
        for start, part in zip(self._starts, self._parts, strict=False):
            for number, member in enumerate(part, start):
                yield self._finished(number, member)

    def item(self, number: int) -> Report:
        """Give a report by its number."""
        # What is said of a request comes one after the other.
        if self._known is None or self._known[0] != number:
            self._known = number, self._finished(number, self.member(number))
        return self._known[1]

    @property
    def members(self) -> Sequence[Member]:
        """The requests, each as it is by itself."""
        return _Members(self)

    def member(self, number: int) -> Member:
        """Give a request as it is by itself."""
        place = bisect_right(self._starts, number) - 1
        return self._parts[place][number - self._starts[place]]

    def _finished(self, number: int, member: Member) -> Report:
        extras = self._extras.of(number) if self._extras else None
        return complete(member.report, extras) if extras else member.report

    # What was found -------------------------------------------------------------------------------

    def entries(self, beside: Iterable[Found]) -> Sequence[Found]:
        """
        Give what was found about them, and what was found beside them, sorted.

        Args:
            beside: What belongs to none of them.
        """
        held = list(beside)
        long: dict[str, tuple[int, LongSource]] = {}
        for start, part in zip(self._starts, self._parts, strict=False):
            if isinstance(part, LongSource):
                long[part.name] = start, part
                held += ((it, start + number) for it, number in part.loose)
            else:
                held += (
                    (it, number)
                    for number, member in enumerate(part, start)
                    for it in member.report.diagnostics
                )
        held.sort(key=_order)
        extras: Sorted[Found] = Sorted(key=_order)
        for number, extra in self._extras:
            extras.add((extra.found, number))
        return _Entries(held, extras, long)

    def with_extras(self, extras: Extras) -> "StreamedReports":
        """Give the same with other extras; the tally has them already."""
        return StreamedReports(self._parts, self._tally, extras)

    def with_found(self, found: Iterable[tuple[int, Diagnostic]]) -> "StreamedReports":
        """Give the same with what was found once they were seen among others, by their numbers."""
        extras = Extras()
        beside = ((number, Extra(it, beside=True)) for number, it in found)
        for number, extra in merge(self._extras, beside, key=itemgetter(0)):
            extras.add(number, extra)
        return self.with_extras(extras)


class _Members(Numbered[Member]):
    """The requests of a run."""

    def __init__(self, reports: StreamedReports) -> None:
        self._reports = reports

    def __len__(self) -> int:
        return len(self._reports)

    def item(self, number: int) -> Member:
        return self._reports.member(number)


def _order(found: Found) -> tuple[Any, ...]:
    return order(found[0])


class _Entries(Numbered[Found]):
    """What was found: what is held, and between it what lies on disk."""

    def __init__(
        self,
        held: Sequence[Found],
        extras: Sorted[Found],
        long: Mapping[str, tuple[int, LongSource]],
    ) -> None:
        self._held, self._extras, self._long = held, extras, long

    def __len__(self) -> int:
        of_long = sum(len(it.found) for _, it in self._long.values())
        return len(self._held) + len(self._extras) + of_long

    def __iter__(self) -> Iterator[Found]:
        return merge(self._held, self._extras, self._spooled(), key=_order)

    def _spooled(self) -> Iterator[Found]:
        return chain.from_iterable(
            ((it, start + number) for it, number in source.found)
            for _, (start, source) in sorted(self._long.items())
        )

    def item(self, number: int) -> Found:
        return next(islice(self, number, None))

    def items(self, numbers: range) -> tuple[Found, ...]:
        # Each is come by from the beginning alone.
        found = tuple(self)
        return tuple(found[number] for number in numbers)
