"""A better result for the same: a step up a scale that costs nothing."""

from collections.abc import Iterator
from decimal import Decimal

from lightmeter.advice.alike import is_known, rests_on, same, same_quantities
from lightmeter.advice.model import Advice
from lightmeter.advice.neighbours import Neighbour, Start, neighbours
from lightmeter.advice.reading import touches
from lightmeter.advice.scales import rises
from lightmeter.advice.words import better_text

__all__ = ["better"]


def better(start: Start) -> Iterator[Advice]:
    """Give the highest step of each scale that costs the same."""
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
    if not same_quantities(start, near):
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
        elif not same(before, after):
            return False
    return rose or not read


def _costs_the_same(start: Start, near: Neighbour) -> bool:
    """Whether the price is the same to the last digit; one that is open has to be the same one."""
    old, new = start.estimate, near.there.estimate
    if not is_known(new) or (old.minimum, old.maximum) != (new.minimum, new.maximum):
        return False
    if old.currency != new.currency or not rests_on(new, old):
        return False
    return old.exact or not touches(start.reading.price, near.member.path)
