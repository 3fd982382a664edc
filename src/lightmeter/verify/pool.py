"""
Requests at the boundaries of a pack: enough of them that every bound has one on either side.

One member at a time takes every value worth trying, fitting or not; then the members that a rule or
a price reads together take their fitting values together. The same pack gives the same requests in
the same order.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from random import Random
from typing import Any

from lightmeter.language.absent import ABSENT
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
from lightmeter.packs.program import Member, Program
from lightmeter.verify.values import Hints, fitting, sample, slips

__all__ = ["MOST_TOGETHER", "hints_of", "make_pool", "trees_of"]

MOST_TOGETHER = 12_000
"""Requests made for members that are read together; of more combinations a sample is taken."""

_MOST_HINTS = 24
_MOST_VALUES = 3_000


def make_pool(program: Program) -> Iterator[dict[str, Any]]:
    """
    Make the requests for one model.

    Args:
        program: Of the model.

    Returns:
        Bodies, the plainest first; many are wrong on purpose.
    """
    hints = hints_of(program)
    fields = _fields(program)
    least = {
        name: sample(it)
        for name, it in fields.items()
        if it.field.required and it.field.unsupported is None
    }
    yield _body(program, least)
    yield from _beside(program, least, hints)
    for name, member in fields.items():
        for value in _alone(member, hints):
            chosen = {key: it for key, it in least.items() if key != name}
            yield _body(program, chosen if value is ABSENT else {**chosen, name: value})
    if program.input:
        for value in ([], None):
            yield {**_body(program, {}), program.input[0]: value}
    yield _body(program, {**least, "no_such_member": 1})
    for names in _clusters(program):
        yield from _together(program, least, names, fields, hints)


def trees_of(program: Program) -> Iterator[tuple[Node, ...]]:
    """The expressions of a program, those of one rule or one billed item together."""
    for rule in program.rules:
        yield tuple(it for it in (rule.when, rule.require, *rule.values) if it is not None)
    billed: list[Node] = [tree for _, tree in program.levers]
    for line in program.lines:
        for branch in (*line.quantity, *line.rate):
            billed += [branch.minimum, branch.maximum]
            billed += [branch.when] if branch.when is not None else []
        billed += line.unpriced_values
    billed += [condition for condition, _ in program.conditional_assumptions]
    if billed:
        yield tuple(billed)
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


# Requests -----------------------------------------------------------------------------------------


def _fields(program: Program) -> dict[str, Member]:
    member = program.body
    for step in program.input:
        member = member.properties[step]
    beside = () if program.input else ("model",)
    return {name: it for name, it in member.properties.items() if name not in beside and it.path}


def _body(program: Program, values: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"model": program.model}
    for name, member in _members_beside(program).items():
        if member.field.required:
            body[name] = sample(member)
    for step in program.input:
        body[step] = dict(values)
    return body if program.input else {**body, **values}


def _members_beside(program: Program) -> dict[str, Member]:
    """What lies beside the model and the input object."""
    return {
        name: it
        for name, it in program.body.properties.items()
        if name != "model" and not it.path and (name,) != program.input
    }


def _beside(program: Program, least: dict[str, Any], hints: Hints) -> Iterator[dict[str, Any]]:
    """The members that lie beside the input object."""
    whole = _body(program, least)
    for name, member in _members_beside(program).items():
        for value in _alone(member, hints):
            if value is not ABSENT:
                yield {**whole, name: value}
            elif name in whole:
                yield {key: it for key, it in whole.items() if key != name}
    yield {**_body(program, least), "no_such_member": 1}


def _alone(member: Member, hints: Hints) -> Iterator[Any]:
    """Everything worth trying for one member, also that it is not there."""
    yield ABSENT
    for number, value in enumerate(fitting(member, hints)):
        if number == _MOST_VALUES:
            break
        yield value
    yield from slips(member, hints)


def _clusters(program: Program) -> list[tuple[str, ...]]:
    """Names of the members that are read together."""
    found = {
        tuple(sorted({path[0] for tree in trees for path in paths(tree)}))
        for trees in trees_of(program)
    }
    return sorted(it for it in found if len(it) > 1)


def _together(
    program: Program,
    least: dict[str, Any],
    names: Sequence[str],
    fields: dict[str, Member],
    hints: Hints,
) -> Iterator[dict[str, Any]]:
    choices: list[list[Any]] = []
    for name in names:
        member = fields[name]
        values: list[Any] = [] if member.field.required else [ABSENT]
        if member.field.unsupported is None:
            values += [
                it for _, it in zip(range(_MOST_VALUES), fitting(member, hints), strict=False)
            ]
        choices.append(values)
    count = prod(map(len, choices))
    if count <= MOST_TOGETHER:
        chosen: Iterator[tuple[Any, ...]] = product(*choices)
    else:
        # Seeded by nothing but the names, so that the sample stays the same.
        draw = Random("/".join(names))  # noqa: S311 - a sample of combinations, no secret
        chosen = (tuple(map(draw.choice, choices)) for _ in range(MOST_TOGETHER))
    for together in chosen:
        sent = {name: it for name, it in zip(names, together, strict=True) if it is not ABSENT}
        rest = {key: it for key, it in least.items() if key not in names}
        yield _body(program, {**rest, **sent})
