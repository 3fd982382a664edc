"""A JSON document written bit by bit, as `write_json` would write the whole of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lightmeter.report.json_text import write_json

__all__ = ["array", "item", "item_of_numbers", "members"]

_INDENT = 2
_BLANKS = "    "
_INSET = f"\n{_BLANKS}"
_NUMBERS_AT_ONCE = 4_096
# No text within JSON has a line's end.
_NUMBERS = f"[{_INSET}    0{_INSET}  ]"


def members(value: Mapping[str, Any], before: str, after: str) -> str:
    """The members of an object, to stand among others of the document."""
    return before + write_json(value, indent=_INDENT)[1:-2] + after


def array(name: str, items: Iterable[Iterable[str]]) -> Iterator[str]:
    """
    A member of the document that holds items.

    Args:
        name: Of the member.
        items: As `item` writes them, each in one piece or in many.
    """
    yield f',\n  "{name}": ['
    separator = ""
    for it in items:
        yield separator + _INSET
        yield from it
        separator = ","
    yield "\n  ]" if separator else "]"


def item(value: Any) -> tuple[str]:
    """An item of such a member."""
    return (write_json(value, indent=_INDENT, before=_BLANKS),)


def item_of_numbers(value: Mapping[str, Any], numbers: Sequence[int]) -> Iterator[str]:
    """
    An item that holds many numbers.

    Args:
        value: Of the item, with a 0 where the numbers are to stand: the first list in it.
        numbers: At least one.
    """
    (text,) = item(value)
    before, mark, after = text.partition(_NUMBERS)
    assert mark
    yield f"{before}["
    separator = ""
    for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
        some = numbers[start : start + _NUMBERS_AT_ONCE]
        yield separator + ",".join(f"{_INSET}    {it}" for it in some)
        separator = ","
    yield f"{_INSET}  ]{after}"
