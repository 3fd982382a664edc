"""What a charge tells of a rate: of requests with one billed item and an exact quantity."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.language.typed import paths
from lightmeter.packs.program import Program
from lightmeter.reconcile.outcome import Outcome, Row
from lightmeter.reconcile.rate import rate_of

__all__ = ["Evidence", "Group", "group_evidence", "is_priced_so", "is_whole"]

_TELLING = (Outcome.MATCHES, Outcome.ABOVE, Outcome.BELOW, Outcome.UNPRICED)


@attrs.frozen(eq=False)
class Evidence:
    """
    One charge that tells a rate.

    Attributes:
        row: It was found in.
        charged: What was charged.
        rate: The same for one unit.
        factor: The same for one of what was estimated, or None where that is no exact amount.
        effective: Lever to the value that was charged for.
    """

    row: Row
    charged: Decimal
    rate: Fraction
    factor: Fraction | None
    effective: Mapping[str, Any]


@attrs.frozen(eq=False)
class Group:
    """
    Charges of one model for one billed item, in one currency.

    Attributes:
        provider: Whose.
        model: Its id.
        pack: Id of the pack that prices it.
        item: What is billed.
        unit: What is counted.
        currency: Of the charges.
        by_lever: Whether the rate of its pack depends on the request.
        evidence: What each charge tells.
        silent: How many charges of the model tell nothing of the rate: their quantity is a range,
            they are for several items, in another currency or for nothing.
    """

    provider: str
    model: str
    pack: str
    item: str
    unit: str
    currency: str
    by_lever: bool
    evidence: tuple[Evidence, ...]
    silent: int

    @property
    def levers(self) -> tuple[str, ...]:
        """Names of the levers, in the order of the pack."""
        names = (name for it in self.evidence for name in it.effective)
        return tuple(dict.fromkeys(names))

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of its charges, as far as they have one."""
        found = sorted(
            charge.day
            for it in self.evidence
            for task in it.row.tasks
            for charge in task.charges
            if charge.day is not None
        )
        return (found[0], found[-1]) if found else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the files that the charges stand in."""
        names = (
            charge.source
            for it in self.evidence
            for task in it.row.tasks
            for charge in task.charges
        )
        return tuple(dict.fromkeys(names))

    @property
    def estimates(self) -> int:
        """How many of the charges are known by the provider's own estimate alone."""
        return sum(it.row.estimated for it in self.evidence)


def group_evidence(rows: Iterable[Row]) -> tuple[Group, ...]:
    """Group the charges that tell a rate by provider, model and billed item, sorted."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.report is not None and row.outcome in _TELLING:
            found.setdefault((row.provider, row.report.model), []).append(row)
    groups = (_group(them) for _, them in sorted(found.items()))
    return tuple(it for it in groups if it is not None)


def _group(rows: list[Row]) -> Group | None:
    telling = [(row, it) for row in rows if (it := _evidence(row)) is not None]
    if not telling:
        return None
    row, _ = telling[0]
    report = row.report
    assert report is not None
    assert report.estimate is not None
    assert report.program is not None
    line = report.estimate.lines[0]
    return Group(
        provider=report.provider,
        model=report.model,
        pack=report.pack,
        item=line.item,
        unit=line.unit,
        currency=line.currency,
        by_lever=_depends(report.program),
        evidence=tuple(it for _, it in telling),
        silent=len(rows) - len(telling),
    )


def _evidence(row: Row) -> Evidence | None:
    estimate = None if row.report is None else row.report.estimate
    charged = row.charged
    if estimate is None or charged is None or charged <= 0:
        return None
    if row.converted or row.currency != estimate.currency or not _has_one_exact_line(estimate):
        return None
    if not is_whole(row):
        return None
    factor = None
    if estimate.exact and estimate.minimum:
        factor = Fraction(charged) / Fraction(estimate.minimum)
    rate = Fraction(charged) / estimate.lines[0].quantity_minimum
    return Evidence(row, charged, rate, factor, estimate.effective)


def is_whole(row: Row) -> bool:
    """Whether a request was made once, and nothing of it failed or was given back."""
    said = [it for it in row.tasks if it.amount is not None]
    return len(said) == 1 and not any(it.failed or it.refunded is not None for it in row.tasks)


def is_priced_so(row: Row) -> bool:
    """Whether a request is priced at the very rate that was charged, as closely as it is known."""
    estimate = None if row.report is None else row.report.estimate
    if estimate is None or row.charged is None or not _has_one_exact_line(estimate):
        return False
    line = estimate.lines[0]
    rate = rate_of(Fraction(row.charged) / line.quantity_minimum)
    return (rate.minimum, rate.maximum) == (line.rate_minimum, line.rate_maximum)


def _has_one_exact_line(estimate: Estimate) -> bool:
    if len(estimate.lines) != 1:
        return False
    line = estimate.lines[0]
    return line.quantity_minimum == line.quantity_maximum > 0


def _depends(program: Program) -> bool:
    """Whether the rate of the only billed item is another one for another request."""
    branches = program.lines[0].rate
    return len(branches) > 1 or any(
        it.when is not None or paths(it.minimum) or paths(it.maximum) for it in branches
    )
