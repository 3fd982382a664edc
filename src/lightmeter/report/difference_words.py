"""A comparison of costs in words: amounts with signs, what changed, what it comes to."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Severity
from lightmeter.difference.bounds import ZERO
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.effects import Change
from lightmeter.difference.members import (
    MemberChange,
    changed_levers,
    changed_members,
    changed_rates,
)
from lightmeter.difference.news import Told, tell_news
from lightmeter.difference.side import Priced
from lightmeter.escaping import escape
from lightmeter.estimate.words import count, show_money
from lightmeter.language.absent import ABSENT
from lightmeter.money import format_amount
from lightmeter.place import Pointer
from lightmeter.report.signed_amounts import show_change
from lightmeter.report.veil import Veil, make_veil

__all__ = [
    "difference_veil",
    "news",
    "request_name",
    "request_place",
    "show_difference",
    "show_member",
    "show_model",
    "show_paid",
    "told_beside",
    "unchanged",
    "why_changed",
]

_LONGEST_VALUE = 40
_LONGEST_ID = 40
_LONGEST_NAME = 60
_MOST_MEMBERS = 6
# What a table has no row for: the same as of `lightmeter cost`.
_OF_BUDGETS = frozenset(("over-budget", "unpriced-request"))


def show_paid(it: Priced | None, absent: str) -> str:
    """
    What a request costs on one side.

    Args:
        it: The request, or None where there is none.
        absent: What is said then.
    """
    if it is None:
        return absent
    if it.cost is None:
        return "rejected"
    if it.repeated:
        return "not charged again"
    return show_money(it.cost.amount.minimum, it.cost.amount.maximum, it.cost.currency)


# Requests -----------------------------------------------------------------------------------------


def request_place(change: Change) -> str:
    """Where a request is now, or was."""
    it = _present(change)
    return f"{it.source}:{it.line}" if it.source and it.line is not None else it.source


def request_name(change: Change) -> str:
    """A request's own name, or ""."""
    return escape(_present(change).id, _LONGEST_ID)


def show_model(change: Change) -> str:
    """Provider and model, and what they were before."""
    names = [_model(it) for it in (change.old, change.new) if it is not None]
    return " -> ".join(dict.fromkeys(names))


def _model(it: Priced) -> str:
    parts = (escape(part, _LONGEST_NAME) for part in (it.provider, it.model) if part)
    return "/".join(parts)


def _present(change: Change) -> Priced:
    it = change.new or change.old
    assert it is not None
    return it


def show_difference(change: Change) -> str:
    """What a change of a request adds; in US dollars where it changes its currency."""
    if change.one_purse:
        return "".join(show_change(it.difference, it.currency) for it in change.effects)
    return show_change(change.usd, "USD") if change.usd.known else "not comparable"


# Why ----------------------------------------------------------------------------------------------


def why_changed(change: Change) -> Iterator[str]:
    """Say what was changed in a request, what its rates do, and what is not known of it."""
    old, new = change.old, change.new
    if old is not None and new is not None and old.key != new.key:
        elsewhere = change.same and change.touched and not change.why_unsplit
        yield f"moved from {old.source}{' to where other settings count' if elsewhere else ''}"
    members = changed_members(change)
    if members:
        shown = [show_member(it) for it in members[:_MOST_MEMBERS]]
        more = len(members) - len(shown)
        yield ", ".join([*dict.fromkeys(shown), *([f"{more:,} more"] if more else [])])
    elif not change.same and old is not None and new is not None:
        yield "changed, though not in what is known of its payload"
    levers = changed_levers(change)
    if levers:
        yield f"by today's rules {', '.join(map(show_member, levers))}"
    for rate in changed_rates(change):
        ends = ((it.minimum, it.maximum) for it in (rate.old, rate.new))
        amounts = " -> ".join(show_money(*it, _currency(change)) for it in ends)
        yield f"rate of {escape(rate.item)} {amounts}"
    yield from _split(change)
    yield from _in_dollars(change)
    for it, when in ((old, "before"), (new, "now")):
        if it is not None and it.why:
            is_open = it.cost is not None and not it.cost.amount.known
            yield f"{f'not priced {when}' if is_open else when}: {it.why}"


def _split(change: Change) -> Iterator[str]:
    if change.old is None or change.new is None:
        if change.why_unsplit:
            yield f"not split into requests and rates: {change.why_unsplit}"
        return
    for effect in change.effects:
        if change.why_unsplit and effect.unsplit != ZERO:
            yield f"not split into requests and rates: {change.why_unsplit}"
        elif ZERO not in (effect.request, effect.rates):
            parts = (
                f"{what} {show_change(bounds, effect.currency)}"
                for what, bounds in (("the request", effect.request), ("the rates", effect.rates))
            )
            yield "of it " + ", ".join(parts)


