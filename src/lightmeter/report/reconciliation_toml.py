"""What charges suggest as TOML that is ready to be pasted: an entry of the settings, an overlay."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from lightmeter.document.toml_text import write_text, write_toml
from lightmeter.estimate.words import count, show_effective
from lightmeter.money import format_amount, parse_amount
from lightmeter.reconcile.evidence import Group
from lightmeter.reconcile.example import shortest_like
from lightmeter.reconcile.rate import Rate
from lightmeter.reconcile.rate_levers import combinations
from lightmeter.reconcile.suggestion import Cell, Suggestion

__all__ = ["overlay_is_dated", "show_rate", "stands_on", "toml_of"]

_ROUNDED = write_text("the rate that was charged has more digits than a pack holds")
_CLOSED = write_text("write the agreed rate into the overlay")


def stands_on(group: Group) -> str:
    """On how many charges, and of which days, a suggestion stands."""
    number = len(group.evidence)
    text = count(number, "charge")
    if group.days is not None:
        first, last = group.days
        text += f" of {first}" if first == last else f" from {first} to {last}"
    return text


def show_rate(rate: Rate) -> str:
    """A rate in all its digits, or the range that it lies in."""
    low = format_amount(rate.minimum)
    return low if rate.exact else f"{low} to {format_amount(rate.maximum)}"


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
            yield from _instead(suggestion)
            yield from _entry(suggestion, show_rate(rate))
    elif suggestion.kind == "table" and all(_is_writable(it.rate) for it in suggestion.cells):
        yield from () if overlay_is_dated(suggestion) else _overlay(suggestion, day)


def overlay_is_dated(suggestion: Suggestion) -> bool:
    """Whether an overlay would be for some days alone, which it cannot say."""
    group = suggestion.group
    return suggestion.kind == "table" and (group.since is not None or group.until is not None)


def _instead(suggestion: Suggestion) -> Iterator[str]:
    if suggestion.instead:
        labels = dict.fromkeys(it.citation.title for it in suggestion.group.own)
        yield f"# In place of these under cost.rates: {', '.join(map(write_text, labels))}"


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
    if group.since is not None:
        yield f"from = {group.since.isoformat()}"
    if group.until is not None:
        yield f"until = {group.until.isoformat()}"


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
    yield from _instead(suggestion)
    yield "format = 1"
    yield f"id = {write_text(f'own/{group.provider}-{group.model}'.replace('.', '-').lower())}"
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
    whole = _is_whole(suggestion)
    if not whole:
        yield 'unpriced = "no charge was seen for this"'
    yield "rate = ["
    for number, (condition, rate) in enumerate(cases, 1):
        # What is left where everything was charged is the last of it.
        last = whole and number == len(cases)
        when = "" if last else f"when = {write_text(condition, literal=True)}, "
        yield f"  {{ {when}{_price(rate)} }},"
    yield "]"
    for cell in suggestion.cells:
        yield from _example(cell, group)


def _is_whole(suggestion: Suggestion) -> bool:
    """Whether there is a charge for every choice of the levers."""
    report = suggestion.group.evidence[0].row.report
    assert report is not None
    assert report.program is not None
    names = [name for name, _ in suggestion.cells[0].values]
    return combinations(report.program, names) == len(suggestion.cells)


def _example(cell: Cell, group: Group) -> Iterator[str]:
    """A request for which the case of a cell is taken, as far as there is a short one."""
    values = dict(cell.values)
    found = next(it for it in group.evidence if values.items() <= it.effective.items())
    body = None if found.row.report is None else shortest_like(found.row.report)
    if body is None:
        return
    yield ""
    yield "[[examples]]"
    yield f"name = {write_text(f'charged: {show_effective(values)}')}"
    yield f"body = {write_toml(body)}"
    yield f"effective = {write_toml(values)}"
    if cell.rate.exact:
        yield f"cost = {write_text(format_amount(found.charged))}"


def _price(rate: Rate) -> str:
    low, high = (write_text(format_amount(it)) for it in (rate.minimum, rate.maximum))
    if rate.exact:
        return f"then = {low}"
    # A range has to say what would close it, in this file as in any other.
    return f"minimum = {low}, maximum = {high}, assume = {_ROUNDED}, close = {_CLOSED}"


def _condition(cell: Cell) -> str:
    return " and ".join(_equals(name, value) for name, value in cell.values)


def _equals(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return name if value else f"not {name}"
    return f"{name} == {write_text(value) if isinstance(value, str) else format_amount(value)}"
