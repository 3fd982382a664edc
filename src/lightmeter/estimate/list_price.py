"""What a provider lists, beside what a project pays."""

from decimal import Decimal

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Citation

__all__ = ["ListPrice", "ListRate"]


@attrs.frozen
class ListPrice:
    """
    An amount at the provider's published rates.

    Attributes:
        minimum: At least; None where no published rate is known.
        maximum: At most; None where any is not known.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    minimum: Decimal | None
    maximum: Decimal | None


@attrs.frozen
class ListRate:
    """
    The published rate of a billed item.

    Attributes:
        minimum: Lowest, or None where it is not known.
        maximum: Highest, likewise.
        basis: How it is known.
        citation: Where it stands.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    minimum: Decimal | None
    maximum: Decimal | None
    basis: str
    citation: Citation | None
