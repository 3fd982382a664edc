"""Whether two requests and their prices are the same in what matters."""

from typing import Any

from lightmeter.advice.neighbours import Neighbour, Start
from lightmeter.estimate.model import Estimate

__all__ = ["is_known", "rests_on", "same", "same_quantities"]


def is_known(found: Estimate) -> bool:
    """Whether every item has a price."""
    return found.minimum is not None and found.maximum is not None and not found.unpriced


def rests_on(new: Estimate, old: Estimate) -> bool:
    """Whether nothing is assumed for the new price that was not for the old one."""
    return set(new.assumptions) <= set(old.assumptions)


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal, and of one type: true is not 1."""
    return type(left) is type(right) and bool(left == right)


def same_quantities(start: Start, near: Neighbour) -> bool:
    """Whether as many units are counted of each item, or as many at least and at most."""
    pairs = zip(start.estimate.lines, near.there.estimate.lines, strict=True)
    return all(
        (old.quantity_minimum, old.quantity_maximum) == (new.quantity_minimum, new.quantity_maximum)
        for old, new in pairs
    )
