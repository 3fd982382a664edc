"""Members of a payload are rewritten without touching what the user holds."""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

__all__ = ["set_member"]


def set_member(payload: MutableMapping[str, Any], pointer: Sequence[str | int], value: Any) -> None:
    """
    Set a member in place, copying every container below the root on the way.

    The root is the caller's own; what lies below it may be shared with the user's payload, which
    is never changed.

    Args:
        payload: The caller's copy of the body.
        pointer: Keys and indexes; every container but the last step's must be there.
        value: What to put there.
    """
    container: Any = payload
    for step in pointer[:-1]:
        inner = container[step]
        inner = dict(inner) if isinstance(inner, Mapping) else list(inner)
        container[step] = inner
        container = inner
    container[pointer[-1]] = value
