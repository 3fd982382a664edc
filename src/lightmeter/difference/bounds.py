"""Amounts of which both ends, one or none is known, and how they are added and subtracted."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from lightmeter.estimate.ends import whole_sum
from lightmeter.language.exact import subtract

__all__ = ["UNKNOWN", "ZERO", "Bounds", "minus", "total"]


@attrs.frozen
class Bounds:
    """
    The ends of an amount, or of the difference of two.

    Attributes:
        minimum: Its lower end, or None where that is not known.
        maximum: Its upper end, likewise. Of a difference it may be the smaller number.
    """

    minimum: Decimal | None
    maximum: Decimal | None

    @property
    def known(self) -> bool:
        """Whether both ends are."""
        return self.minimum is not None and self.maximum is not None


ZERO = Bounds(Decimal(0), Decimal(0))
UNKNOWN = Bounds(None, None)


def minus(left: Bounds, right: Bounds) -> Bounds:
    """Subtract lower end from lower end and upper from upper; what is not known stays so."""
    return Bounds(
        _minus(left.minimum, right.minimum),
        _minus(left.maximum, right.maximum),
    )


def total(amounts: Iterable[Bounds]) -> Bounds:
    """Add the ends; where one is not known, nor is that of the sum."""
    known = list(amounts)
    return Bounds(whole_sum(it.minimum for it in known), whole_sum(it.maximum for it in known))


def _minus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else subtract(left, right)
