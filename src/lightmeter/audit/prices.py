"""
Prices: every combination that the rules accept is priced once, sensibly, or declared unpriced.

The loader has proven that an amount is there or a reason why not. What it cannot see is looked for
here, on requests at every boundary.
"""

from collections.abc import Iterator

from lightmeter.audit.billed import Billed
from lightmeter.audit.flaw import Flaw
from lightmeter.audit.overlaps import overlaps
from lightmeter.audit.rates import odd_rates
from lightmeter.audit.subject import Subject
from lightmeter.diagnostic import Severity

__all__ = ["price_flaws"]


def price_flaws(subject: Subject) -> Iterator[Flaw]:
    """Find what is wrong with the prices of a pack, each kind once a billed item."""
    if subject.models and not any(model.program.lines for model in subject.models):
        yield subject.flaw(
            "nothing-billed",
            Severity.WARNING,
            "no billing: requests are checked but have no price, and no reason why; add [[billing]]"
            " with a rate, or with unpriced = why",
            ("id",),
        )
    seen: set[tuple[str, str]] = set()
    for model in subject.models:
        for number, billing in enumerate(model.merged.pack.billing):
            billed = Billed(subject, model, number)
            for flaw in (*overlaps(billed), *odd_rates(billed)):
                key = flaw.rule, billing.item
                if key not in seen and flaw.rule not in billing.waived:
                    yield flaw
                seen.add(key)
    yield from _unused_waivers(subject, seen)


def _unused_waivers(subject: Subject, seen: set[tuple[str, str]]) -> Iterator[Flaw]:
    for number, billing in enumerate(subject.merged.pack.billing if subject.models else ()):
        for rule in billing.waived:
            if (rule, billing.item) not in seen:
                yield subject.flaw(
                    "waiver-unused",
                    Severity.WARNING,
                    f"{rule} is waived for {billing.item}, and nothing breaks it; take the waiver"
                    " out",
                    ("billing", number, "waived", rule),
                )
