"""By what requests of a run are held against one another: their ids, their keys, their work."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lightmeter.batch.alike import Alike
from lightmeter.batch.ids import id_mark, judge_ids
from lightmeter.batch.keys import judge_keys, key_mark
from lightmeter.batch.member import Member
from lightmeter.batch.work import judge_work, work_mark
from lightmeter.diagnostic import Diagnostic
from lightmeter.request import Request
from lightmeter.result import Report

__all__ = ["Mark", "Marks", "mark_of"]


class Mark(NamedTuple):
    """
    What of a request is compared with others, each in 32 bits that others may have by chance.

    Attributes:
        id: Of its source and its id, or None where it has none.
        key: Of its provider and its idempotency key, or None where it has none.
        work: Of its source and what it asks for, or None where that is not known.
    """

    id: int | None
    key: int | None
    work: int | None


def mark_of(request: Request, report: Report) -> Mark:
    """
    Work out by what a request is compared with others.

    Args:
        request: As it was read.
        report: What was found about it alone.
    """
    return Mark(id_mark(request, report), key_mark(request, report), work_mark(report))


class Marks:
    """The marks of a run's requests, and what comes of comparing them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._ids, self._keys, self._works = Alike(), Alike(), Alike()

    def add(self, number: int, mark: Mark) -> None:
        """Add the mark of a request by its number in the run; they come in order."""
        if mark.id is not None:
            self._ids.add(mark.id, number)
        if mark.key is not None:
            self._keys.add(mark.key, number)
        if mark.work is not None:
            self._works.add(mark.work, number)

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
