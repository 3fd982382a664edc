"""Rules that look at several requests of a run at once."""

import json
from collections.abc import Iterator, Sequence

import attrs

from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.locate import Locator
from lightmeter.packs.program import Check, Program
from lightmeter.request import Request
from lightmeter.result import Report
from lightmeter.secrets import is_placeholder

__all__ = ["Member", "judge_batch"]


@attrs.frozen
class Member:
    """
    One request of a run.

    Attributes:
        request: As it was read.
        report: What was found about it alone.
        locator: Where it was read.
    """

    request: Request
    report: Report
    locator: Locator


def judge_batch(members: Sequence[Member]) -> Iterator[tuple[int, Diagnostic]]:
    """
    Judge the requests of a run together.

    Returns:
        Number of the request and the diagnostic, pointers from the request's root.
    """
    first: dict[tuple[str, str], int] = {}
    for number, member in enumerate(members):
        header = _key_header(member)
        if header is None or member.request.headers is None:
            continue
        value = member.request.headers[header]
        # What a variable stands for is not known here: two uses may be two keys.
        if not isinstance(value, str) or is_placeholder(value) or not value.strip():
            continue
        earlier = first.setdefault((member.report.provider, value), number)
        if earlier != number:
            yield number, _reused(members[earlier], member, header)


def _key_header(member: Member) -> str | None:
    """The idempotency key's header as the request writes it, where its provider knows one."""
    program = member.report.program
    if program is None:
        return None
    for name, header in program.headers.properties.items():
        if header.field.idempotency:
            for written in member.request.headers or {}:
                if str(written).lower() == name.lower():
                    return str(written)
    return None


def _reused(earlier: Member, member: Member, header: str) -> Diagnostic:
    program = member.report.program
    assert program is not None
    provider = program.provider
    if _body(earlier) == _body(member):
        severity, rule = Severity.INFO, "idempotency-key-repeated"
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
    pointer, span, _ = earlier.locator.find(("headers", _key_header(earlier) or header))
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


def _body(member: Member) -> str:
    """The body as it is written: the provider compares what it is sent."""
    return json.dumps(member.request.payload, sort_keys=True, default=str)