def _in_dollars(change: Change) -> Iterator[str]:
    """What the same credits are worth, where that is another value now."""
    costs = [it.cost for it in (change.old, change.new) if it is not None and it.cost is not None]
    if len(costs) == 2 and costs[0].amount == costs[1].amount and costs[0].usd != costs[1].usd:
        known = [it.usd for it in costs if it.usd.known]
        if len(known) == 2:
            yield "worth " + " -> ".join(show_money(it.minimum, it.maximum, "USD") for it in known)


def _currency(change: Change) -> str:
    for it in (change.today, change.old):
        if it is not None and it.cost is not None:
            return it.cost.currency
    return ""


def show_member(it: MemberChange) -> str:
    """A member that differs: `resolution 2K -> 4K`, `prompt changed`, `seed added`."""
    name = _pointer(it.pointer)
    before, after = _value(it.old, it.pointer), _value(it.new, it.pointer)
    if it.old is ABSENT:
        return f"{name} added: {after}" if after is not None else f"{name} added"
    if it.new is ABSENT:
        return f"{name} removed: {before}" if before is not None else f"{name} removed"
    if isinstance(it.old, list | tuple) and isinstance(it.new, list | tuple):
        return f"{name} {len(it.old):,} -> {count(len(it.new), 'item')}"
    if before is None or after is None or before == after:
        return f"{name} changed"
    return f"{name} {before} -> {after}"


def _pointer(pointer: Pointer) -> str:
    # Whoever reads it knows that a request has an input.
    steps = pointer[1:] if len(pointer) > 1 and pointer[0] == "input" else pointer
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{escape(step, _LONGEST_VALUE)}"
    return text.removeprefix(".")


def _value(value: Any, pointer: Pointer) -> str | None:
    """A value that fits into a line; None for one that does not, or that nobody wants to read."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, Decimal | int):
        return format_amount(value) if Decimal(value).is_finite() else str(value)
    if isinstance(value, Mapping | list | tuple) or value is ABSENT:
        return None
    text = str(value)
    if len(text) > _LONGEST_VALUE or "prompt" in str(pointer[-1]).lower():
        return None
    return escape(text) or '""'


# Together -----------------------------------------------------------------------------------------


def _is_open(change: Change) -> bool:
    costs = (it.cost for it in (change.old, change.new) if it is not None)
    return any(it is not None and not it.amount.known for it in costs)


def unchanged(comparison: Comparison) -> Iterator[str]:
    """What there is to say of the requests that have no row."""
    still = [it for it in comparison.changes if it.still]
    if still:
        yield f"{count(len(still), 'request')} unchanged"
    before = sum(it.cost is None for it in comparison.old.requests)
    now = sum(it.cost is None for it in comparison.new.requests)
    if before:
        yield f"{count(before, 'request')} rejected on the old side, not in its total"
    if now:
        yield f"{count(now, 'request')} rejected, not in the total; lightmeter check says why"
    open_ends = [it for it in comparison.changes if not it.still and _is_open(it)]
    if any(not it.difference.known for it in comparison.totals):
        number = count(len(open_ends), "request")
        yield f"?: {number} that changed, without a price or with a part that has none"
    unknown = [it for it in comparison.changes if it.still and _is_open(it)]
    if unknown:
        number = count(len(unknown), "request")
        yield f"{number} of them without a price, or with a part that has none"
    idle = all(it.request == it.unsplit == ZERO for it in comparison.totals)
    if not comparison.touched and idle and len(still) < len(comparison.changes):
        yield "no request was touched: what changed are the rates"
    if any(_is_a_range(it) for it in comparison.changes if not it.still):
        yield (
            "where a price is a range, lower ends are compared with lower ends and upper with"
            " upper; what is really paid may change by more, or the other way"
        )


def _is_a_range(change: Change) -> bool:
    """Whether a price on either side has two ends, of which nobody knows which it will be."""
    costs = (it.cost for it in (change.old, change.new) if it is not None and not it.repeated)
    amounts = (it.amount for it in costs if it is not None)
    return any(it.known and it.minimum != it.maximum for it in amounts)


# Diagnostics --------------------------------------------------------------------------------------


def difference_veil(comparison: Comparison) -> Veil:
    """Make the function that masks what either side must not show."""
    veils = [
        make_veil(side.report)
        for side in (comparison.old, comparison.new)
        if side.report is not None
    ]

    def veil(text: str) -> str:
        for it in veils:
            text = it(text)
        return text

    return veil


def news(comparison: Comparison, veil: Veil) -> tuple[Told, ...]:
    """Errors and warnings of the new side, each with whether the old side had it as well."""
    told = tell_news(comparison.old, comparison.new, comparison.changes, veil)
    return tuple(it for it in told if it.diagnostic.severity is not Severity.INFO)


def told_beside(comparison: Comparison) -> BatchReport:
    """What a table has no row for: what belongs to no request, and what is over a budget."""
    chosen = tuple(
        (it, None)
        for it, number in comparison.new.entries
        if number is None or it.rule in _OF_BUDGETS
    )
    report = comparison.new.report or BatchReport((), (), {})
    return attrs.evolve(report, chosen=chosen)
