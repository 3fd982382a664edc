"""What is found about requests once they are seen among others; most of it lies on disk."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby

import attrs

from lightmeter.batch.keys import REPEATED
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Diagnostic
from lightmeter.result import Report
from lightmeter.spool import Spool

__all__ = ["Extra", "Extras", "complete"]


@attrs.frozen
class Extra:
    """
    What is found about a request once it is seen among others.

    Attributes:
        found: With its place.
        beside: Whether it leaves the price known; if not, it belongs to the request like what was
            found about it alone.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    found: Diagnostic
    beside: bool = False

    @property
    def repeats(self) -> bool:
        """Whether it says that the request is an earlier one over again."""
        return not self.beside and self.found.rule == REPEATED


def complete(report: Report, extras: "list[Extra]") -> Report:
    """Give a report with what is found besides."""
    return attrs.evolve(
        report,
        found=(*report.found, *(it.found for it in extras if not it.beside)),
        beside=(*report.beside, *(it.found for it in extras if it.beside)),
        repeats=report.repeats or any(it.repeats for it in extras),
    )


class Extras:
    """Extras by the numbers of requests."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers = array("Q")
        self._extras: Spool[Extra] = Spool()

    def add(self, number: int, extra: Extra) -> None:
        """Add one; the numbers of requests do not descend."""
        self._numbers.append(number)
        self._extras.append(extra)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[tuple[int, Extra]]:
        return zip(self._numbers, self._extras, strict=True)

    def of(self, number: int) -> list[Extra]:
        """Give those of a request."""
        first = bisect_left(self._numbers, number)
        return [self._extras[it] for it in range(first, bisect_right(self._numbers, number, first))]

    def by_request(self) -> Iterator[tuple[int, list[Extra]]]:
        """Give those of each request that has any."""
        for number, them in groupby(self, lambda it: it[0]):
            yield number, [it for _, it in them]
