"""The requests of a run on their way to being held against one another."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic

if TYPE_CHECKING:
    from lightmeter.batch.marks import Mark, Marks

__all__ = ["Comparison"]


class Comparison:
    """
    Keeps by what the requests of a run are compared, once there is more than one.

    What compares them takes longer to import than one request takes to judge.

    Attributes:
        count: How many requests there are so far.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0
        self._marks: Marks | None = None
        self._only: Member | None = None

    def add(self, members: Sequence[Member]) -> None:
        """Add the requests that come next."""
        if self.count == 0 and len(members) == 1:
            self._only, self.count = members[0], 1
        elif members:
            self.extend(_marks_of(members))

    def extend(self, marks: "Sequence[Mark]") -> None:
        """Add the marks of the requests that come next."""
        if self._marks is None:
            from lightmeter.batch.marks import Marks  # noqa: PLC0415 - see above

            self._marks = Marks()
        if self._only is not None:
            self._marks.extend(0, _marks_of([self._only]))
            self._only = None
        self._marks.extend(self.count, marks)
        self.count += len(marks)

    def judge(self, members: Sequence[Member]) -> Iterable[tuple[int, Diagnostic]]:
        """
        Judge the requests together.

        Args:
            members: All of them; asked only for those that share something.

        Returns:
            Number of the request and the diagnostic, pointers from the request's root.
        """
        return () if self._marks is None else self._marks.judge(members)


def _marks_of(members: Sequence[Member]) -> "list[Mark]":
    from lightmeter.batch.marks import mark_of  # noqa: PLC0415 - see above

    return [mark_of(it.request, it.report) for it in members]
