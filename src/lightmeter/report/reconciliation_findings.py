"""What charges suggest, in words and as TOML that is ready to be pasted."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from lightmeter.document.toml_text import write_text, write_toml
from lightmeter.estimate.words import count, show_effective
from lightmeter.money import format_amount, parse_amount
from lightmeter.reconcile.evidence import Group
from lightmeter.reconcile.open_question import OpenQuestion
from lightmeter.reconcile.rate import Rate
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.suggestion import Cell, Suggestion
from lightmeter.report.display import show

__all__ = ["findings", "show_rate", "stands_on", "toml_of"]

Finding = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A heading, its sentences, and lines of TOML."""


def findings(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Give what the charges settle, and what rates they suggest."""
    for question in reconciliation.questions:
        yield f"{show(question.provider)}/{show(question.model)}", _answer(question), ()
    for suggestion in reconciliation.suggestions:
        group = suggestion.group
        heading = f"{show(group.provider)}/{show(group.model)}, {show(group.item)}"
        yield heading, tuple(_prose(suggestion)), tuple(toml_of(suggestion, reconciliation.day))


def _answer(question: OpenQuestion) -> tuple[str, ...]:
    parts = [
        f"{number:,} {name}"
        for number, name in (
            (question.lower, "at the lower end"),
            (question.upper, "at the upper end"),
            (question.between, "between"),
        )
        if number
    ]
    if len(parts) > 1:
        word = f"the charges do not agree: {', '.join(parts)}"
    elif question.between:
        word = f"{_speak(question.charges)} for neither end"
    else:
        word = f"{_speak(question.charges)} for the {'lower' if question.lower else 'upper'} end"
    sentences = [f"{word} of what was assumed: {show(question.assumption)}"]
    if question.estimates:
        sentences.append(_of_estimates(question.estimates, question.charges))
    return tuple(sentences)


def _speak(number: int) -> str:
    return "1 charge speaks" if number == 1 else f"{number:,} charges speak"


def _of_estimates(number: int, charges: int) -> str:
    which = "all" if number == charges else f"{number:,}"
    return (
        f"{which} of them known from cost_estimate alone: hold it against cost_actual before you"
        " settle it"
    )


def stands_on(group: Group) -> str:
    """On how many charges, and of which days, a suggestion stands."""
    number = len(group.evidence)
    text = count(number, "charge")
    if group.days is not None:
        first, last = group.days
        text += f" of {first}" if first == last else f" from {first} to {last}"
    return text


def _prose(suggestion: Suggestion) -> Iterator[str]:
    group, rate = suggestion.group, suggestion.rate
    stands = stands_on(group)
    if suggestion.kind == "replace" and rate is not None:
        unit = f"{show(group.currency)} for each {show(group.unit)}"
        yield f"{show_rate(rate)} {unit} {_explain(len(group.evidence))} {stands}"
    elif suggestion.kind == "multiply" and rate is not None:
        yield f"{show_rate(rate)} times the estimate explains {stands}"
        seen = [it for it in suggestion.cells if it.values]
        if group.by_lever and len(seen) == 1:
            yield f"all of them with {show_effective(dict(seen[0].values))}; no other was charged"
    elif suggestion.kind == "table":
        yield f"{stands}: the rate depends on the request, which an overlay with a table says"
        yield from (_cell(it, group) for it in suggestion.cells)
    else:
        yield f"{stands}: no lever explains what was charged for each {show(group.unit)}"
        yield from (_cell(it, group) for it in suggestion.cells)
    if group.estimates:
        yield _of_estimates(group.estimates, len(group.evidence))
    if group.silent:
        yield f"{count(group.silent, 'further charge')} of the model tell nothing of this rate"


def _explain(number: int) -> str:
    return "explains" if number == 1 else "explains all of"


def _cell(cell: Cell, group: Group) -> str:
    values = show_effective(dict(cell.values)) or "any request"
    unit = f"{show(group.currency)} for each {show(group.unit)}"
    facts = count(cell.charges, "charge")
    if cell.estimates:
        which = "" if cell.estimates == cell.charges else f"{cell.estimates:,} of them "
        facts += f", {which}by cost_estimate alone"
    return f"{values}: {show_rate(cell.rate)} {unit} ({facts})"


def show_rate(rate: Rate) -> str:
    """A rate in all its digits, or the range that it lies in."""
    low = format_amount(rate.minimum)
    return low if rate.exact else f"{low} to {format_amount(rate.maximum)}"


# TOML ---------------------------------------------------------------------------------------------


def toml_of(suggestion: Suggestion, day: dt.date) -> Iterator[str]:
    """
    Lines for the settings or for an overlay; nothing where neither would be right.

    Args:
        suggestion: Of one model and item.
        day: On which somebody has looked at the charges.
    """
    rate = suggestion.rate
    if suggestion.kind in ("replace", "multiply") and rate is not None:
        if _is_writable(rate):
            yield from _entry(suggestion, show_rate(rate))
    elif suggestion.kind == "table" and all(_is_writable(it.rate) for it in suggestion.cells):
        yield from _overlay(suggestion, day)


def _is_writable(rate: Rate) -> bool:
    """Whether settings and packs can hold a rate: they bound the digits of an amount."""
    ends = (rate.minimum, rate.maximum)
    return all(parse_amount(format_amount(it)) is not None for it in ends)


def _entry(suggestion: Suggestion, amount: str) -> Iterator[str]:
    group = suggestion.group
    yield "[[cost.rates]]"
    yield f"provider = {write_text(group.provider)}"
    yield f"model = {write_text(group.model)}"
    yield f"item = {write_text(group.item)}"
    if suggestion.kind == "replace":
        yield f"replace = {write_text(f'{amount} {group.currency}/{group.unit}')}"
    else:
        yield f"multiply = {write_text(amount)}"
    yield f"source = {write_text(_source(group))}"
    yield 'basis = "observed"'


def _source(group: Group) -> str:
    number = group.estimates
    some = "" if number == len(group.evidence) else f"{number:,} of them "
    estimated = f", {some}known from cost_estimate" if number else ""
    return f"{', '.join(group.sources)}, {stands_on(group)}{estimated}"


def _overlay(suggestion: Suggestion, day: dt.date) -> Iterator[str]:
    """The beginning of an overlay; what was not charged keeps no price in it."""
    group = suggestion.group
    cases = [(_condition(it), it.rate) for it in suggestion.cells]
    if not all(condition for condition, _ in cases):
        return
    yield "format = 1"
    yield f"id = {write_text(f'own/{group.model}'.replace('.', '-').lower())}"
    yield f"amends = {write_text(group.pack)}"
    yield 'title = "Rates as they were charged"'
    yield 'source = "charges"'
    yield ""
    yield "[sources.charges]"
    yield f"title = {write_text(_source(group))}"
    yield f"read = {write_text(day.isoformat())}"
    yield ""
    yield f"[[models.{write_toml(group.model)}.billing]]"
    yield f"item = {write_text(group.item)}"
    yield 'basis = "observed"'
    yield 'unpriced = "no charge was seen for this"'
    yield "rate = ["
    for condition, rate in cases:
        when = write_text(condition, literal=True)
        yield f"  {{ when = {when}, {_price(rate)} }},"
    yield "]"


def _price(rate: Rate) -> str:
    low, high = (write_text(format_amount(it)) for it in (rate.minimum, rate.maximum))
    return f"then = {low}" if rate.exact else f"minimum = {low}, maximum = {high}"


def _condition(cell: Cell) -> str:
    return " and ".join(_equals(name, value) for name, value in cell.values)


def _equals(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return name if value else f"not {name}"
    return f"{name} == {write_text(value) if isinstance(value, str) else format_amount(value)}"
