"""One source is mended: fixes are chosen, tried and applied, until nothing is left to do."""

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic
from lightmeter.document.source import Source
from lightmeter.fix.choosing import Allowed, apart, propose
from lightmeter.fix.splice import encode
from lightmeter.fix.trial import Check, Outcome, Trial

__all__ = ["MOST_PASSES", "Mended", "mend"]

MOST_PASSES = 5
"""How often fixes are applied to what earlier fixes have made."""


@attrs.frozen
class Mended:
    """
    What came of mending a source.

    Attributes:
        before: Its bytes as they were.
        after: As they are now; the same where nothing was done.
        fixed: Diagnostics whose fixes were applied, in the order in which they were.
        refused: Diagnostics whose fixes are wanted and were tried, and would have broken something.
        passes: How often fixes were applied.
        problem: Why the source was left as it is though fixes were to be had, or "".
    """

    before: bytes = attrs.field(repr=False)
    after: bytes = attrs.field(repr=False)
    fixed: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    passes: int = 0
    problem: str = ""

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after


def mend(data: bytes, check: Check, allowed: Allowed) -> Mended:
    """
    Apply the fixes of one source.

    Safe fixes come first, in passes of their own, so that each pass shows that they change nothing
    of what is sent and paid. What would break a promise is left out; if there is still something to
    apply after five passes, nothing is changed at all.

    Args:
        data: Of the source.
        check: Checks these or other bytes in its place, and nothing beside it.
        allowed: Whether the fix of a diagnostic is wanted; `allowance` makes it from settings.
    """
    now, report = data, check(data)
    fixed: list[Diagnostic] = []
    passes = 0
    while True:
        outcome, refused = _next(now, report, check, allowed)
        if outcome is None:
            return Mended(data, now, tuple(fixed), refused, passes)
        if passes == MOST_PASSES:
            problem = f"its fixes did not come to rest within {MOST_PASSES} passes"
            return Mended(data, data, passes=passes, problem=problem)
        passes += 1
        fixed += [it for made in outcome.proposals for it, _ in made.diagnostics]
        now, report = outcome.data, outcome.report


def _next(
    data: bytes, report: BatchReport, check: Check, allowed: Allowed
) -> tuple[Outcome | None, tuple[Diagnostic, ...]]:
    """The next fixes that can be applied together, and those that were tried in vain."""
    source = _source(data, report)
    proposals = [] if source is None else propose(report, source, allowed)
    if source is None or not proposals:
        return None, ()
    trial = Trial(source, report, check)
    for safe in (True, False):
        rest = [it for it in proposals if it.safe is safe]
        # What touches a fix that is refused has its turn behind it.
        while tried := apart(rest):
            outcome = trial.run(tried)
            if outcome is not None:
                return outcome, ()
            done = set(tried)
            rest = [it for it in rest if it not in done]
    return None, tuple(it for made in proposals for it, _ in made.diagnostics)


def _source(data: bytes, report: BatchReport) -> Source | None:
    """The text of a report on one source; None where it is not what the bytes say."""
    if len(report.sources) != 1:
        return None
    (source,) = report.sources.values()
    return source if encode(source) == data else None
