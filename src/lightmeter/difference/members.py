"""What differs between a request before and after: members of the payload, and rates."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from lightmeter.batch.digest import digest
from lightmeter.difference.bounds import Bounds
from lightmeter.difference.effects import Change
from lightmeter.language.absent import ABSENT
from lightmeter.place import Pointer

__all__ = [
    "MemberChange",
    "RateChange",
    "changed_levers",
    "changed_members",
    "changed_rates",
    "differ",
    "has",
]


@attrs.frozen
class MemberChange:
    """
    A member that differs.

    Attributes:
        pointer: In the payload; a lever that the price depends on has its name alone.
        old: Its value before, or ABSENT.
        new: Its value now, or ABSENT.
    """

    pointer: Pointer
    old: Any
    new: Any


@attrs.frozen
class RateChange:
    """
    A rate that differs.

    Attributes:
        item: What is billed.
        old: Its rate before.
        new: Its rate today.
    """

    item: str
    old: Bounds
    new: Bounds


def changed_members(change: Change) -> tuple[MemberChange, ...]:
    """
    Name what somebody changed in a request: the closest members that differ.

    Where a payload is not known, the effective values tell what they can.
    """
    old, new = change.old, change.new
    if old is None or new is None or change.same:
        return ()
    # What a default of then said has changed by itself.
    before = old.payload if change.today is None else change.today.payload
    now = new.payload
    if before is None or now is None:
        before, now = old.written, new.written
    if before is not None and now is not None:
        found = tuple(_chosen(differ(before, now), old.written, new.written))
        if old.provider != new.provider:
            return (MemberChange(("provider",), old.provider, new.provider), *found)
        return found
    if old.cost is None or new.cost is None:
        return ()
    return tuple(differ(old.effective, new.effective))


def _chosen(
    members: Iterable[MemberChange], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[MemberChange]:
    """Leave out what nobody wrote on either side: defaults of one model that another has not."""
    if old is None or new is None:
        yield from members
        return
    known = list(members)
    chosen = [it for it in known if has(old, it.pointer) or has(new, it.pointer)]
    yield from chosen or known


def has(value: Any, pointer: Pointer) -> bool:
    """Whether there is a member of that place."""
    for step in pointer:
        if isinstance(value, Mapping) and step in value:
            value = value[str(step)]
        elif isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return False
    return True


def changed_levers(change: Change) -> tuple[MemberChange, ...]:
    """Name what the provider will use otherwise of a request that nobody changed."""
    old, today = change.old, change.today
    if old is None or today is None or not change.same:
        return ()
    return tuple(differ(old.effective, today.effective))


def changed_rates(change: Change) -> tuple[RateChange, ...]:
    """Name the rates of the old request that are others today."""
    old, today = change.old, change.today
    if old is None or today is None:
        return ()
    return tuple(
        RateChange(item, old.rates[item], rate)
        for item, rate in today.rates.items()
        if item in old.rates and old.rates[item] != rate
    )


def differ(old: Any, new: Any, pointer: Pointer = ()) -> Iterator[MemberChange]:
    """Name the closest members in which two payloads differ."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from differ(old.get(name, ABSENT), new.get(name, ABSENT), (*pointer, str(name)))
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from differ(before, after, (*pointer, number))
    elif not _equal(old, new):
        yield MemberChange(pointer, old, new)


def _equal(old: Any, new: Any) -> bool:
    # A table that was added has members that nobody can name on the other side.
    if old is ABSENT or new is ABSENT:
        return old is new
    # As JSON says them: 5 and 5.0 are one number, and True is none.
    return digest(old) == digest(new)
