"""The whole comparison: two sides become changes, changes totals."""

from collections.abc import Collection

import attrs

from lightmeter.difference.effects import Change, Rates, change_of
from lightmeter.difference.matching import Pair, match
from lightmeter.difference.side import Side
from lightmeter.difference.totals import DifferenceTotal, add_up

__all__ = ["Comparison", "compare"]


@attrs.frozen(eq=False)
class Comparison:
    """
    What lies between two sides.

    Attributes:
        old: Side.
        new: Side.
        changes: Every request of either side once; those of the new side in its order, then what
            was removed.
        totals: Per provider and currency.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...]
    totals: tuple[DifferenceTotal, ...]

    @property
    def touched(self) -> bool:
        """Whether any request was changed."""
        return any(it.touched for it in self.changes)


def compare(old: Side, new: Side, rates: Rates, *, left_out: Collection[str] = ()) -> Comparison:
    """
    Compare two sides.

    Args:
        old: Side.
        new: Side.
        rates: Of the new side, for the requests of the old one.
        left_out: Keys of texts that the new side does not read: what of them went nowhere else is
            not removed, and left out of the old side.
    """
    pairs = match(old.requests, new.requests)
    gone = {id(it.old) for it in pairs if it.old and it.new is None and it.old.key in left_out}
    if gone:
        pairs = tuple(it for it in pairs if id(it.old) not in gone)
        old = old.only([it for it in old.requests if id(it) not in gone])
    changes = tuple(
        change_of(pair, rates, base_unknown=_why_base_unknown(old, pair)) for pair in pairs
    )
    return Comparison(old, new, changes, add_up(changes))


def _why_base_unknown(old: Side, pair: Pair) -> str:
    """Why nobody knows what an added request was before, or ""."""
    if pair.new is None or pair.old is not None or pair.new.key not in old.broken:
        return ""
    return f"{pair.new.source} could not be read whole at {old.name}"
