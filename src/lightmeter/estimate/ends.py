"""Sums of amounts, any of which may not be known."""

from collections.abc import Iterable
from decimal import Decimal

from lightmeter.estimate.cost import Ends
from lightmeter.language.exact import add

__all__ = ["add_ends", "known_sum", "whole_sum"]


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is known; None where nothing is, since that is no 0."""
    total: Decimal | None = None
    for it in amounts:
        if it is not None:
            total = it if total is None else add(total, it)
    return total


def whole_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up amounts; None where one of them is not known."""
    total = Decimal(0)
    for it in amounts:
        if it is None:
            return None
        total = add(total, it)
    return total


def add_ends(pairs: Iterable[Ends]) -> Ends:
    """Add up the least amounts that are known, and the greatest where all are."""
    known = list(pairs)
    return known_sum(low for low, _ in known), whole_sum(high for _, high in known)
