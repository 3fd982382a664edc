"""Requests for any program, made from what it declares, and both judges held against each other."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from lightmeter.estimate.pricing import estimate
from lightmeter.judge.describe import describe
from lightmeter.judge.generate import generate_accepts, generate_judge
from lightmeter.judge.interpret import interpret_accepts, interpret_judge
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.verify.compare import same

__all__ = ["disagreements"]

_ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**53, 2**63, 1.5, 2.0, Decimal("1.0"), Decimal("0.1"),
    float("nan"), "", " ", "x", "1", "1024x1024", "\x00\x1b[31m", "\ud800", "https://example.com/a.png",
    [], ["x"], [[]], [None], {}, {"x": 1}, {"": []}, "x" * 300,
)  # fmt: skip


def disagreements(program: Program, random: Random, count: int) -> list[dict[str, Any]]:
    """
    Judge some requests twice.

    Args:
        program: To generate a judge from, and to interpret.
        random: Of which the requests are made.
        count: How many.

    Returns:
        The bodies that the generated judge and the interpreted one do not judge alike, or that the
        generated function that only accepts or refuses does not judge like them.
    """
    generated, interpreted = generate_judge(program), interpret_judge(program)
    briefly, accepted = generate_accepts(program), interpret_accepts(program)
    unlike = []
    for body in _bodies(program, random, count):
        verdict = generated(body, None)
        if not same(verdict, interpreted(body, None)):
            unlike.append(body)
        if briefly(body, None) is not accepted(body, None):
            unlike.append(body)
        # Words and prices are made when they are asked for.
        list(describe(program, verdict, headers_placed=False))
        estimate(program, verdict)
    return unlike


def _bodies(program: Program, random: Random, count: int) -> Iterator[dict[str, Any]]:
    """Bodies whose members are mostly what the program wants, and sometimes anything."""
    for _ in range(count):
        odds = random.choice((0.0, 0.05, 0.3))
        yield _object(program.body, random, odds)


def _object(member: Member, random: Random, odds: float) -> dict[str, Any]:
    made = {
        name: _value(child, random, odds)
        for name, child in member.properties.items()
        if child.field.required or random.random() < 0.5
    }
    if random.random() < odds:
        made[random.choice(("x", "\x1b[31m", "prompt ", "model"))] = random.choice(_ODD)
    return made


def _value(member: Member, random: Random, odds: float) -> Any:
    field = member.field
    if random.random() < odds or not field.type:
        return random.choice(_ODD)
    if field.enum and random.random() < 0.9:
        return random.choice(field.enum)
    match random.choice(field.type):
        case "string" if member.template is not None:
            return member.template.canonical(
                tuple(random.choice((1, 16, 1024, 4096, 99999)) for _ in member.template.parts)
            )
        case "string":
            return random.choice(("x", "a b c", "https://example.com/a.png"))
        case "integer":
            low = field.minimum if field.minimum is not None else 0
            high = field.maximum if field.maximum is not None else low + 20
            return random.randint(low - 1, max(low, high) + 1)
        case "number":
            return random.choice((0, 1, Decimal("0.5"), 2.0))
        case "boolean":
            return random.random() < 0.5
        case "array":
            count = random.choice((0, 1, 2, min(field.max_items or 3, 20)))
            items = member.items
            return [_value(items, random, odds) if items else "x" for _ in range(count)]
        case _:
            return _object(member, random, odds)
