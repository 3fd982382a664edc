"""Amounts of which both ends, one or none is known, and how they are added and subtracted."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from lightmeter.language.exact import add, subtract

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
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = Decimal(0)
    for it in amounts:
        minimum = _plus(minimum, it.minimum)
        maximum = _plus(maximum, it.maximum)
    return Bounds(minimum, maximum)


def _plus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else add(left, right)


def _minus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else subtract(left, right)
