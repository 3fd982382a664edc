"""
Messages: text with the values of expressions in it.

Rendering never goes through `str.format`, whose field paths can reach into any object.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.escaping import escape
from lightmeter.language.trees import SomeTree, tree_of

if TYPE_CHECKING:
    from lightmeter.language.typed import Node

__all__ = ["MAX_VALUE", "Message", "escape", "fill", "render"]

MAX_VALUE: Final = 60
"""Characters that a value may take in a message."""


def _made(pieces: "tuple[str | SomeTree, ...]") -> "tuple[str | Node, ...]":
    return tuple(it if isinstance(it, str) else tree_of(it) for it in pieces)


@attrs.frozen
class Message:
    """
    A checked template.

    Attributes:
        pieces: Literal text and resolved expressions, as they follow one another; some of these are
            made later.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    pieces: "tuple[str | SomeTree, ...]" = attrs.field(eq=_made)

    @property
    def parts(self) -> "tuple[str | Node, ...]":
        """The same, all made."""
        return _made(self.pieces)

    @property
    def placeholders(self) -> "tuple[Node, ...]":
        """The expressions, in order; their values are what rendering takes."""
        return tuple(part for part in self.parts if not isinstance(part, str))

    @property
    def places(self) -> int:
        """How many there are."""
        return sum(not isinstance(it, str) for it in self.pieces)


def render(message: Message, values: Sequence[Any]) -> str:
    """
    Write a message for people: long values clipped, controls escaped.

    Args:
        message: As checked.
        values: Of its placeholders, in order.
    """
    supply = iter(values)
    return "".join(
        escape(part) if isinstance(part, str) else escape(_spell(next(supply)), MAX_VALUE)
        for part in message.pieces
    )


def fill(message: Message, values: Sequence[Any]) -> Any:
    """
    Make a value for a request: nothing clipped, nothing escaped.

    Args:
        message: As checked.
        values: Of its placeholders, in order.

    Returns:
        The value itself where the template is one placeholder and nothing else, otherwise text.
    """
    if len(message.pieces) == 1 and not isinstance(message.pieces[0], str):
        (value,) = values
        return value
    supply = iter(values)
    return "".join(
        part if isinstance(part, str) else _spell(next(supply)) for part in message.pieces
    )


def _spell(value: Any) -> str:
    """Spell a value as JSON does, a string without quotes; a form without a value by its kind."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    # The text of an enum's member is its value; its own str() would give its name.
    return str.__str__(value) if isinstance(value, str) else str(value)
