"""Two cases of a quantity or a rate that both hold, and differ."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lightmeter.audit.billed import Billed
from lightmeter.audit.flaw import Flaw
from lightmeter.judge.field_walk import read_members
from lightmeter.language.interpret import Environment, evaluate
from lightmeter.money import format_amount
from lightmeter.packs.branch import Branch

__all__ = ["overlaps"]


def overlaps(billed: Billed) -> Iterator[Flaw]:
    """Find the cases of which only the order of the file decides which one counts."""
    yield from _among(billed, "quantity", billed.line.quantity)
    yield from _among(billed, "rate", billed.line.rate)


def _among(billed: Billed, part: str, branches: Sequence[Branch]) -> Iterator[Flaw]:
    stated = [(number, it) for number, it in enumerate(branches) if it.when is not None]
    if len(stated) < 2:
        return
    for body in billed.model.accepted:
        env = read_members(billed.model.program, body)
        holding = [(number, _ends(it, env)) for number, it in stated if _holds(it, env)]
        for (one, first), (other, second) in pairwise(holding):
            if first != second:
                message = (
                    f"cases {one + 1} and {other + 1} of the {part} of {billed.line.item} both hold"
                    f" for one request, and give {_words(first)} and {_words(second)}; narrow one"
                    " of them, so that the order of the cases does not decide on the price"
                )
                yield billed.flaw("cases-overlap", message, (part, other, "when"), body)
                return


def _holds(branch: Branch, env: Environment) -> bool:
    assert branch.when is not None
    try:
        return bool(evaluate(branch.when, env))
    except (TypeError, KeyError):
        # The cases above guard what this one reads: without them it has no value.
        return False


def _ends(branch: Branch, env: Environment) -> tuple[Any, Any]:
    try:
        return evaluate(branch.minimum, env), evaluate(branch.maximum, env)
    except (TypeError, KeyError):
        return None, None


def _words(ends: tuple[Any, Any]) -> str:
    low, high = (format_amount(Decimal(it)) if it is not None else "nothing" for it in ends)
    return low if low == high else f"{low} to {high}"
