"""What a command counts of a whole run: of texts that are held, and of long ones block by block."""

from collections.abc import Callable, Sequence
from itertools import groupby

from lightmeter.batch.member import Member
from lightmeter.stream.counting import Counting

__all__ = ["RunCounting"]


class RunCounting:
    """Counts the requests of a run in their order; texts of one run may be of several projects."""

    def __init__(self, whole: Counting, begin: Callable[[str], Counting]) -> None:
        """
        Begin with none.

        Args:
            whole: Takes up what is counted; it has counted nothing yet.
            begin: Gives what counts the requests of a source, by its name.
        """
        self.begin = begin
        self._whole = whole

    def add(self, members: Sequence[Member], first: int) -> None:
        """
        Count requests that are held.

        Args:
            members: That follow one another.
            first: Number of the first of them in the run.
        """
        for source, them in groupby(members, lambda it: it.report.source):
            counting, number = self.begin(source), 0
            for number, member in enumerate(them, 1):
                counting.add(number - 1, member.report)
            counting.settle()
            self.merge(counting, first)
            first += number

    def merge(self, counting: Counting | None, first: int) -> None:
        """
        Take up what was counted of requests that come next.

        Args:
            counting: That `begin` gave, settled.
            first: Number of the first of its requests in the run.
        """
        self._whole.merge(counting, first)

    def end(self, *, sound: bool) -> None:
        """
        Be told that the run is read.

        Args:
            sound: No request turned out to be another than it seemed when it was counted.
        """
        self._whole.end(sound=sound)
