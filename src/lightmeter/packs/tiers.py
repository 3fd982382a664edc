"""Which choices of a member have an order: tiers of size and of quality."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

__all__ = ["ordered"]

# Words that providers use for better and better; two words of one row are comparable.
_SCALES = (
    ("draft", "low", "medium", "high", "ultra"),
    ("lite", "fast", "standard", "pro", "max"),
    ("sd", "hd", "fhd", "uhd"),
)
_MEASURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]+)").fullmatch


def ordered(choices: Sequence[Any]) -> tuple[Any, ...]:
    """
    The choices of a member from the least to the best.

    Args:
        choices: Accepted values, in any order.

    Returns:
        Those that have an order: numbers with one unit ("1K", "480p"), or words of one scale; ()
        where fewer than two have.
    """
    texts = [it for it in choices if isinstance(it, str)]
    measures = {it: match for it in texts if (match := _MEASURE(it))}
    units = {match[2].lower() for match in measures.values()}
    if len(measures) > 1 and len(units) == 1:
        return tuple(sorted(measures, key=lambda it: Decimal(measures[it][1])))
    for scale in _SCALES:
        found = [it for it in texts if it.lower() in scale]
        if len(found) > 1:
            return tuple(sorted(found, key=lambda it: scale.index(it.lower())))
    return ()
