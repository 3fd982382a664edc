"""What a command counts of requests while they are judged, so that none is judged again for it."""

from typing import Any, Protocol

from lightmeter.result import Report

__all__ = ["Counting"]


class Counting(Protocol):
    """
    Counts the requests of a run.

    Each block of a long text is counted by itself, perhaps by another process, so that what comes
    of it is pickled; blocks are put together in their order.
    """

    def begin(self, checker: Any) -> "Counting":
        """Give one that has counted nothing yet, for requests that a checker judges."""

    def add(self, number: int, report: Report) -> None:
        """Count a request by its number in its part of the run."""

    def settle(self) -> None:
        """Be told that there are no more; what is not needed any longer can go."""

    def merge(self, other: Any, first: int) -> None:
        """
        Add what another one has counted, of requests that come after.

        Args:
            other: That `begin` gave, once it is settled.
            first: Number of the first of its requests in the run.
        """

    def end(self, *, sound: bool) -> None:
        """
        Be told that the run is read.

        Args:
            sound: All requests were counted, and none turned out to be another than it seemed.
        """
