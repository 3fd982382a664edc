"""Idempotency keys: each stands for one task, whoever sends it again."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from lightmeter.batch.digest import digest, rough_digest
from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.packs.program import Check, Program
from lightmeter.request import Request
from lightmeter.result import Report
from lightmeter.secrets.placeholders import is_placeholder
from lightmeter.spool import Sorted

__all__ = ["REPEATED", "judge_keys", "key_digest", "key_mark"]

REPEATED = "idempotency-key-repeated"
"""Id of the rule that tells of an equal request, which is not charged again."""


def key_mark(request: Request, report: Report) -> int | None:
    """What requests to one provider share that bear the same key, and by chance others."""
    if not request.headers:
        return None
    value = _key(request, report)
    return None if value is None else rough_digest(value, report.provider)


def key_digest(member: Member) -> bytes | None:
    """The same, and no others."""
    key = _key(member.request, member.report)
    return None if key is None else digest([member.report.provider, key])


def judge_keys(
    groups: Iterable[Sequence[int]], members: Sequence[Member]
) -> Iterator[tuple[int, Diagnostic]]:
    """
    Find keys that two requests to one provider share; one diagnostic at each but the first.

    They come in the order of the requests.

    Args:
        groups: Numbers of the requests that share one, ascending.
        members: Of the run.
    """
    told: Sorted[tuple[int, int]] = Sorted()
    for first, *others in groups:
        for number in others:
            told.add((number, first))
    for number, first in told:
        yield number, _reused(members[first], members[number])


def _key(request: Request, report: Report) -> str | None:
    """
    The idempotency key of a request; None where it has none, or its provider knows none.

    What a variable stands for is not known here: two uses may be two keys.
    """
    headers = request.headers
    header = _key_header(request, report) if headers else None
    value = headers.get(header) if headers and header is not None else None
    if not isinstance(value, str) or not value.strip() or is_placeholder(value):
        return None
    return value


def _key_header(request: Request, report: Report) -> str | None:
    """The idempotency key's header as the request writes it, where its provider knows one."""
    program, headers = report.program, request.headers
    name = _key_name(program) if program is not None else None
    if name is None or not headers:
        return None
    if name in headers:
        return name
    written = (str(it) for it in headers)
    return next((it for it in written if it.lower() == name.lower()), None)


@lru_cache(maxsize=256)
def _key_name(program: Program) -> str | None:
    headers = program.headers.properties.items()
    return next((name for name, header in headers if header.field.idempotency), None)


def _reused(earlier: Member, member: Member) -> Diagnostic:
    program, header = member.report.program, _key_header(member.request, member.report)
    assert program is not None
    assert header is not None
    provider = program.provider
    # As it is written: the provider compares what it is sent.
    if digest(earlier.request.payload) == digest(member.request.payload):
        severity, rule = Severity.INFO, REPEATED
        message = (
            f"{header} is that of an equal request: {provider} gives the first task again and"
            " charges once; for a second image use a second key"
        )
    else:
        severity, rule = Severity.ERROR, "idempotency-key-reused"
        message = (
            f"{header} is that of a different request, which {provider} refuses with 409;"
            " give every request a key of its own"
        )
    its = _key_header(earlier.request, earlier.report) or header
    pointer, span, _ = earlier.locator.find(("headers", its))
    elsewhere = earlier.report.source != member.report.source
    place = f"first used in {earlier.report.source}" if elsewhere else "first used here"
    check = _check_of(program, header)
    return Diagnostic(
        rule=rule,
        severity=severity,
        message=message,
        pointer=("headers", header),
        related=(Related(place, None if elsewhere else pointer, None if elsewhere else span),),
        pack=check.pack,
        basis=check.basis,
        citation=check.citation,
    )


def _check_of(program: Program, header: str) -> Check:
    """What the pack says of the header: it is cited for these rules too."""
    for name, member in program.headers.properties.items():
        if name.lower() == header.lower():
            return program.checks[member.checks["idempotency-key-from-clock"]]
    raise LookupError(header)
