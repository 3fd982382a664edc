"""Payloads in a few bytes: batches have many requests, and long prompts."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from json import encoder
from typing import Any
from zlib import crc32

from lightmeter.money import format_amount

__all__ = ["DIGEST_BYTES", "digest", "rough_digest"]

DIGEST_BYTES = 16
"""Of a digest."""


def digest(value: Any) -> bytes:
    """
    What two values share if JSON says them alike, whatever the order of their members.

    Args:
        value: Of a document: a payload, or a list of some.
    """
    # Most batches are told apart by their rough digests.
    from hashlib import sha256  # noqa: PLC0415

    return sha256(_encode(value).encode()).digest()[:DIGEST_BYTES]


def rough_digest(text: str, of: str = "") -> int:
    """
    What a text shares with equal ones, and by chance with one in four billion others.

    It takes a fraction of the time; who finds two alike has to look whether they are.

    Args:
        text: To compare with others.
        of: Whose text it is, where those of others are not meant.
    """
    return crc32(text.encode("utf-8", "surrogatepass"), _of(of))


@lru_cache(maxsize=64)
def _of(name: str) -> int:
    return crc32(f"{name}\0".encode("utf-8", "surrogatepass"))


def _said(value: Any) -> Any:
    """What JSON has no word for; a number is no text, however it is spelt."""
    if isinstance(value, Decimal):
        if value.is_finite() and value == value.to_integral_value():
            return int(value)
        # Nobody names a member like this.
        return {"\0number": format_amount(value) if value.is_finite() else str(value)}
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _encoder() -> Callable[[Any], str]:
    """
    Write a value as JSON, its members sorted.

    `json.dumps` makes an encoder for each value, which takes longer than to write a payload.
    """
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return json.JSONEncoder(sort_keys=True, default=_said).encode
    # No value of a document holds itself, so that nobody needs to look for that.
    sort_keys, skip_keys, allow_nan = True, False, True
    write = make(
        *(None, _said, encoder.encode_basestring_ascii, None, ": ", ", "),
        *(sort_keys, skip_keys, allow_nan),
    )
    return lambda value: "".join(write(value, 0))


_encode = _encoder()
