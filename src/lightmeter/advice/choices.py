"""Values of a member that are worth trying in place of its own, taken from its pack alone."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.language.absent import ABSENT
from lightmeter.packs.hints import Hints
from lightmeter.packs.member import Member

__all__ = ["choices", "is_setting", "is_shape", "lattice"]

_NUMBERS = frozenset(("integer", "number"))
# Of a number with more values than this, those that make a difference are tried.
_MOST_NUMBERS = 64
# A ratio, or a size in pixels.
_SHAPE = re.compile(r"\s*[0-9]+\s*[:xX*/]\s*[0-9]+\s*").fullmatch


def is_setting(member: Member) -> bool:
    """
    Whether a member is set rather than written.

    Texts, addresses, lists and sizes in pixels are the user's own; nobody else can propose one. An
    object is a setting where all that it holds are.
    """
    field = member.field
    if field.unsupported is not None:
        return False
    if field.enum or {"boolean", *_NUMBERS} & set(field.type):
        return True
    if member.template is not None or not member.properties:
        return False
    return all(map(is_setting, member.properties.values()))


def is_shape(member: Member, value: Any) -> bool:
    """Whether a value is a ratio or a size in pixels, which shows in every result."""
    if isinstance(value, str):
        return _SHAPE(value) is not None
    return isinstance(value, Mapping) and member.template is not None


def choices(member: Member, value: Any, hints: Hints) -> Iterator[Any]:
    """
    Values to try, in the pack's order, and at last that the member is left out.

    Args:
        member: A setting.
        value: That it has, or `ABSENT`.
        hints: Numbers that the pack compares it with.

    Returns:
        Each once, none of them the value itself; `ABSENT` for leaving it out.
    """
    seen = {_typed(value)}
    for it in _values(member, value, hints):
        if _typed(it) not in seen:
            seen.add(_typed(it))
            yield it
    if value is not ABSENT and not member.field.required:
        yield ABSENT


def _typed(value: Any) -> tuple[str, str]:
    return type(value).__name__, repr(value)


def _values(member: Member, value: Any, hints: Hints) -> Iterator[Any]:
    field = member.field
    yield from field.enum
    if "boolean" in field.type:
        yield from (True, False)
    if _NUMBERS & set(field.type) and not field.enum:
        yield from _numbers(member, value, hints)


def _numbers(member: Member, value: Any, hints: Hints) -> Iterator[int]:
    field = member.field
    step = field.multiple_of or 1
    if field.minimum is not None and field.maximum is not None:
        inside = lattice(member, field.minimum, field.maximum)
        if len(inside) <= _MOST_NUMBERS:
            yield from inside
            return
    known = [it for it in (field.minimum, field.maximum, field.default) if type(it) is int]
    if type(value) is int:
        known += (value - step, value + step)
    for number in (*known, *hints.near(member.path)):
        fits = field.minimum is None or number >= field.minimum
        if fits and (field.maximum is None or number <= field.maximum) and number % step == 0:
            yield number


def lattice(member: Member, low: int, high: int) -> range:
    """Every number from one to another that the member's step allows."""
    step = member.field.multiple_of or 1
    return range(-(-low // step) * step, high + 1, step)
