"""Rules that look at several requests of a run at once."""

from collections.abc import Iterator, Sequence

from lightmeter.batch.ids import judge_ids
from lightmeter.batch.keys import judge_keys
from lightmeter.batch.member import Member
from lightmeter.batch.work import judge_work
from lightmeter.diagnostic import Diagnostic

__all__ = ["judge_batch"]


def judge_batch(members: Sequence[Member]) -> Iterator[tuple[int, Diagnostic]]:
    """
    Judge the requests of a run together.

    Returns:
        Number of the request and the diagnostic, pointers from the request's root.
    """
    keys = list(judge_keys(members))
    yield from keys
    yield from judge_ids(members)
    # What shares a key is one task, or refused: neither is paid twice.
    yield from judge_work(members, leaving_out={number for number, _ in keys})
