"""What other tools know a diagnostic by from one run to the next."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lightmeter.diagnostic import Diagnostic
from lightmeter.result import BatchReport
from lightmeter.silence.identity import identity_of

__all__ = ["fingerprints"]


def fingerprints(
    report: BatchReport, entries: Iterable[tuple[Diagnostic, int | None]]
) -> list[str]:
    """
    Give each diagnostic a short text of its own, which a new line above it does not change.

    Args:
        report: That they are of.
        entries: Diagnostics with the numbers of their requests. Those that are known by the same
            are told apart by their order: of two equal ones, a tool would show one.
    """
    here = Path.cwd()
    times: Counter[str] = Counter()
    made = []
    for diagnostic, number in entries:
        mark = identity_of(report, diagnostic, number).seen_from(here).fingerprint
        times[mark] += 1
        made.append(mark if times[mark] == 1 else f"{mark}-{times[mark]}")
    return made
