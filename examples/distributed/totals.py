"""What requests cost together: parts of them may be added up anywhere, in any order."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import attrs
from judging import Row

from lightmeter import Total
from lightmeter.money import format_amount


@attrs.frozen
class Sums:
    """
    What a part of a run comes to; two of them add up.

    Attributes:
        totals: By provider and currency; what is rejected or repeated costs nothing.
        statuses: How many requests are in each.
        severities: How many diagnostics are of each.
        unread: Rows that hold no request that could be read.
        open_ended: Providers that may be paid for something of which no price is known; "" stands
            for any.
    """

    totals: dict[tuple[str, str], Total] = attrs.field(factory=dict)
    statuses: Counter[str] = attrs.field(factory=Counter)
    severities: Counter[str] = attrs.field(factory=Counter)
    unread: int = 0
    open_ended: frozenset[str] = frozenset()

    def __add__(self, other: "Sums") -> "Sums":
        """Give the sum of both; exact, as lightmeter adds."""
        totals = dict(self.totals)
        for key, it in other.totals.items():
            totals[key] = totals[key] + it if key in totals else it
        return Sums(
            totals,
            self.statuses + other.statuses,
            self.severities + other.severities,
            self.unread + other.unread,
            self.open_ended | other.open_ended,
        )


def add_up(estimates: Iterable[Row], diagnostics: Iterable[Row], unread: int) -> Sums:
    """Add up the rows of one part."""
    totals: dict[tuple[str, str], Total] = {}
    statuses: Counter[str] = Counter()
    open_ended = set()
    for it in estimates:
        statuses[it["status"]] += 1
        provider, currency = it["provider"] or "", it["currency"]
        if it["status"] in ("rejected", "repeated"):
            continue
        if currency is None:
            open_ended.add(provider)
            continue
        one = Total(
            provider=provider,
            currency=currency,
            minimum=_decimal(it["minimum"]),
            maximum=_decimal(it["maximum"]),
            requests=1,
            unpriced=int(it["status"] == "unpriced"),
            usd_minimum=_decimal(it["usd_minimum"]),
            usd_maximum=_decimal(it["usd_maximum"]),
        )
        key = provider, currency
        totals[key] = totals[key] + one if key in totals else one
    severities = Counter(it["severity"] for it in diagnostics)
    return Sums(totals, statuses, severities, unread, frozenset(open_ended))


def as_data(sums: Sums) -> dict[str, Any]:
    """Totals as `lightmeter cost --format json` has them, and what is not in them."""
    return {
        "totals": [_total(_known(it, sums)) for _, it in sorted(sums.totals.items())],
        "requests": sums.statuses.total(),
        "statuses": dict(sorted(sums.statuses.items())),
        "unread": sums.unread,
        "diagnostics": {it: sums.severities[it] for it in ("error", "warning", "info")},
    }


def in_words(sums: Sums) -> str:
    """The same for people: an amount with anything unknown beside it is a least one."""
    lines = []
    for _, total in sorted(sums.totals.items()):
        number = f"{total.requests:,} requests"
        lines.append(f"total {total.provider}: {_known(total, sums)} for {number}")
        if total.unpriced:
            lines[-1] += f", {total.unpriced:,} of them not priced or in part"
    what = {
        "unchecked": "requests not checked, not in any total: nothing is known of their price",
        "rejected": "requests rejected, not in any total",
        "repeated": "requests repeat earlier ones by their idempotency keys and are not charged",
    }
    lines += [f"{sums.statuses[it]:,} {words}" for it, words in what.items() if sums.statuses[it]]
    if sums.unread:
        lines.append(f"{sums.unread:,} rows could not be read: nothing is known of their price")
    found = ", ".join(f"{sums.severities[it]:,} {it}s" for it in ("error", "warning", "info"))
    return "\n".join([*lines, f"{sums.statuses.total():,} requests: {found}"])


def _known(total: Total, sums: Sums) -> Total:
    """What is known of a total: beside what has no price, or was not read, it is a least one."""
    if sums.unread or sums.open_ended & {total.provider, ""}:
        return attrs.evolve(total, maximum=None, usd_maximum=None)
    return total


def _total(total: Total) -> dict[str, Any]:
    return {
        "provider": total.provider,
        "currency": total.currency,
        "minimum": _text(total.minimum),
        "maximum": _text(total.maximum),
        "unpriced": total.unpriced,
        "usd": {"minimum": _text(total.usd_minimum), "maximum": _text(total.usd_maximum)},
    }


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else format_amount(amount)
