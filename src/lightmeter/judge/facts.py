"""What the words of a diagnostic are made from, and how values are shown in them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import attrs

from lightmeter.judge.verdict import Verdict
from lightmeter.language.message import escape
from lightmeter.packs.program import Check, Program

__all__ = ["MOST_SHOWN", "Facts", "Words", "say", "show_value"]

MOST_SHOWN = 12
"""Accepted values that a message lists before it only counts them."""


class Words(NamedTuple):
    """
    A message.

    Attributes:
        text: What is there, what is accepted, what to do.
        suggestion: What was probably meant, or "".
    """

    text: str
    suggestion: str


def show_value(value: Any, limit: int = 60) -> str:
    """A value as a message shows it: JSON's spelling, clipped, controls escaped."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{escape(value, limit)}"'
    if isinstance(value, Decimal):
        return escape(str(value), limit)
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, int) and abs(value) >= 10**limit:
        # Python refuses to spell integers of more than 4,300 digits.
        return "an integer of more than 60 digits"
    return escape(str(value), limit)


@attrs.frozen
class Facts:
    """
    What a message is made from.

    Attributes:
        program: That judged the request.
        verdict: Its outcome.
        check: What is said.
        pointer: Of what it is said.
        data: What the judge has kept for the message.
    """

    program: Program
    verdict: Verdict
    check: Check
    pointer: tuple[str | int, ...]
    data: tuple[Any, ...]

    @property
    def name(self) -> str:
        """The member, an item by its index: `image_urls[1]`."""
        steps = list(self.pointer)
        text = ""
        while steps and isinstance(steps[-1], int):
            text = f"[{steps.pop()}]{text}"
        return f"{escape(str(steps[-1]), 60) if steps else ''}{text}"

    @property
    def model(self) -> str:
        """Whose demand it is, for the reader."""
        return self.program.model or self.program.provider

    @property
    def value(self) -> str:
        """What was found there."""
        return show_value(self.data[0])


def say(text: str, suggestion: str = "") -> Words:
    """Words with or without a suggestion."""
    return Words(text, suggestion)
