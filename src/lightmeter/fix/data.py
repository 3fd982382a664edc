"""What a fix changes in the data, in plain Python: what its edits of the text are held against."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from lightmeter.diagnostic import Change
from lightmeter.place import Pointer

__all__ = ["MISSING", "ChangeError", "changed", "find_value", "same"]

MISSING: Final = object()
"""Stands for a value that is not there; None is a value of JSON."""


class ChangeError(Exception):
    """A change that cannot be made to these data, or not within this text."""


def find_value(value: Any, pointer: Pointer) -> Any:
    """The value at a pointer, or MISSING."""
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step, MISSING)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return MISSING
    return value


def changed(value: Any, changes: Iterable[Change]) -> Any:
    """
    Apply changes to a copy of a document's value, in their order.

    Tables that a member to set would lie in are made; a member to remove that is not there is
    gone already.

    Raises:
        ChangeError: If a change speaks of a member of what has none, or renames what is not there,
            or to a name that is.
    """
    result = _copied(value)
    for change in changes:
        _apply(result, change)
    return result


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _apply(value: Any, change: Change) -> None:
    if not change.pointer:
        raise ChangeError("a whole document is never changed")
    *above, last = change.pointer
    holder = value
    for step in above:
        found = find_value(holder, (step,))
        if found is MISSING and change.operation == "remove":
            return
        if found is MISSING and isinstance(holder, dict) and change.operation == "set":
            found = holder[step] = {}
        holder = found
    match change.operation:
        case "set" if find_value(holder, (last,)) is not MISSING or _may_hold(holder, last):
            holder[last] = _copied(change.value)
        case "remove":
            if find_value(holder, (last,)) is not MISSING:
                del holder[last]
        case "rename" if _may_hold(holder, last) and last in holder and change.value not in holder:
            holder[change.value] = holder.pop(last)
        case _:
            raise ChangeError(f"{change.operation} cannot be done at {change.pointer}")


def _may_hold(holder: Any, step: str | int) -> bool:
    return isinstance(holder, dict) and isinstance(step, str)


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal to the last type, in whatever order their members are."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(it, right[key]) for key, it in left.items())
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Decimal):
        # 5.0 and 5.00 are one number; an order that knows NaN never signals.
        return bool(left == right) or left.compare_total(right) == 0
    return bool(left == right)
