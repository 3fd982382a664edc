"""Rules that look at several requests of a run at once."""

from collections.abc import Iterator, Sequence

from lightmeter.batch.marks import Marks, mark_of
from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic

__all__ = ["judge_batch"]


def judge_batch(members: Sequence[Member]) -> Iterator[tuple[int, Diagnostic]]:
    """
    Judge the requests of a run together.

    Returns:
        Number of the request and the diagnostic, pointers from the request's root.
    """
    marks = Marks()
    for number, member in enumerate(members):
        marks.add(number, mark_of(member))
    return marks.judge(members)
