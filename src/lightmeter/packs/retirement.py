"""What a model's table says of the model's end, which is no patch of the pack."""

from collections.abc import Iterable, Mapping
from typing import Any

from lightmeter.packs.model import Retirement

__all__ = ["TELLING", "retirement_of", "told"]

TELLING = ("retires", "successor")
"""The keys by which a model's table speaks of the model's end."""

# Beside one of those they are its citation; alone they have no place in a model's table.
_GROUNDS = ("source", "basis")


def told(patch: Any) -> dict[str, Any]:
    """The keys of a model's table that speak of its end, with what they stand on; else none."""
    if not isinstance(patch, Mapping) or not any(key in patch for key in TELLING):
        return {}
    return {key: patch[key] for key in (*TELLING, *_GROUNDS) if key in patch}


def retirement_of(patches: Iterable[Any]) -> Retirement | None:
    """
    Read the end of a model off its tables.

    Args:
        patches: Of the model in each file that may have one, as they passed `structure_pack`; the
            later counts over the earlier.

    Returns:
        None where none of them speaks of it.
    """
    merged: dict[str, Any] = {}
    for patch in patches:
        merged |= told(patch)
    # A date may be written bare.
    return Retirement(**{key: str(value) for key, value in merged.items()}) if merged else None
