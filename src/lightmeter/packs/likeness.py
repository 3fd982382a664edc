"""What tells a pack from a request."""

from typing import Any

__all__ = ["is_like_pack"]


def is_like_pack(data: Any) -> bool:
    """Whether a document was written as a pack, right or wrong; no request has these members."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("format"), int)
        and isinstance(data.get("id"), str)
        and "/" in data["id"]
    )
