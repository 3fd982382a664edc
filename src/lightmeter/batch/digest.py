"""Payloads in a few bytes: batches have many requests, and long prompts."""

import datetime as dt
import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from lightmeter.money import format_amount

__all__ = ["digest"]

_BYTES = 16


def digest(value: Any) -> bytes:
    """
    What two values share if JSON says them alike, whatever the order of their members.

    Args:
        value: Of a document: a payload, or a list of some.
    """
    return sha256(_ENCODER.encode(value).encode()).digest()[:_BYTES]


def _said(value: Any) -> Any:
    """What JSON has no word for; a number is no text, however it is spelt."""
    if isinstance(value, Decimal):
        if value.is_finite() and value == value.to_integral_value():
            return int(value)
        # Nobody names a member like this.
        return {"\0number": format_amount(value) if value.is_finite() else str(value)}
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


# Made once; `json.dumps` would make one for each value.
_ENCODER = json.JSONEncoder(sort_keys=True, default=_said)
