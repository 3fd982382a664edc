"""Amounts that cannot be meant: zero, far off, upside down, or falling where a tier rises."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from lightmeter.audit.bands import band_of
from lightmeter.audit.billed import Billed, Priced
from lightmeter.audit.flaw import Flaw
from lightmeter.audit.subject import Model
from lightmeter.diagnostic import Severity
from lightmeter.language.exact import multiply
from lightmeter.money import format_amount
from lightmeter.packs.tiers import ordered

__all__ = ["idle_reason", "odd_rates"]


def odd_rates(billed: Billed) -> Iterator[Flaw]:
    """Find the amounts of one item that cannot be meant."""
    for priced in billed.priced:
        yield from _upside_down(billed, priced)
        yield from _zero(billed, priced)
        yield from _far_off(billed, priced)
    yield from _falls(billed)


def idle_reason(models: Sequence[Billed]) -> Iterator[Flaw]:
    """
    Find a reason for having no rate that is never given.

    Args:
        models: One item on every model that has it; one model without a rate is enough.
    """
    rates = [priced.low for billed in models for priced in billed.priced]
    if rates and None not in rates and models[0].unpriced:
        message = (
            f"{models[0].line.item} has a rate for every request that is accepted, so the reason in"
            " unpriced is never given; take it out, or mend the cases of the rate"
        )
        yield models[0].flaw("unpriced-never", message, ("unpriced",), severity=Severity.WARNING)


def _upside_down(billed: Billed, priced: Priced) -> Iterator[Flaw]:
    if priced.low is not None and priced.high is not None and priced.low > priced.high:
        message = (
            f"the rate of {billed.line.item} is from {format_amount(priced.low)} to"
            f" {format_amount(priced.high)}: its minimum is above its maximum"
        )
        yield billed.flaw("rate-inverted", message, ("rate",), priced.body)


def _zero(billed: Billed, priced: Priced) -> Iterator[Flaw]:
    item, lines = billed.line.item, billed.model.program.lines
    if 0 in (priced.low, priced.high):
        message = (
            f"the rate of {item} is 0, and nothing is free by chance: mend it, or say why it is"
            " right: waived.rate-zero = why"
        )
        yield billed.flaw("rate-zero", message, billed.rate_path(priced.body), priced.body)
    elif priced.quantity == 0 and priced.low is not None and len(lines) == 1:
        message = (
            f"a request that is accepted counts 0 of the unit {billed.line.unit}, and so costs"
            " nothing; count at least one, or say why that is right: waived.quantity-zero = why"
        )
        yield billed.flaw("quantity-zero", message, ("quantity",), priced.body)


def _far_off(billed: Billed, priced: Priced) -> Iterator[Flaw]:
    line = billed.line
    least, most = band_of(line.unit)
    for amount in (priced.low, priced.high):
        if not amount or line.usd is None or least <= multiply(amount, line.usd) <= most:
            continue
        dollars = format_amount(multiply(amount, line.usd))
        worth = "" if line.currency == "USD" else f", ${dollars}"
        message = (
            f"the rate of {line.item} is {format_amount(amount)} {line.currency} per {line.unit}"
            f"{worth}, far from the ${format_amount(least)} to ${format_amount(most)} that are"
            " expected: are cents or credits taken for dollars? If it is right, say why:"
            " waived.rate-out-of-band = why"
        )
        yield billed.flaw("rate-out-of-band", message, billed.rate_path(priced.body), priced.body)


# Tiers --------------------------------------------------------------------------------------------


def _falls(billed: Billed) -> Iterator[Flaw]:
    """A rate that falls while one ordered member rises and nothing else changes."""
    for path, member in billed.model.program.inputs.items():
        values = ordered(member.field.enum) if len(path) == 1 else ()
        seen: set[str] = set()
        for body, verdict in billed.model.verdicts if values else ():
            # Requests of the same levers and amounts fall together.
            same = f"{verdict.levers!r} {verdict.amounts!r}"
            if same not in seen and _input(billed.model, body).get(path[0]) == values[0]:
                seen.add(same)
                flaw = _fall(billed, body, path[0], values)
                if flaw is not None:
                    yield flaw
                    return


def _fall(
    billed: Billed, body: Mapping[str, Any], name: str, values: tuple[Any, ...]
) -> Flaw | None:
    before: tuple[Any, Decimal] | None = None
    for value in values:
        changed = _with(billed.model, body, name, value)
        verdict = billed.model.judge(changed, None)
        if verdict.rejected:
            continue
        rate = billed.price(changed, verdict).low
        if rate is not None and before is not None and rate < before[1]:
            message = (
                f"the rate of {billed.line.item} falls from {format_amount(before[1])} to"
                f" {format_amount(rate)} where {name} rises from {before[0]} to {value}; mend it,"
                " or say why it is right: waived.rate-falls = why"
            )
            return billed.flaw("rate-falls", message, billed.rate_path(changed), changed)
        before = before if rate is None else (value, rate)
    return None


def _input(model: Model, body: Mapping[str, Any]) -> Mapping[str, Any]:
    inner: Any = body
    for step in model.program.input:
        inner = inner.get(step)
    return inner if isinstance(inner, Mapping) else {}


def _with(model: Model, body: Mapping[str, Any], name: str, value: Any) -> Mapping[str, Any]:
    inner = {**_input(model, body), name: value}
    return {**body, model.program.input[0]: inner} if model.program.input else inner
