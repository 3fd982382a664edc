"""What charges suggest: a rate, a factor, or a table by levers."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal

import attrs

from lightmeter.reconcile.evidence import Evidence, Group, is_priced_so
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
            lever explains the rates.
        rate: The rate or the factor; None of a table.
        cells: The rates that were charged, by lever.
    """

    group: Group
    kind: Kind
    rate: Rate | None
    cells: tuple[Cell, ...]


def suggest(groups: Iterable[Group]) -> tuple[Suggestion, ...]:
    """Give what each group suggests; nothing where all of it is as it was estimated."""
    found = (_suggest(it) for it in groups)
    return tuple(it for it in found if it is not None)


def _suggest(group: Group) -> Suggestion | None:
    evidence = group.evidence
    if all(is_priced_so(it.row) for it in evidence):
        return None
    rates = {it.rate for it in evidence}
    factors = {it.factor for it in evidence}
    factor = next(iter(factors)) if len(factors) == 1 else None
    if factor is not None and group.by_lever and not rate_of(factor).exact:
        # A rate that was charged is written as it is; a factor that does not end would blur it.
        factor = None
    # One rate in place of a table would price what nobody has paid for yet; one factor keeps it.
    if len(rates) == 1 and not (group.by_lever and factor is not None):
        if not group.by_lever or not _seen_alike(group):
            return Suggestion(group, "replace", rate_of(evidence[0].rate), _cells(group, ()))
        return Suggestion(group, "table", None, _cells(group, _telling(group) or group.levers))
    if factor is not None:
        return Suggestion(group, "multiply", rate_of(factor), _cells(group, group.levers))
    levers = _telling(group)
    if levers is None:
        return Suggestion(group, "none", None, _cells(group, group.levers))
    return Suggestion(group, "table", None, _cells(group, levers))


def _seen_alike(group: Group) -> bool:
    """Whether all charges are for one choice of levers, which says nothing of the others."""
    return len({_values(it, group.levers) for it in group.evidence}) == 1


def _telling(group: Group) -> tuple[str, ...] | None:
    """The lever that tells the rates apart, else all of them; None where even they do not."""
    alone = [(it,) for it in group.levers if _tells(group, (it,))]
    # Where several would do, nothing says which of them it is.
    if len(alone) == 1:
        return alone[0]
    return group.levers if _tells(group, group.levers) else None


def _tells(group: Group, levers: Sequence[str]) -> bool:
    cells = _cells(group, levers)
    return len(cells) > 1 and all(it.constant for it in cells)


def _cells(group: Group, levers: Sequence[str]) -> tuple[Cell, ...]:
    found: dict[tuple[tuple[str, Any], ...], list[Evidence]] = {}
    for it in group.evidence:
        found.setdefault(_values(it, levers), []).append(it)
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


def _values(it: Evidence, levers: Sequence[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, it.effective[name]) for name in levers if name in it.effective)
