"""What the words of a diagnostic are made from, and how values are shown in them."""

from typing import Any, NamedTuple

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.judge.showing import show_value
from lightmeter.judge.verdict import Verdict
from lightmeter.language.message import escape
from lightmeter.packs.program import Check, Program

__all__ = ["MOST_SHOWN", "Facts", "Words", "say"]

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

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

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
