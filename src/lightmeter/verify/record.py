"""What comes of a request, as a golden result keeps it: plain data, in a few words."""

from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.estimate.model import Estimate
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.describe import fix_of
from lightmeter.judge.verdict import Verdict
from lightmeter.money import format_amount
from lightmeter.packs.program import Program
from lightmeter.place import format_pointer

__all__ = ["record_of"]


def record_of(program: Program, body: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    """
    Record a verdict.

    Args:
        program: That the judge was made from.
        body: That was judged.
        verdict: Its outcome; what is said of headers is left out.

    Returns:
        `found`: severity, rule and pointer of each diagnostic, and the fix a rule has; `sent`: what
        the normalized payload has that the request has not; `effective`, `quantity` and `cost`;
        `assumes`: the members that something is assumed about.
    """
    record: dict[str, Any] = {"found": sorted(_found(program, verdict))}
    if verdict.normalized is None:
        record["cost"] = "rejected"
        return record
    if sent := _added(body, verdict.normalized):
        record["sent"] = sent
    priced = estimate(program, verdict)
    if priced is not None:
        if priced.effective:
            record["effective"] = dict(priced.effective)
        record["quantity"] = _range(priced.quantity_minimum, priced.quantity_maximum)
        record["cost"] = _cost(priced)
        if priced.assumptions:
            record["assumes"] = [format_pointer(it.pointer) for it in priced.assumptions]
    return record


def _found(program: Program, verdict: Verdict) -> Iterator[str]:
    rules = {rule.check: rule for rule in program.rules}
    for index, pointer, data in verdict.findings:
        check = program.checks[index]
        words = f"{check.severity} {check.rule}@{format_pointer(pointer)}"
        rule = rules.get(index)
        fix = fix_of(rule, data) if rule is not None else None
        yield f"{words}: {fix.description}" if fix is not None else words


def _added(body: Any, normalized: Any) -> dict[str, Any]:
    """Members that were written in, or written anew."""
    added: dict[str, Any] = {}
    for name, value in normalized.items():
        before = body.get(name)
        if isinstance(value, dict) and isinstance(before, Mapping):
            if inner := _added(before, value):
                added[name] = inner
        elif name not in body or type(before) is not type(value) or before != value:
            added[name] = value
    return added


def _cost(priced: Estimate) -> Any:
    if priced.minimum is None or priced.maximum is None:
        return "declined"
    return _range(format_amount(priced.minimum), format_amount(priced.maximum))


def _range(minimum: Any, maximum: Any) -> Any:
    return minimum if minimum == maximum else {"minimum": minimum, "maximum": maximum}
