"""
A JSON document in lines of a width, written bit by bit.

It is laid out as `write_json` would lay out the whole of it, but what it has very many of need not
be there at once.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import attrs

from lightmeter.report.json_text import write_json

__all__ = ["Items", "Members", "lay_out"]

_INDENT = 2


@attrs.frozen
class Items:
    """
    An array.

    Attributes:
        items: Gone through once.
    """

    items: Iterable[Any]


@attrs.frozen
class Members:
    """
    An object that is too long for a line, whatever its members.

    Attributes:
        members: By their names, in order; Items and Members among them are written bit by bit.
    """

    members: Iterable[tuple[str, Any]]


def lay_out(value: Any, width: int, before: str = "") -> Iterator[str]:
    """
    Write a value.

    Args:
        value: Items, Members, or what `write_json` writes.
        width: Objects and arrays that fit into a line of so many columns are written on it.
        before: What stands before it on its line.
    """
    if isinstance(value, Items):
        yield from _array(value.items, width, before)
    elif isinstance(value, Members):
        blanks = _blanks_of(before)
        separator = "{"
        for name, it in value.members:
            head = f"{blanks}{' ' * _INDENT}{write_json(name)}: "
            yield f"{separator}\n{head}"
            yield from lay_out(it, width, head)
            separator = ","
        yield "{}" if separator == "{" else f"\n{blanks}}}"
    else:
        yield write_json(value, indent=_INDENT, width=width, before=before)


def _array(items: Iterable[Any], width: int, before: str) -> Iterator[str]:
    # As many as it takes to see that they do not all fit into a line.
    first: list[Any] = []
    columns = len(before)
    rest = iter(items)
    for it in rest:
        first.append(it)
        if isinstance(it, Items | Members):
            break
        columns += len(write_json(it))
        if columns >= width:
            break
    else:
        yield write_json(first, indent=_INDENT, width=width, before=before)
        return
    blanks = _blanks_of(before)
    inset = blanks + " " * _INDENT
    separator = "["
    for it in chain(first, rest):
        yield f"{separator}\n{inset}"
        yield from lay_out(it, width, inset)
        separator = ","
    yield f"\n{blanks}]"


def _blanks_of(before: str) -> str:
    return before[: len(before) - len(before.lstrip(" "))]
