"""
Requests at the boundaries of a pack: enough of them that every bound has one on either side.

One member at a time takes every value worth trying, fitting or not; then the members that a rule or
a price reads together take their fitting values together. The same pack gives the same requests in
the same order.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from random import Random
from typing import Any

from lightmeter.language.absent import ABSENT
from lightmeter.language.typed import paths
from lightmeter.packs.hints import Hints, hints_of, trees_of
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.verify.values import fitting, sample, slips

__all__ = ["MOST_TOGETHER", "make_pool"]

MOST_TOGETHER = 12_000
"""Requests made for members that are read together; of more combinations a sample is taken."""

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
