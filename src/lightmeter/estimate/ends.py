"""Pairs of a least and a greatest amount, either of which may not be known."""

from collections.abc import Iterable
from decimal import Decimal

from lightmeter.estimate.cost import Ends
from lightmeter.language.exact import add

__all__ = ["add_ends"]


def add_ends(pairs: Iterable[Ends]) -> Ends:
    """
    Add up the least amounts that are known, and the greatest where all are.

    Returns:
        None as the least where none is known: nothing known is not nothing.
    """
    least: Decimal | None = None
    most: Decimal | None = Decimal(0)
    for low, high in pairs:
        if low is not None:
            least = add(least or 0, low)
        most = None if most is None or high is None else add(most, high)
    return least, most
