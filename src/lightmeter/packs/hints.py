"""What the expressions of a pack look at, and the numbers they hold its members against."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import attrs

from lightmeter.language.typed import (
    Arithmetic,
    Comparison,
    Constant,
    Membership,
    Node,
    RoundTo,
    paths,
    walk,
)
from lightmeter.packs.program import Program

__all__ = ["Hints", "billed_trees", "hints_of", "trees_of"]

_MOST_HINTS = 24


@attrs.frozen
class Hints:
    """
    Numbers that the expressions of a pack hold against its members.

    Attributes:
        numbers: By path of a member, of an array's or a text's length.
        steps: Divisors and steps of rounding.
    """

    numbers: Mapping[tuple[str, ...], frozenset[int]] = attrs.field(factory=dict)
    steps: frozenset[int] = frozenset()

    def near(self, path: tuple[str, ...]) -> Iterator[int]:
        """Each number a member is compared with, and its neighbours."""
        for number in sorted(self.numbers.get(path, ())):
            yield from (number - 1, number, number + 1)


def billed_trees(program: Program) -> tuple[Node, ...]:
    """The expressions that a price is made of: levers, quantities, rates, what is assumed."""
    billed: list[Node] = [tree for _, tree in program.levers]
    for line in program.lines:
        for branch in (*line.quantity, *line.rate):
            billed += [branch.minimum, branch.maximum]
            billed += [branch.when] if branch.when is not None else []
        billed += line.unpriced_values
    billed += [condition for condition, _ in program.conditional_assumptions]
    return tuple(billed)


def trees_of(program: Program) -> Iterator[tuple[Node, ...]]:
    """The expressions of a program, those of one rule or one billed item together."""
    for rule in program.rules:
        yield tuple(it for it in (rule.when, rule.require, *rule.values) if it is not None)
    billed = billed_trees(program)
    if billed:
        yield billed
    for name, tree in program.fills.items():
        del name
        yield (tree,)


@lru_cache(maxsize=16)
def hints_of(program: Program) -> Hints:
    """The numbers that members are compared with, and the steps they are held to."""
    numbers: dict[tuple[str, ...], set[int]] = {}
    steps: set[int] = set()
    for trees in trees_of(program):
        for node in (it for tree in trees for it in walk(tree)):
            if isinstance(node, Comparison):
                found = {
                    it.value
                    for it in walk(node)
                    if isinstance(it, Constant) and type(it.value) is int
                }
                for path in paths(node):
                    numbers.setdefault(path, set()).update(found)
            elif isinstance(node, Membership):
                for path in paths(node):
                    numbers.setdefault(path, set()).update(
                        it for it in node.values if type(it) is int
                    )
            elif isinstance(node, RoundTo):
                steps.add(node.step)
            elif isinstance(node, Arithmetic) and node.operator in ("%", "//"):
                steps.update(
                    it.value
                    for it in (node.right,)
                    if isinstance(it, Constant) and type(it.value) is int
                )
    return Hints(
        {path: frozenset(sorted(found)[:_MOST_HINTS]) for path, found in numbers.items()},
        frozenset(sorted(step for step in steps if step > 1)[:4]),
    )
