"""
Prices: every combination that the rules accept is priced once, sensibly, or declared unpriced.

The loader has proven that an amount is there or a reason why not. What it cannot see is looked for
here, on requests at every boundary.
"""

from collections.abc import Iterator, Sequence

from lightmeter.audit.billed import Billed
from lightmeter.audit.currencies import odd_currency
from lightmeter.audit.flaw import Flaw
from lightmeter.audit.levers import missing_lever
from lightmeter.audit.overlaps import overlaps
from lightmeter.audit.ranges import range_left_open
from lightmeter.audit.rates import idle_reason, odd_rates
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
    items: dict[str, list[Billed]] = {}
    for model in subject.models:
        for number, line in enumerate(model.program.lines):
            items.setdefault(line.item, []).append(Billed(subject, model, number))
    for billed in items.values():
        yield from _of_item(billed)


def _of_item(models: Sequence[Billed]) -> Iterator[Flaw]:
    """What is wrong with one item; a model may waive what another has to keep."""
    broken: set[str] = set()
    told: set[str] = set()
    for billed in models:
        finders = (odd_currency, missing_lever, overlaps, range_left_open, odd_rates)
        for flaw in (flaw for find in finders for flaw in find(billed)):
            broken.add(flaw.rule)
            if flaw.rule not in told and flaw.rule not in billed.waived:
                told.add(flaw.rule)
                yield flaw
    yield from idle_reason(models)
    for billed in models:
        for rule in billed.waived:
            if rule not in broken:
                broken.add(rule)
                yield billed.flaw(
                    "waiver-unused",
                    f"{rule} is waived for {billed.line.item}, and nothing breaks it; take the"
                    " waiver out",
                    ("waived", rule),
                    severity=Severity.WARNING,
                )
