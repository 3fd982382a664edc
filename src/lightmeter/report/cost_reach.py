"""How far the costs of requests reach, as far as that is known: what shares are of."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.ends import known_sum
from lightmeter.estimate.model import Estimate

__all__ = ["reach", "reach_in_usd"]


def reach(charged: Sequence[Estimate]) -> Fraction | None:
    """
    Add up the upper ends; of what is open above, the lower one.

    Each request counts by itself, so that the sum is the same however they are put together.

    Returns:
        None where nothing is known.
    """
    return _sum(_reached((it.minimum, it.maximum)) for it in charged)


def reach_in_usd(charged: Sequence[Estimate]) -> Fraction | None:
    """Do the same in US dollars; None where anything known has no known value in them, too."""
    if any(it.minimum is not None and it.in_usd[0] is None for it in charged):
        return None
    return _sum(_reached(it.in_usd) for it in charged)


def _reached(ends: Ends) -> Decimal | None:
    least, most = ends
    return least if most is None else most


def _sum(amounts: Iterable[Decimal | None]) -> Fraction | None:
    known = known_sum(amounts)
    return None if known is None else Fraction(known)
