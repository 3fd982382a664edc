"""Headers: few, rarely known, and named without regard to case."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.judge.verdict import Finding
from lightmeter.language.later import Later, now
from lightmeter.packs.program import Member

__all__ = ["judge_headers"]


def judge_headers(
    expected: Member | Later, headers: Mapping[str, Any] | None
) -> tuple[Finding, ...]:
    """
    Judge the headers of a request.

    Args:
        expected: The headers the provider documents, as one object.
        headers: As they will be sent; None where they are not known, which counts as none.

    Returns:
        Findings whose pointer is the header's name, as written where it was written.
    """
    # A name may stand there twice, in different cases: both are sent, so both are looked at.
    sent: dict[str, list[tuple[str, Any]]] = {}
    for name, value in (headers or {}).items():
        if not isinstance(value, str) or value.strip():
            sent.setdefault(str(name).lower(), []).append((str(name), value))
    findings: list[Finding] = []
    for name, member in now(expected).properties.items():
        written = sent.get(name.lower())
        if written is None:
            rules = [rule for rule in ("required", "recommended") if rule in member.checks]
            findings += [(member.checks[rule], (name,), ()) for rule in rules]
        for spelling, value in written or ():
            findings += [
                (member.checks[rule], (spelling,), (value,)) for rule in _said(member, value)
            ]
    return tuple(findings)


def _said(member: Member, value: Any) -> Iterator[str]:
    """The rules that have something to say about a header's value."""
    if not isinstance(value, str):
        if "type" in member.checks:
            yield "type"
        return
    scheme = member.field.scheme
    # A variable may bring the scheme along.
    if scheme and not re.match(rf"(?i)\s*(?:{re.escape(scheme)}\s+\S|[$<{{%])", value):
        yield "authorization-scheme"
    if not member.field.idempotency:
        return
    # Few requests bring a key along.
    from lightmeter.judge.clock import is_clock_built, is_only_clock  # noqa: PLC0415

    if is_clock_built(value):
        yield "idempotency-key-from-clock" if is_only_clock(value) else "idempotency-key-like-clock"
