"""Requests that differ in nothing that tells what they cost."""

from array import array
from typing import Any

from lightmeter.estimate.model import Estimate
from lightmeter.report.cost_part import Part
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_state import State

__all__ = ["Kind"]


class Kind:
    """
    Requests of one group, provider, estimate and state.

    What is said of one of them is said of all: it is worked out once.

    Attributes:
        estimate: Of each of them, or None.
        state: Of each of them.
        marks: Numbers of the footnotes to each of them, in the order of what they are about.
        part: That they are counted in.
        members: Takes the numbers of their group's requests, or None where nobody asks for them.
        told: What a format has made of it, or None.
    """

    __slots__ = ("count", "estimate", "marks", "members", "part", "program", "state", "told")

    def __init__(
        self,
        estimate: Estimate | None,
        state: State,
        marks: tuple[int, ...],
        part: Part,
        members: "array[int] | None",
        program: object,
    ) -> None:
        """Begin with none; the program is held, so that no other one comes to its address."""
        self.estimate, self.state, self.marks = estimate, state, marks
        self.part, self.members, self.program = part, members, program
        self.count = 0
        self.told: Any = None

    def purse(self) -> Purse:
        """Give what one of them comes to."""
        alone = Part("", self.part.provider, self.part.currency, 0)
        alone.add(self.estimate, self.state)
        alone.marks.update(self.marks)
        # One of which nothing is known has no amount that could be open.
        return alone.purse(open_ended=bool(alone.unknown))
