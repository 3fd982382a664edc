"""Settings that bring the sum of several requests within a limit, a change to each alike."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.advice.neighbours import Start
from lightmeter.advice.ways import MOST_WAYS, Way, Worth, steps, ways
from lightmeter.diagnostic import Change
from lightmeter.language.exact import add, multiply, subtract
from lightmeter.packs.program import Program

__all__ = ["Edit", "Plan", "Spender", "in_all", "in_one"]


@attrs.frozen(eq=False)
class Spender:
    """
    Requests that differ in nothing that their price or its alternatives depend on.

    Attributes:
        start: One of them.
        cost: The most that each of them costs, in the currency of the limit.
        numbers: Of the requests, in order.
    """

    start: Start
    cost: Decimal
    numbers: Sequence[int]

    def edit(self, number: int, way: Way, times: int = 1) -> "Edit":
        """
        Changes to one of them, or to several alike.

        Args:
            number: Of the first.
            way: That is gone.
            times: How many they are.
        """
        return Edit(number, self.start, way.changes, way.there, times)

    def saving(self, way: Way) -> Decimal:
        """What each of them falls by, at its upper end."""
        return subtract(self.cost, way.cost)


@attrs.frozen(eq=False)
class Edit:
    """
    Changes to one of several requests, or to some of a kind alike.

    Attributes:
        number: Of the request, or the first of them.
        before: The request as it is.
        changes: One for each member.
        there: The request then.
        times: How many requests they are made to.
    """

    number: int
    before: Start
    changes: tuple[Change, ...]
    there: Start
    times: int = 1

    @property
    def program(self) -> Program:
        """That judged it."""
        return self.before.reading.program


@attrs.frozen(eq=False)
class Plan:
    """
    Changes to one or more requests that bring their sum within a limit.

    Attributes:
        edits: One for each request, or for those of a kind.
        saving: What the sum falls by, at its upper end.
    """

    edits: tuple[Edit, ...]
    saving: Decimal

    @property
    def requests(self) -> int:
        """How many requests are changed."""
        return sum(it.times for it in self.edits)


def in_one(spenders: Iterable[Spender], excess: Decimal, worth: Worth) -> list[Plan]:
    """
    Find single steps in single requests that each cover an excess.

    Returns:
        At most three, the smallest that suffices first.
    """
    found = []
    for it in spenders:
        for way in ways(it.start, subtract(it.cost, excess), worth):
            saving = it.saving(way)
            found.append(Plan((it.edit(it.numbers[0], way),), saving))
    return sorted(found, key=lambda it: it.saving)[:MOST_WAYS]


def in_all(spenders: Iterable[Spender], excess: Decimal, worth: Worth) -> list[Plan]:
    """
    Find steps that cover an excess where they are taken in each request that they make cheaper.

    Returns:
        At most three, one for each member, the smallest that suffices first.
    """
    edits: dict[tuple[Any, ...], list[Edit]] = {}
    savings: dict[tuple[Any, ...], Decimal] = {}
    for it in spenders:
        for way in steps(it.start, it.start.reading.settings, worth):
            if way.cost >= it.cost:
                continue
            (change,) = way.changes
            key = change.pointer, change.operation, repr(change.value)
            edits.setdefault(key, []).append(it.edit(it.numbers[0], way, len(it.numbers)))
            saving = multiply(it.saving(way), len(it.numbers))
            savings[key] = add(savings.get(key, Decimal(0)), saving)
    best: dict[Any, Plan] = {}
    for key, saving in sorted(savings.items(), key=lambda pair: pair[1]):
        plan = Plan(tuple(edits[key]), saving)
        if saving >= excess and plan.requests > 1:
            best.setdefault(key[0], plan)
    return list(best.values())[:MOST_WAYS]
