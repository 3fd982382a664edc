"""What holds for every request, whatever an example says of it."""

from collections.abc import Iterator
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.verify.bench import Bench, Outcome, apply_fixes, cost_words, label_of
from lightmeter.verify.compare import differences, listed, same

__all__ = ["broken_laws"]


def broken_laws(outcome: Outcome, bench: Bench) -> Iterator[str]:
    """Say what of a request's outcome breaks a law, one clear line each."""
    if not outcome.agreed:
        yield "the generated and the interpreted judge do not agree"
    bodies = outcome.diagnostics[: len(outcome.verdict.findings)]
    errors = sorted({it.rule for it in bodies if it.severity is Severity.ERROR})
    if bool(errors) != bool(outcome.verdict.rejected):
        word = "rejected" if outcome.verdict.rejected else "accepted"
        yield f"the request is {word}, its errors are {listed(errors)}"
    yield from _mended(outcome, bench)
    if outcome.verdict.normalized is None:
        return
    yield from _settled("the normalized payload", outcome, bench, outcome.verdict.normalized)
    safe = [it for it in outcome.diagnostics if it.fix is not None and it.fix.safe]
    if safe:
        yield from _settled(
            "the payload with its safe fixes", outcome, bench, apply_fixes(outcome.body, safe)
        )


def _mended(outcome: Outcome, bench: Bench) -> Iterator[str]:
    """What a fix was for is gone once all fixes are applied, but for new names of members."""
    # Under its right name a member is judged for the first time, and rules read it.
    mended = [
        it
        for it in outcome.diagnostics
        if it.fix is not None and all(step.operation != "rename" for step in it.fix.changes)
    ]
    if mended:
        again = bench.outcome(apply_fixes(outcome.body, mended), outcome.headers)
        left = {label_of(it) for it in again.diagnostics}
        for label in sorted({label_of(it) for it in mended} & left):
            yield f"fixed: {label} is still found once its fix is applied"


def _settled(what: str, outcome: Outcome, bench: Bench, body: dict[str, Any]) -> Iterator[str]:
    """A payload that means the same is accepted, sent as the same, and costs the same."""
    again = bench.outcome(body, None)
    if not again.agreed:
        yield f"the generated and the interpreted judge do not agree on {what}"
    expected, came = outcome.verdict.normalized, again.verdict.normalized
    if expected is None or came is None:
        errors = [label_of(it) for it in again.diagnostics if it.severity is Severity.ERROR]
        yield f"{what} is rejected: {listed(sorted(errors))}"
        return
    yield from differences(f"{what}, normalized", expected, came)
    before, after = cost_words(outcome), cost_words(again)
    if before != after or not same(outcome.verdict.amounts, again.verdict.amounts):
        yield f"{what} costs {after}, the request {before}"
    if not same(outcome.verdict.levers, again.verdict.levers):
        yield f"{what} has other effective values than the request"
