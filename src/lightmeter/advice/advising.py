"""Money-saving advice: the same result for less, and a better one for the same."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import attrs

from lightmeter.advice.choices import is_shape
from lightmeter.advice.neighbours import Neighbour, Start, begin, neighbours
from lightmeter.advice.reading import reading_of, touches
from lightmeter.advice.scales import rises
from lightmeter.advice.words import better_text, cheaper_text
from lightmeter.diagnostic import Change
from lightmeter.estimate.model import Estimate, PricedLine
from lightmeter.estimate.own import OwnRates
from lightmeter.judge.verdict import Judge
from lightmeter.language.exact import add, multiply, subtract
from lightmeter.packs.program import Program
from lightmeter.result import Report

__all__ = ["Advice", "Adviser", "Kind", "advise"]

Kind: TypeAlias = Literal["same-for-less", "no-effect", "better-for-same"]

# Kinds of requests whose advice is kept; a batch has few kinds and many requests.
_MOST_KEPT = 4096

_Saving: TypeAlias = tuple[Decimal, Decimal]


@attrs.frozen
class Advice:
    """
    A change that pays.

    Attributes:
        kind: "same-for-less": another choice gives the same result for less. "no-effect": a member
            is paid for and changes nothing, so that it can be left out. "better-for-same": a better
            choice costs the same.
        changes: To make to the payload, in order.
        saving_minimum: Least amount that is saved; 0 where it costs the same.
        saving_maximum: Highest.
        minimum: Least amount that it costs then.
        maximum: Highest.
        currency: Of the amounts.
        text: What to do and what it saves, in one sentence without an end.
    """

    kind: Kind
    changes: tuple[Change, ...]
    saving_minimum: Decimal
    saving_maximum: Decimal
    minimum: Decimal
    maximum: Decimal
    currency: str
    text: str


class Adviser:
    """
    Gives advice on many requests.

    What was found for one request is kept for all that differ from it in nothing that matters, such
    as in their prompts.
    """

    def __init__(self, judge_of: Callable[[Program], Judge]) -> None:
        """
        Set up an adviser.

        Args:
            judge_of: Gives what judges by a program.
        """
        self._judge_of = judge_of
        self._kept: dict[tuple[Program, OwnRates | None, Hashable], tuple[Advice, ...]] = {}

    def advise(self, report: Report) -> tuple[Advice, ...]:
        """
        Advise on a request.

        Returns:
            Nothing for one that is rejected, not checked, not priced or not paid again.
        """
        program, payload = report.program, report.normalized
        if program is None or payload is None or report.repeats:
            return ()
        key = program, report.own, reading_of(program).key(payload)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            known = advise(program, self._judge_of(program), payload, report.own)
            self._kept[key] = known
        return known


def advise(
    program: Program, judge: Judge, payload: Mapping[str, Any], own: OwnRates | None = None
) -> tuple[Advice, ...]:
    """
    Advise on an accepted payload.

    The law behind it: requests of one model that agree in all levers and all quantities give the
    same result. A saving is named only where it is certain, whatever is still open.

    Args:
        program: That judged it.
        judge: Made from the program.
        payload: With defaults filled in, as a report gives it.
        own: What is paid otherwise than the provider lists, or None.

    Returns:
        The greatest saving first, at most one for a member of the input; each stands by itself.
    """
    start = begin(program, judge, payload, own)
    if start is None or not _is_known(start.estimate):
        return ()
    cheaper = _each_once(program, _cheaper(start))
    saved = {it.changes[0].pointer for it in cheaper}
    better = [it for it in _better(start) if it.changes[0].pointer not in saved]
    return (*sorted(cheaper, key=lambda it: -it.saving_minimum), *better)


def _is_known(found: Estimate) -> bool:
    return found.minimum is not None and found.maximum is not None and not found.unpriced


# The same for less --------------------------------------------------------------------------------


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
    return all(map(_same, old.levers, new.levers)) and _same_quantities(start, near)


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def _same_quantities(start: Start, near: Neighbour) -> bool:
    pairs = zip(start.estimate.lines, near.there.estimate.lines, strict=True)
    return all(
        (old.quantity_minimum, old.quantity_maximum) == (new.quantity_minimum, new.quantity_maximum)
        for old, new in pairs
    )


def _saving(start: Start, near: Neighbour) -> _Saving | None:
    """
    What a step saves for certain, or None.

    Item by item, the highest new rate must not exceed the lowest old one. An open quantity is the
    same number on both sides where the changed member does not take part in it; where it does, the
    highest new amount must not exceed the lowest old one.
    """
    old, new = start.estimate, near.there.estimate
    if not _is_known(new) or old.currency != new.currency or not _rests_on(new, old):
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


def _rests_on(new: Estimate, old: Estimate) -> bool:
    """Whether nothing is assumed for the new price that was not for the old one."""
    return set(new.assumptions) <= set(old.assumptions)


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


# Better for the same ------------------------------------------------------------------------------


def _better(start: Start) -> Iterator[Advice]:
    for member, scale in start.reading.scales:
        best = None
        for near in neighbours(start, (member,)):
            before, after = near.before, near.change.value
            known = before in scale and after in scale
            if not known or scale.index(after) <= scale.index(before):
                continue
            higher = best is None or scale.index(after) > scale.index(best.change.value)
            if higher and _is_better(start, near) and _costs_the_same(start, near):
                best = near
        if best is not None:
            new = best.there.estimate
            assert new.minimum is not None
            assert new.maximum is not None
            yield Advice(
                "better-for-same",
                (best.change,),
                Decimal(0),
                Decimal(0),
                new.minimum,
                new.maximum,
                new.currency,
                better_text(best),
            )


def _is_better(start: Start, near: Neighbour) -> bool:
    """
    Whether a step up in a member is one up in the result.

    Where levers read the member, one of them has to rise and the others have to stay; what the pack
    has a word to say about, be it a note, is not sure enough.
    """
    if not _same_quantities(start, near):
        return False
    if any(pointer == near.change.pointer for _, pointer, _ in near.there.verdict.findings):
        return False
    reading = start.reading
    old, new = start.verdict.levers, near.there.verdict.levers
    read = rose = False
    for on, before, after in zip(reading.levers, old, new, strict=True):
        read = read or touches(on, near.member.path)
        if rises(before, after):
            rose = True
        elif not _same(before, after):
            return False
    return rose or not read


def _costs_the_same(start: Start, near: Neighbour) -> bool:
    """Whether the price is the same to the last digit; one that is open has to be the same one."""
    old, new = start.estimate, near.there.estimate
    if not _is_known(new) or (old.minimum, old.maximum) != (new.minimum, new.maximum):
        return False
    if old.currency != new.currency or not _rests_on(new, old):
        return False
    return old.exact or not touches(start.reading.price, near.member.path)
