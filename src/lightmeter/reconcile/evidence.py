"""What a charge tells of a rate: of requests with one billed item and an exact quantity."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.estimate.own import OwnRate
from lightmeter.reconcile.outcome import Outcome, Row
from lightmeter.reconcile.rate import rate_of
from lightmeter.reconcile.rate_levers import RateLevers, rate_levers

__all__ = ["Evidence", "Group", "group_evidence", "is_priced_so", "is_whole", "speaks"]

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
        list_factor: The same for one of what the provider lists, where the project pays another
            rate and what is listed is exact; else None.
        effective: Lever to the value that was charged for.
    """

    row: Row
    charged: Decimal
    rate: Fraction
    factor: Fraction | None
    list_factor: Fraction | None
    effective: Mapping[str, Any]


@attrs.frozen(eq=False)
class Group:
    """
    Charges of one model for one billed item, in one currency and under the same rates.

    Attributes:
        provider: Whose.
        model: Its id.
        pack: Id of the pack that prices it.
        item: What is billed.
        unit: What is counted.
        currency: Of the charges.
        rate_levers: Which levers the rate of its pack depends on.
        evidence: What each charge tells.
        silent: Charges of the model that tell no rate: their quantity is a range, they are for
            several items, in another currency or for nothing.
        own: What the settings change of the rate, in the order in which it applies.
        since: The first day on which the settings have these rates, or None.
        until: The last one, or None.
    """

    provider: str
    model: str
    pack: str
    item: str
    unit: str
    currency: str
    rate_levers: RateLevers
    evidence: tuple[Evidence, ...]
    silent: tuple[Row, ...]
    own: tuple[OwnRate, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def by_lever(self) -> bool:
        """Whether the rate of its pack depends on the request."""
        return self.rate_levers.depends

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
    """
    Group the charges that tell a rate by provider, model and billed item, sorted.

    Charges of days or projects with other rates are not put together: each stands to its own.
    """
    found: dict[tuple[str, str, tuple[OwnRate, ...], str, str], list[Row]] = {}
    for row in rows:
        if row.report is not None and row.outcome in _TELLING:
            since, until = (str(it or "") for it in (row.since, row.until))
            key = row.provider, row.report.model, _own(row), since, until
            found.setdefault(key, []).append(row)
    keys = sorted(found, key=lambda key: (*key[:2], *key[3:]))
    groups = (_group(found[it]) for it in keys)
    return tuple(it for it in groups if it is not None)


def _own(row: Row) -> tuple[OwnRate, ...]:
    own = None if row.report is None else row.report.own
    return own.lines[0] if own is not None and own.lines else ()


def _group(rows: list[Row]) -> Group | None:
    told = [(row, _evidence(row)) for row in rows]
    evidence = tuple(it for _, it in told if it is not None)
    if not evidence:
        return None
    row = evidence[0].row
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
        rate_levers=rate_levers(report.program),
        evidence=evidence,
        silent=tuple(row for row, it in told if it is None),
        own=_own(row),
        since=row.since,
        until=row.until,
    )


def _evidence(row: Row) -> Evidence | None:
    estimate = None if row.report is None else row.report.estimate
    charged = row.charged
    if estimate is None or charged is None or not speaks(row):
        return None
    if not _has_one_exact_line(estimate):
        return None
    factor = list_factor = None
    if estimate.exact and estimate.minimum:
        factor = Fraction(charged) / Fraction(estimate.minimum)
    listed = estimate.list_price
    if listed is not None and listed.minimum and listed.minimum == listed.maximum:
        list_factor = Fraction(charged) / Fraction(listed.minimum)
    rate = Fraction(charged) / estimate.lines[0].quantity_minimum
    return Evidence(row, charged, rate, factor, list_factor, estimate.effective)


def speaks(row: Row) -> bool:
    """Whether what was charged is the price of one whole request with one billed item."""
    estimate = None if row.report is None else row.report.estimate
    if estimate is None or row.charged is None or row.charged <= 0 or len(estimate.lines) != 1:
        return False
    return not row.converted and row.currency == estimate.currency and is_whole(row)


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
