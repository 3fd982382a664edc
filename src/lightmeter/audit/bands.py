"""What one unit is expected to cost, in US dollars: wide, so that only mistakes lie outside."""

from collections.abc import Mapping
from decimal import Decimal

__all__ = ["band_of"]

Band = tuple[Decimal, Decimal]

# From a thousandth of the cheapest rate that the known providers print to about a hundred times the
# dearest. An amount in cents taken for dollars, or in credits, is a hundred times off or more.
_BANDS: Mapping[str, Band] = {
    "image": (Decimal("0.0005"), Decimal(5)),
    "megapixel": (Decimal("0.0002"), Decimal(2)),
    "second": (Decimal("0.0005"), Decimal(5)),
    "minute": (Decimal("0.005"), Decimal(100)),
    "video": (Decimal("0.005"), Decimal(100)),
    "clip": (Decimal("0.005"), Decimal(100)),
    "song": (Decimal("0.005"), Decimal(20)),
    "track": (Decimal("0.005"), Decimal(20)),
    "request": (Decimal("0.0002"), Decimal(100)),
    "run": (Decimal("0.0002"), Decimal(100)),
    "frame": (Decimal("0.00001"), Decimal(1)),
    "character": (Decimal("0.0000001"), Decimal("0.01")),
    "token": (Decimal("0.00000001"), Decimal("0.001")),
}
_ANY: Band = (Decimal("0.00000001"), Decimal(1000))


def band_of(unit: str) -> Band:
    """
    The least and the most that one unit is expected to cost.

    Args:
        unit: As a pack names it; its last word counts, so that a billed image is an image.
    """
    return _BANDS.get(unit.lower().split()[-1] if unit.split() else "", _ANY)
