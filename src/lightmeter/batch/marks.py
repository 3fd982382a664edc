"""By what requests of a run are held against one another: their ids, their keys, their work."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from lightmeter.batch.alike import Alike
from lightmeter.batch.ids import id_mark, judge_ids
from lightmeter.batch.keys import judge_keys, key_mark
from lightmeter.batch.member import Member
from lightmeter.batch.work import judge_work, work_mark
from lightmeter.diagnostic import Diagnostic
from lightmeter.request import Request
from lightmeter.result import Report

__all__ = ["Mark", "Marks", "mark_of"]


Mark: TypeAlias = tuple[int | None, int | None, int | None]
"""
What of a request is compared with others, each in 32 bits that others may have by chance: of its
source and its id, or None where it has none; of its provider and its idempotency key, likewise; of
its source and what it asks for, or None where that is not known.
"""


def mark_of(request: Request, report: Report) -> Mark:
    """
    Work out by what a request is compared with others.

    Args:
        request: As it was read.
        report: What was found about it alone.
    """
    return id_mark(request, report), key_mark(request, report), work_mark(report)


class Marks:
    """The marks of a run's requests, and what comes of comparing them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._ids, self._keys, self._works = Alike(), Alike(), Alike()

    def extend(self, first: int, marks: Iterable[Mark]) -> None:
        """Add the marks of requests that follow one another in the run; numbers are ascending."""
        kinds = self._ids, self._keys, self._works
        for kind, column in zip(kinds, zip(*marks, strict=True), strict=False):
            kind.extend(first, column)

    def judge(self, members: Sequence[Member]) -> Iterator[tuple[int, Diagnostic]]:
        """
        Judge the requests of a run together.

        Args:
            members: Of the run; asked only for those that share something.

        Returns:
            Number of the request and the diagnostic, pointers from the request's root.
        """
        # In the order of the text: members of long ones are read again, block by block.
        shared: set[int] = set()
        for number, diagnostic in judge_keys(sorted(self._keys.groups()), members):
            shared.add(number)
            yield number, diagnostic
        yield from judge_ids(sorted(self._ids.groups()), members)
        # What shares a key is one task, or refused: neither is paid twice.
        yield from judge_work(sorted(self._works.groups()), members, leaving_out=shared)
