"""What charges suggest, in words, with TOML that is ready to be pasted."""

from collections.abc import Iterator

from lightmeter.estimate.words import count, show_effective, show_money, show_quantity
from lightmeter.reconcile.evidence import Group
from lightmeter.reconcile.open_question import OpenQuestion
from lightmeter.reconcile.outcome import Row
from lightmeter.reconcile.rate import Rate
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.suggestion import Cell, Suggestion
from lightmeter.report.display import show
from lightmeter.report.reconciliation_cells import show_charge
from lightmeter.report.reconciliation_toml import overlay_is_dated, show_rate, stands_on, toml_of

__all__ = ["findings"]

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


def _prose(suggestion: Suggestion) -> Iterator[str]:
    group, rate = suggestion.group, suggestion.rate
    stands = stands_on(group)
    if suggestion.kind == "replace" and rate is not None:
        explains = "explains" if len(group.evidence) == 1 else "explains all of"
        yield f"{_for_each(rate, group)} {explains} {stands}"
        yield from _seen_alone(suggestion)
    elif suggestion.kind == "multiply" and rate is not None:
        what = "price that the provider lists" if suggestion.instead else "estimate"
        yield f"{show_rate(rate)} times the {what} explains {stands}"
        if group.by_lever:
            yield from _seen_alone(suggestion)
    elif suggestion.kind == "table":
        yield f"{stands}: the rate depends on the request, which an overlay with a table says"
        yield from (_cell(it, group) for it in suggestion.cells)
    elif suggestion.refuted:
        yield f"{stands}, and no rate that explains all that was charged"
        yield from (_cell(it, group) for it in suggestion.cells)
        yield from (_refuted(it, group) for it in suggestion.refuted)
    else:
        has = group.rate_levers.read or group.rate_levers.others
        none = "no lever explains" if has else "the pack has no lever that could explain"
        yield f"{stands}: {none} what was charged for each {show(group.unit)}"
        yield from (_cell(it, group) for it in suggestion.cells)
    yield from _beside(suggestion)


def _seen_alone(suggestion: Suggestion) -> Iterator[str]:
    """Say that all charges were for one choice of levers, which tells nothing of the others."""
    seen = [it for it in suggestion.cells if it.values]
    if len(seen) == 1:
        yield f"all of them with {show_effective(dict(seen[0].values))}; no other was charged"


def _beside(suggestion: Suggestion) -> Iterator[str]:
    """What has to be known of the settings, of estimates, and of other charges."""
    group = suggestion.group
    labels = ", ".join(dict.fromkeys(show(it.citation.title) for it in group.own))
    if suggestion.instead and overlay_is_dated(suggestion):
        yield (
            f"no overlay is written, which holds for every day: the settings have other rates"
            f" before or after ({labels})"
        )
    elif suggestion.instead:
        yield f"it stands in place of what the settings have under cost.rates: {labels}"
    elif group.own and suggestion.kind == "multiply":
        yield f"it comes on top of what the settings have under cost.rates: {labels}"
    if group.estimates:
        yield _of_estimates(group.estimates, len(group.evidence))
    silent = len(group.silent) - len(suggestion.refuted)
    if silent:
        tells = "tells" if silent == 1 else "tell"
        yield f"{count(silent, 'further charge')} of the model {tells} nothing of this rate"


def _refuted(row: Row, group: Group) -> str:
    estimate = None if row.report is None else row.report.estimate
    assert estimate is not None
    line = estimate.lines[0]
    units = show_quantity(line.quantity_minimum, line.quantity_maximum, group.unit)
    place = row.tasks[0].charges[0]
    return f"{show(place.source)}:{place.line} rules it out: {show_charge(row)} for {units}"


def _cell(cell: Cell, group: Group) -> str:
    values = show_effective(dict(cell.values)) or "any request"
    facts = count(cell.charges, "charge")
    if cell.estimates:
        which = "" if cell.estimates == cell.charges else f"{cell.estimates:,} of them "
        facts += f", {which}by cost_estimate alone"
    return f"{values}: {_for_each(cell.rate, group)} ({facts})"


def _for_each(rate: Rate, group: Group) -> str:
    amount = show_money(rate.minimum, rate.maximum, group.currency)
    return f"{amount} for each {show(group.unit)}"
