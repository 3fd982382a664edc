"""What a provider has charged in one currency, and what was estimated for it."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.ends import add_ends, known_sum
from lightmeter.language.exact import subtract
from lightmeter.reconcile.outcome import Outcome, Row

__all__ = ["ReconciledTotal", "add_up"]


@attrs.frozen
class ReconciledTotal:
    """
    Charges and estimates of one provider in one currency.

    What was estimated is of the requests that were charged. What was charged is theirs, with what
    failed requests were given back or left with: those owe nothing, so that the difference has it.

    Attributes:
        provider: Or "" where the charges name none and belong to no request.
        currency: Or "" where none is known.
        requests: How many were charged.
        unpriced: How many of them have no estimate, wholly or in part.
        incomparable: How many have one in a currency whose value in this one is not known.
        estimates: How many charges are known by the provider's own estimate alone.
        failed: How many were charged although a task failed.
        minimum: Estimated at least; None where nothing is.
        maximum: Estimated at most; None where any has no estimate.
        charged: For these requests; None where there are none.
        difference_minimum: Charged above what was estimated, at least; None where it is open.
        difference_maximum: The same at most; None where nothing is estimated.
        list_minimum: What the provider lists for these requests; None where no other rate is paid,
            or it cannot be told in this currency.
        list_maximum: Likewise; None where any has no listed price.
        refunded: How many requests failed and cost nothing, or less.
        not_charged: How many requests have no charge.
        not_charged_unpriced: How many of them have no estimate, wholly or in part.
        not_charged_minimum: Of their estimates, or None.
        not_charged_maximum: Likewise; None where it is open.
        unknown: How many charges belong to no request.
        unknown_unsaid: How many of them name no amount.
        unknown_charged: The sum of the others, or None.
        ambiguous: How many charges or requests cannot be told apart, and are in no sum.
    """

    provider: str
    currency: str
    requests: int = 0
    unpriced: int = 0
    incomparable: int = 0
    estimates: int = 0
    failed: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    charged: Decimal | None = None
    difference_minimum: Decimal | None = None
    difference_maximum: Decimal | None = None
    list_minimum: Decimal | None = None
    list_maximum: Decimal | None = None
    refunded: int = 0
    not_charged: int = 0
    not_charged_unpriced: int = 0
    not_charged_minimum: Decimal | None = None
    not_charged_maximum: Decimal | None = None
    unknown: int = 0
    unknown_unsaid: int = 0
    unknown_charged: Decimal | None = None
    ambiguous: int = 0


_CHARGED = (Outcome.MATCHES, Outcome.ABOVE, Outcome.BELOW, Outcome.UNPRICED, Outcome.FAILED)


def add_up(rows: Iterable[Row]) -> tuple[ReconciledTotal, ...]:
    """Add up rows by provider and currency, sorted."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.provider, row.currency), []).append(row)
    return tuple(_total(*key, group) for key, group in sorted(groups.items()))


def _total(provider: str, currency: str, rows: list[Row]) -> ReconciledTotal:
    charged = [it for it in rows if it.outcome in _CHARGED and it.charged is not None]
    waiting = [it for it in rows if it.outcome is Outcome.NOT_CHARGED]
    unknown = [it for it in rows if it.outcome is Outcome.UNKNOWN]
    refunded = [it for it in rows if it.outcome is Outcome.REFUNDED]
    ambiguous = sum(it.outcome is Outcome.AMBIGUOUS for it in rows)
    # A failed request owes nothing, but what it cost all the same was paid.
    paid = known_sum(it.charged for it in (*charged, *refunded))
    minimum = known_sum(it.minimum for it in charged)
    open_ended = any(it.maximum is None for it in charged)
    maximum = None if open_ended else known_sum(it.maximum for it in charged)
    listed = _listed(charged)
    return ReconciledTotal(
        provider=provider,
        currency=currency,
        requests=len(charged),
        unpriced=sum(it.maximum is None and not it.incomparable for it in charged),
        incomparable=sum(it.incomparable for it in charged),
        estimates=sum(it.estimated for it in charged),
        failed=sum(it.outcome is Outcome.FAILED for it in charged),
        minimum=minimum,
        maximum=maximum,
        charged=paid,
        difference_minimum=_difference(paid, maximum),
        difference_maximum=_difference(paid, minimum),
        list_minimum=listed[0],
        list_maximum=listed[1],
        refunded=len(refunded),
        not_charged=len(waiting),
        not_charged_unpriced=sum(it.maximum is None for it in waiting),
        not_charged_minimum=known_sum(it.minimum for it in waiting),
        not_charged_maximum=None
        if any(it.maximum is None for it in waiting)
        else known_sum(it.maximum for it in waiting),
        unknown=len(unknown),
        unknown_unsaid=sum(it.charged is None for it in unknown),
        unknown_charged=known_sum(it.charged for it in unknown),
        ambiguous=ambiguous,
    )


def _listed(rows: list[Row]) -> Ends:
    """What the provider lists for them, where anything else is paid for one."""
    estimates = [it.report.estimate for it in rows if it.report is not None]
    known = [it for it in estimates if it is not None]
    if all(it.list_price is None for it in known) or any(
        it.converted or it.incomparable for it in rows
    ):
        return None, None
    return add_ends(
        (it.minimum, it.maximum)
        if it.list_price is None
        else (it.list_price.minimum, it.list_price.maximum)
        for it in known
    )


def _difference(charged: Decimal | None, estimated: Decimal | None) -> Decimal | None:
    return None if charged is None or estimated is None else subtract(charged, estimated)
