"""By what requests of a run are held against one another: their ids, their keys, their work."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from lightmeter.batch.alike import EXACT, Alike
from lightmeter.batch.ids import id_digest, id_mark, judge_ids
from lightmeter.batch.keys import judge_keys, key_digest, key_mark
from lightmeter.batch.member import Member
from lightmeter.batch.work import judge_work, work_digest, work_mark
from lightmeter.diagnostic import Diagnostic
from lightmeter.request import Request
from lightmeter.result import Report
from lightmeter.spool import Sorted

__all__ = ["Mark", "Marks", "mark_of"]


# Kinds of marks by their places.
_ID, _WORK = 0, 2

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
        self._ids: Alike[int] = Alike()
        self._keys: Alike[int] = Alike()
        self._works: Alike[int] = Alike()

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
        ids, keys, works, keyed = self._exact(members)
        shared = array("Q")
        for number, diagnostic in judge_keys(keys.groups(), members):
            shared.append(number)
            yield number, diagnostic
        yield from judge_ids(ids.groups(), members)
        # What shares a key is one task, or refused: neither is paid twice.
        yield from judge_work(works.groups(), members, leaving_out=shared, keyed=keyed)

    def _exact(
        self, members: Sequence[Member]
    ) -> "tuple[Alike[bytes], Alike[bytes], Alike[bytes], array[int]]":
        """
        Tell those that share something from those that only seem to.

        Members are read once and in their order: those of long texts are read again for it.

        Returns:
            Ids, keys and works, and the numbers of those works that have a key.
        """
        candidates: Sorted[tuple[int, int]] = Sorted()
        for kind, rough in enumerate((self._ids, self._keys, self._works)):
            for group in rough.groups():
                for number in group:
                    candidates.add((number, kind))
        ids, keys, works = (Alike[bytes](EXACT) for _ in range(3))
        keyed = array("Q")
        for number, its in groupby(candidates, key=itemgetter(0)):
            member = members[number]
            kinds = {kind for _, kind in its}
            if kinds != {_ID}:
                key = key_digest(member)
                keys.extend(number, (key,))
                if key is not None:
                    keyed.append(number)
            if _ID in kinds:
                ids.extend(number, (id_digest(member),))
            if _WORK in kinds:
                works.extend(number, (work_digest(member),))
        return ids, keys, works, keyed
