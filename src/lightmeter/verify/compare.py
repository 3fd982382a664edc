"""What is expected against what came: whether they are the same, and where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from lightmeter.judge.showing import show_value
from lightmeter.money import format_amount

__all__ = ["differences", "listed", "range_words", "same", "shown"]


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal to the last type: true is not 1, and 5.0 is not 5."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        # An order that knows NaN, and never signals.
        return left.compare_total(right) == 0
    return type(left) is type(right) and (left is right or bool(left == right))


def differences(what: str, expected: Any, came: Any, place: str = "") -> Iterator[str]:
    """One line for each member that is not as expected."""
    if isinstance(expected, Mapping) and isinstance(came, Mapping):
        for key in dict.fromkeys((*expected, *came)):
            here = f"{place}/{key}"
            if key not in came:
                yield f"{what}: expected {here} = {shown(expected[key])}, got none"
            elif key not in expected:
                yield f"{what}: {here} = {shown(came[key])} was not expected"
            else:
                yield from differences(what, expected[key], came[key], here)
    elif not same(expected, came):
        name = f"{place} = " if place else ""
        yield f"{what}: expected {name}{shown(expected)}, got {shown(came)}"


def range_words(minimum: Decimal, maximum: Decimal) -> str:
    """An exact amount or a range."""
    if minimum == maximum:
        return format_amount(minimum)
    return f"{format_amount(minimum)} to {format_amount(maximum)}"


def listed(words: Sequence[str]) -> str:
    """Words one after another, or "none"."""
    return ", ".join(words) or "none"


def shown(value: Any) -> str:
    """A value as TOML would write it."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {shown(it)}" for key, it in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(shown, value))}]"
    return show_value(value)
