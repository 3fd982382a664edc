"""The reports of a run's requests, which know what they come to together: held, or made again."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from lightmeter.diagnostic import Diagnostic, order
from lightmeter.result import Report
from lightmeter.spool import Numbered
from lightmeter.tally import Tally, tally_of

__all__ = ["Found", "HeldReports", "LongReports"]

Found = tuple[Diagnostic, int | None]
"""What was found, with the number of its report in the batch, or None where it is of none."""


class HeldReports(tuple[Report, ...]):  # noqa: SLOT001 - it keeps what was counted
    """Reports that are all there; what is counted of them is counted once."""

    @cached_property
    def tally(self) -> Tally:
        """What they come to together."""
        return tally_of(self)

    @property
    def skipping(self) -> Sequence[int]:
        """Numbers of those in which rules were silenced."""
        return [number for number, it in enumerate(self) if it.skipped]

    @cached_property
    def shared_ids(self) -> Collection[tuple[str, str]]:
        """Ids that several requests of a source bear, each with the name of the source."""
        counts = Counter((it.source, it.id) for it in self if it.id)
        return {it for it, number in counts.items() if number > 1}

    def entries(self, beside: Iterable[Found]) -> Sequence[Found]:
        """
        Give what was found about them, and what was found beside them, sorted.

        Args:
            beside: What belongs to none of them.
        """
        pairs = list(beside)
        for number, report in enumerate(self):
            pairs += [(it, number) for it in report.diagnostics]
        return tuple(sorted(pairs, key=lambda pair: order(pair[0])))

    def with_found(self, found: Iterable[tuple[int, Diagnostic]]) -> "HeldReports":
        """Give the same with what was found once they were seen among others, by their numbers."""
        changed = list(self)
        for number, it in found:
            changed[number] = changed[number].with_found(it)
        return HeldReports(changed)


class LongReports(Numbered[Report]):
    """Reports of a run that is too long to hold all of them; each is made again when asked for."""

    @property
    @abstractmethod
    def tally(self) -> Tally:
        """What they come to together."""

    @property
    @abstractmethod
    def skipping(self) -> Sequence[int]:
        """Numbers of those in which rules were silenced."""

    @property
    @abstractmethod
    def shared_ids(self) -> Collection[tuple[str, str]]:
        """Ids that several requests of a source bear, each with the name of the source."""

    @abstractmethod
    def entries(self, beside: Iterable[Found]) -> Sequence[Found]:
        """
        Give what was found about them, and what was found beside them, sorted.

        Args:
            beside: What belongs to none of them.
        """

    @abstractmethod
    def with_found(self, found: Iterable[tuple[int, Diagnostic]]) -> "LongReports":
        """
        Give the same with what was found once they were seen among others.

        Args:
            found: Numbers of reports, which do not descend, and diagnostics with their places.
        """
