"""Headers: few, rarely known, and named without regard to case."""

from collections.abc import Mapping
from typing import Any

from lightmeter.judge.values import is_clock_built
from lightmeter.judge.verdict import Finding
from lightmeter.packs.program import Member

__all__ = ["judge_headers"]


def judge_headers(expected: Member, headers: Mapping[str, Any] | None) -> list[Finding]:
    """
    Judge the headers of a request.

    Args:
        expected: The headers the provider documents, as one object.
        headers: As they will be sent; None where they are not known, which counts as none.

    Returns:
        Findings whose pointer is the header's name, as written where it was written.
    """
    sent = {str(name).lower(): name for name in headers} if headers else {}
    findings: list[Finding] = []
    for name, member in expected.properties.items():
        written = sent.get(name.lower())
        if headers is None or written is None:
            rules = [rule for rule in ("required", "recommended") if rule in member.checks]
            findings += [(member.checks[rule], (name,), ()) for rule in rules]
        elif not isinstance(headers[written], str):
            findings.append((member.checks["type"], (str(written),), (headers[written],)))
        elif member.field.idempotency and is_clock_built(headers[written]):
            check = member.checks["idempotency-key-from-clock"]
            findings.append((check, (str(written),), (headers[written],)))
    return findings
