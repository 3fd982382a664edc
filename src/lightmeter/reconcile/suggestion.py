"""What charges suggest: a rate, a factor, or a table by levers."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

import attrs

from lightmeter.reconcile.evidence import Evidence, Group, is_priced_so, speaks
from lightmeter.reconcile.outcome import Row
from lightmeter.reconcile.rate import Rate, rate_of

__all__ = ["Cell", "Kind", "Suggestion", "suggest"]

Kind = Literal["replace", "multiply", "table", "none"]


@attrs.frozen
class Cell:
    """
    A rate that was charged for one choice of levers.

    Attributes:
        values: Lever and value; () where no lever tells the rates apart.
        rate: That was charged, from the lowest to the highest.
        charges: How many charges have it.
        constant: Whether all of them have the same rate.
        estimates: How many are known by the provider's own estimate alone.
    """

    values: tuple[tuple[str, Any], ...]
    rate: Rate
    charges: int
    constant: bool = True
    estimates: int = 0


@attrs.frozen(eq=False)
class Suggestion:
    """
    What the charges of one model and item come to.

    Attributes:
        group: Of charges.
        kind: "replace" with a rate, "multiply" by a factor, "table" by levers; "none" where no
            lever explains the rates, or another charge rules them out.
        rate: The rate or the factor; None of a table.
        cells: The rates that were charged, by lever.
        instead: It stands in place of what the settings change of the rate, which has to go; else
            it applies after that.
        refuted: Further charges that no such rate explains, whatever is taken for granted.
    """

    group: Group
    kind: Kind
    rate: Rate | None
    cells: tuple[Cell, ...]
    instead: bool = False
    refuted: tuple[Row, ...] = ()


def suggest(groups: Iterable[Group]) -> tuple[Suggestion, ...]:
    """Give what each group suggests; nothing where all of it is as it was estimated."""
    found = (_suggest(it) for it in groups)
    return tuple(it for it in found if it is not None)


def _suggest(group: Group) -> Suggestion | None:
    if all(is_priced_so(it.row) for it in group.evidence):
        return None
    found = _found(group)
    refuted = tuple(it for it in group.silent if speaks(it) and not _explains(found, it))
    if not refuted:
        return found
    return Suggestion(group, "none", None, found.cells, refuted=refuted)


def _found(group: Group) -> Suggestion:
    """What the charges that tell a rate come to."""
    evidence = group.evidence
    rates = {it.rate for it in evidence}
    factor = _only(group, {it.factor for it in evidence})
    list_factor = _only(group, {it.list_factor for it in evidence})
    # One rate in place of a table would price what nobody has paid for yet; one factor keeps it.
    if len(rates) == 1 and not group.by_lever:
        cells = _cells(group, group.rate_levers.others)
        return Suggestion(group, "replace", rate_of(evidence[0].rate), cells)
    if factor is not None:
        return Suggestion(group, "multiply", rate_of(factor), _cells(group, group.levers))
    if list_factor is not None:
        cells = _cells(group, group.levers)
        return Suggestion(group, "multiply", rate_of(list_factor), cells, instead=True)
    if len(rates) == 1 and not _seen_alike(group):
        cells = _cells(group, group.rate_levers.others)
        return Suggestion(group, "replace", rate_of(evidence[0].rate), cells)
    levers = _telling(group)
    cells = _cells(group, group.rate_levers.read if levers is None else levers)
    if levers is None:
        return Suggestion(group, "none", None, cells)
    return Suggestion(group, "table", None, cells, instead=bool(group.own))


def _only(group: Group, factors: set[Fraction | None]) -> Fraction | None:
    factor = next(iter(factors)) if len(factors) == 1 else None
    if factor is not None and group.by_lever and not rate_of(factor).exact:
        # A rate that was charged is written as it is; a factor that does not end would blur it.
        return None
    return factor


def _seen_alike(group: Group) -> bool:
    """Whether all charges are for one choice of levers, which says nothing of the others."""
    return len({_values(it.effective, group.levers) for it in group.evidence}) == 1


def _telling(group: Group) -> tuple[str, ...] | None:
    """
    The levers that tell the rates apart; None where none do.

    All that the rate of the pack depends on are named, since a rate holds for what was charged and
    for nothing else. Others are looked at where these do not suffice, but not what the quantity
    has counted already.
    """
    read, others = group.rate_levers.read, group.rate_levers.others
    if read and _tells(group, read):
        return read
    both = tuple(it for it in group.levers if it in read or it in others)
    return both if both != read and _tells(group, both) else None


def _explains(found: Suggestion, row: Row) -> bool:
    """Whether a charge for a range of units can be at the rate that is suggested."""
    estimate = None if row.report is None else row.report.estimate
    assert estimate is not None
    assert row.charged is not None
    line, charged = estimate.lines[0], Fraction(row.charged)
    if found.kind == "multiply" and found.rate is not None:
        ends = estimate.list_price if found.instead else estimate
        low = None if ends is None else ends.minimum
        high = None if ends is None else ends.maximum
        if low is None or high is None:
            return True
        return _lies(charged, found.rate, Fraction(low), Fraction(high))
    rate = found.rate
    if found.kind == "table":
        names = [name for name, _ in found.cells[0].values]
        values = _values(estimate.effective, names)
        rate = next((it.rate for it in found.cells if it.values == values), None)
    if rate is None:
        return True
    return _lies(charged, rate, Fraction(line.quantity_minimum), Fraction(line.quantity_maximum))


def _lies(charged: Fraction, rate: Rate, low: Fraction, high: Fraction) -> bool:
    return Fraction(rate.minimum) * low <= charged <= Fraction(rate.maximum) * high


def _tells(group: Group, levers: Sequence[str]) -> bool:
    return all(it.constant for it in _cells(group, levers))


def _cells(group: Group, levers: Sequence[str]) -> tuple[Cell, ...]:
    found: dict[tuple[tuple[str, Any], ...], list[Evidence]] = {}
    for it in group.evidence:
        found.setdefault(_values(it.effective, levers), []).append(it)
    return tuple(_cell(values, alike) for values, alike in found.items())


def _cell(values: tuple[tuple[str, Any], ...], alike: Sequence[Evidence]) -> Cell:
    rates: set[Fraction] = {it.rate for it in alike}
    return Cell(
        values,
        Rate(rate_of(min(rates)).minimum, rate_of(max(rates)).maximum),
        len(alike),
        constant=len(rates) == 1,
        estimates=sum(it.row.estimated for it in alike),
    )


def _values(effective: Mapping[str, Any], levers: Sequence[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, effective[name]) for name in levers if name in effective)
