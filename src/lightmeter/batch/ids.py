"""Ids of requests: what each is found by, in baselines, in settings and on command lines."""

from collections.abc import Iterable, Iterator, Sequence

from lightmeter.batch.digest import digest, rough_digest
from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.escaping import escape
from lightmeter.request import Request
from lightmeter.result import Report
from lightmeter.spool import Sorted

__all__ = ["id_digest", "id_mark", "judge_ids"]

_LONGEST_ID = 40


def id_mark(request: Request, report: Report) -> int | None:
    """What requests of one source share that bear the same id, and by chance others."""
    return rough_digest(request.id, report.source) if request.id else None


def id_digest(member: Member) -> bytes | None:
    """The same, and no others."""
    id_ = member.request.id
    return digest([member.report.source, id_]) if id_ else None


def judge_ids(
    groups: Iterable[Sequence[int]], members: Sequence[Member]
) -> Iterator[tuple[int, Diagnostic]]:
    """
    Find ids that requests of one source share; one diagnostic each, at the second of them.

    They come in the order of the requests.

    Args:
        groups: Numbers of the requests that share one, ascending.
        members: Of the run.
    """
    told: Sorted[tuple[int, int, int]] = Sorted()
    for first, second, *more in groups:
        told.add((second, first, len(more)))
    for number, first, others in told:
        yield number, _shared(members[first], members[number], others)


def _shared(earlier: Member, member: Member, more: int) -> Diagnostic:
    pointer, span, _ = earlier.locator.find(("id",))
    # What looks like a secret is hidden in the report, and not shown here either.
    shown = escape(member.report.id, _LONGEST_ID)
    besides = f" and of {more:,} more" if more else ""
    return Diagnostic(
        rule="duplicate-id",
        severity=Severity.WARNING,
        message=(
            f"id {shown} is that of an earlier request{besides}, so that none can be named by it;"
            " give every request an id of its own"
        ),
        pointer=("id",),
        related=(Related("first used here", pointer, span),),
    )
