"""Ids of requests: what each is found by, in baselines, in settings and on command lines."""

from collections.abc import Iterator, Sequence

from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.escaping import escape

__all__ = ["judge_ids"]

_LONGEST_ID = 40


def judge_ids(members: Sequence[Member]) -> Iterator[tuple[int, Diagnostic]]:
    """Find ids that requests of one source share; one diagnostic each, at the second of them."""
    alike: dict[tuple[str, str], list[int]] = {}
    for number, member in enumerate(members):
        if member.request.id:
            alike.setdefault((member.report.source, member.request.id), []).append(number)
    for first, *others in alike.values():
        if others:
            yield others[0], _shared(members[first], members[others[0]], len(others) - 1)


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
