"""The same result for less: a saving that is certain, whatever is still open."""

from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from lightmeter.advice.alike import is_known, rests_on, same, same_quantities
from lightmeter.advice.choices import is_shape
from lightmeter.advice.model import Advice
from lightmeter.advice.neighbours import Neighbour, Start, neighbours
from lightmeter.advice.reading import touches
from lightmeter.advice.words import cheaper_text
from lightmeter.estimate.model import PricedLine
from lightmeter.language.exact import add, multiply, subtract
from lightmeter.packs.program import Program

__all__ = ["cheaper"]

_Saving: TypeAlias = tuple[Decimal, Decimal]


def cheaper(start: Start) -> list[Advice]:
    """Give the choices that cost less for the same result, one for each member of the input."""
    return sorted(
        _each_once(start.reading.program, _cheaper(start)),
        key=lambda it: it.saving_minimum,
        reverse=True,
    )


def _cheaper(start: Start) -> Iterator[Advice]:
    reading = start.reading
    # A pack without levers promises nothing, and a member that no lever reads may show all the
    # same: the price alone does not tell.
    members = [it for it in reading.settings if any(touches(on, it.path) for on in reading.levers)]
    for near in neighbours(start, members):
        if _shapes(near) or not _same_result(start, near):
            continue
        saving = _saving(start, near)
        if saving is not None:
            yield _advice(start, near, saving)


def _shapes(near: Neighbour) -> bool:
    """Whether a ratio or a size in pixels is changed, which is seen whatever the levers say."""
    return is_shape(near.member, near.before) or is_shape(near.member, near.change.value)


def _same_result(start: Start, near: Neighbour) -> bool:
    old, new = start.verdict, near.there.verdict
    return all(map(same, old.levers, new.levers)) and same_quantities(start, near)


def _saving(start: Start, near: Neighbour) -> _Saving | None:
    """
    What a step saves for certain, or None.

    Item by item, the highest new rate must not exceed the lowest old one. An open quantity is the
    same number on both sides where the changed member does not take part in it; where it does, the
    highest new amount must not exceed the lowest old one.
    """
    old, new = start.estimate, near.there.estimate
    if not is_known(new) or old.currency != new.currency or not rests_on(new, old):
        return None
    least = most = Decimal(0)
    for number, (before, after) in enumerate(zip(old.lines, new.lines, strict=True)):
        exact = before.quantity_minimum == before.quantity_maximum
        linked = exact or not touches(start.reading.quantities[number], near.member.path)
        low, high = _line_saving(before, after, linked=linked)
        if low < 0:
            return None
        least, most = add(least, low), add(most, high)
    return (least, most) if least > 0 else None


def _line_saving(before: PricedLine, after: PricedLine, *, linked: bool) -> _Saving:
    if not linked:
        low = subtract(_known(before.minimum), _known(after.maximum))
        return low, subtract(_known(before.maximum), _known(after.minimum))
    low = subtract(_known(before.rate_minimum), _known(after.rate_maximum))
    high = subtract(_known(before.rate_maximum), _known(after.rate_minimum))
    return multiply(before.quantity_minimum, low), multiply(before.quantity_maximum, high)


def _known(amount: Decimal | None) -> Decimal:
    assert amount is not None
    return amount


def _advice(start: Start, near: Neighbour, saving: _Saving) -> Advice:
    new = near.there.estimate
    assert new.minimum is not None
    assert new.maximum is not None
    return Advice(
        "no-effect" if near.change.operation == "remove" else "same-for-less",
        (near.change,),
        *saving,
        new.minimum,
        new.maximum,
        new.currency,
        cheaper_text(start, near, saving),
    )


def _each_once(program: Program, found: Iterable[Advice]) -> list[Advice]:
    """
    One piece of advice for each member of the input: what saves most.

    Of equals the first, but the member left out rather than set, unless its choices have an order:
    then the reader learns which of them is enough.
    """
    best: dict[Hashable, Advice] = {}
    for it in found:
        name = it.changes[0].pointer[: len(program.input) + 1]
        known = best.get(name)
        if known is None or it.saving_minimum > known.saving_minimum:
            best[name] = it
        elif it.saving_minimum < known.saving_minimum:
            continue
        elif it.kind == "no-effect" and not isinstance(known.changes[0].value, str):
            best[name] = it
    return list(best.values())
