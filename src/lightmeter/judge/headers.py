"""Headers: few, rarely known, and named without regard to case."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lightmeter.judge.verdict import Finding
from lightmeter.language.later import Later, now

if TYPE_CHECKING:
    from lightmeter.packs.member import Member

__all__ = ["judge_headers"]


def judge_headers(
    expected: "Member | Later", headers: Mapping[str, Any] | None
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
            continue
        for spelling, value in written:
            for rule in _said(member, value):
                findings.append((member.checks[rule], (spelling,), (value,)))
    return tuple(findings)


def _said(member: "Member", value: Any) -> tuple[str, ...]:
    """The rules that have something to say about a header's value."""
    if not isinstance(value, str):
        return ("type",) if "type" in member.checks else ()
    said: tuple[str, ...] = ()
    field = member.field
    if field.scheme and not _beginning_of(field.scheme)(value):
        said = ("authorization-scheme",)
    if field.idempotency:
        # Few requests bring a key along.
        from lightmeter.judge.clock import is_clock_built, is_only_clock  # noqa: PLC0415

        if is_clock_built(value):
            only = is_only_clock(value)
            said += ("idempotency-key-from-clock" if only else "idempotency-key-like-clock",)
    return said


@lru_cache(maxsize=64)
def _beginning_of(scheme: str) -> Callable[[str], re.Match[str] | None]:
    """What tells whether a value begins with a scheme, or with a variable that may bring it."""
    return re.compile(rf"(?i)\s*(?:{re.escape(scheme)}\s+\S|[$<{{%])").match
