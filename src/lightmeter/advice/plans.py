"""Settings that bring the sum of several requests within a limit, a change to each alike."""

from collections.abc import Iterable
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
        numbers: Of the requests.
    """

    start: Start
    cost: Decimal
    numbers: tuple[int, ...]

    def edit(self, number: int, way: Way) -> "Edit":
        """Changes to one of them."""
        return Edit(number, self.start, way.changes, way.there)

    def saving(self, way: Way) -> Decimal:
        """What each of them falls by, at its upper end."""
        return subtract(self.cost, way.cost)


@attrs.frozen(eq=False)
class Edit:
    """
    Changes to one of several requests.

    Attributes:
        number: Of the request.
        before: The request as it is.
        changes: One for each member.
        there: The request then.
    """

    number: int
    before: Start
    changes: tuple[Change, ...]
    there: Start

    @property
    def program(self) -> Program:
        """That judged it."""
        return self.before.reading.program


@attrs.frozen(eq=False)
class Plan:
    """
    Changes to one or more requests that bring their sum within a limit.

    Attributes:
        edits: One for each request.
        saving: What the sum falls by, at its upper end.
    """

    edits: tuple[Edit, ...]
    saving: Decimal


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
            edits.setdefault(key, []).extend(it.edit(number, way) for number in it.numbers)
            saving = multiply(it.saving(way), len(it.numbers))
            savings[key] = add(savings.get(key, Decimal(0)), saving)
    best: dict[Any, Plan] = {}
    for key, saving in sorted(savings.items(), key=lambda pair: pair[1]):
        if saving >= excess and len(edits[key]) > 1:
            best.setdefault(key[0], Plan(tuple(edits[key]), saving))
    return list(best.values())[:MOST_WAYS]
