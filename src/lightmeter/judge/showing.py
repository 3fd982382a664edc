"""How values are shown in messages."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lightmeter.escaping import escape

__all__ = ["show_value"]


def show_value(value: Any, limit: int = 60) -> str:
    """A value as a message shows it: JSON's spelling, clipped, controls escaped."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{escape(value, limit)}"'
    if isinstance(value, Decimal):
        return escape(str(value), limit)
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, int) and abs(value) >= 10**limit:
        # Python refuses to spell integers of more than 4,300 digits.
        return "an integer of more than 60 digits"
    return escape(str(value), limit)
