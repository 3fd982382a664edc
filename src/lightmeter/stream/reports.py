"""The reports of a run with long texts: each is made again when it is asked for."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain, islice
from typing import Any

import attrs

from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, order
from lightmeter.report_list import Found, LongReports
from lightmeter.result import Report
from lightmeter.spool import Numbered
from lightmeter.stream.long_source import LongSource
from lightmeter.tally import Tally

__all__ = ["Extras", "Part", "StreamedReports"]


@attrs.frozen
class Extras:
    """
    What is found about a request once it is seen among others.

    Attributes:
        found: That belongs to it like what was found about it alone.
        beside: That leaves its price known.
        repeats: It is an earlier one over again.
    """

    found: tuple[Diagnostic, ...] = ()
    beside: tuple[Diagnostic, ...] = ()
    repeats: bool = False

    def on(self, report: Report) -> Report:
        """Give a report with them."""
        return attrs.evolve(
            report,
            found=(*report.found, *self.found),
            beside=(*report.beside, *self.beside),
            repeats=report.repeats or self.repeats,
        )


_NONE = Extras()

Part = Sequence[Member] | LongSource
"""Requests that stand together in a run: those of held texts, or those of a long one."""


class StreamedReports(LongReports):
    """Reports of several texts, some of which are long."""

    def __init__(
        self, parts: Sequence[Part], tally: Tally, extras: Mapping[int, Extras] | None = None
    ) -> None:
        """
        Put parts together.

        Args:
            parts: In the order in which they were read.
            tally: Of all their requests, with the extras.
            extras: By the number of the request in the run.
        """
        self._parts = parts
        self._tally = tally
        self._extras = dict(extras or {})
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
        seconds = [
            number
            for number, extras in self._extras.items()
            if any(it.rule == "duplicate-id" and not it.pack for it in extras.found)
        ]
        return frozenset((it.source, it.id) for it in map(self.item, sorted(seconds)))

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

    def member(self, number: int) -> Member:
        """Give a request as it is by itself."""
        place = bisect_right(self._starts, number) - 1
        return self._parts[place][number - self._starts[place]]

    def _finished(self, number: int, member: Member) -> Report:
        extras = self._extras.get(number)
        return member.report if extras is None else extras.on(member.report)

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
        for number, extras in self._extras.items():
            held += ((it, number) for it in (*extras.found, *extras.beside))
        held.sort(key=_order)
        return _Entries(held, long)

    def with_extras(self, extras: Mapping[int, Extras]) -> "StreamedReports":
        """Give the same with more extras; the tally has them already."""
        return StreamedReports(self._parts, self._tally, {**self._extras, **extras})

    def with_found(self, found: Mapping[int, Sequence[Diagnostic]]) -> "StreamedReports":
        """Give the same with what was found once they were seen among others, by their numbers."""
        extras = {}
        for number, them in found.items():
            known = self._extras.get(number, _NONE)
            extras[number] = attrs.evolve(known, beside=(*known.beside, *them))
        return self.with_extras(extras)


def _order(found: Found) -> tuple[Any, ...]:
    return order(found[0])


class _Entries(Numbered[Found]):
    """What was found: what is held, and between it what lies on disk."""

    def __init__(self, held: Sequence[Found], long: Mapping[str, tuple[int, LongSource]]) -> None:
        self._held, self._long = held, long

    def __len__(self) -> int:
        return len(self._held) + sum(len(it.found) for _, it in self._long.values())

    def __iter__(self) -> Iterator[Found]:
        return merge(self._held, self._spooled(), key=_order)

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
