"""Which members are present once a condition is known to hold, or not to."""

from collections.abc import Sequence
from typing import TypeAlias

from lightmeter.language import typed
from lightmeter.language.tree import Path

__all__ = ["Facts", "facts_if_false", "facts_if_true"]

Facts: TypeAlias = frozenset[Path]

_NOTHING: Facts = frozenset()


def facts_if_true(condition: typed.Typed) -> Facts:
    """Collect the members that are present where the condition holds."""
    return _outcomes(condition.node)[0] or _NOTHING


def facts_if_false(condition: typed.Typed) -> Facts:
    """Collect the members that are present where the condition does not hold."""
    return _outcomes(condition.node)[1] or _NOTHING


# What is present if a condition holds, and if it does not; None for an outcome that cannot occur,
# from which anything follows. Both are found in one walk: asking for each in turn would double the
# work at every level.
_Outcomes: TypeAlias = tuple[Facts | None, Facts | None]


def _outcomes(node: typed.Node) -> _Outcomes:
    match node:
        case typed.Constant():
            return (_NOTHING, None) if node.value is True else (None, _NOTHING)
        case typed.HasField():
            return node.proves, _NOTHING
        case typed.Not():
            holding, failing = _outcomes(node.operand)
            return failing, holding
        case typed.And():
            return _all([_outcomes(operand) for operand in node.operands])
        case typed.Or():
            # One holds unless all fail.
            each = [_outcomes(operand) for operand in node.operands]
            failing, holding = _all([(failing, holding) for holding, failing in each])
            return holding, failing
        case typed.Conditional():
            return _cases(node)
        case _:
            return _NOTHING, _NOTHING


def _all(operands: Sequence[_Outcomes]) -> _Outcomes:
    """
    All hold, or one of them fails.

    That the ones before it held adds nothing: what one proves by holding it does not by failing.
    """
    holding: Facts | None = _NOTHING
    for each, _ in operands:
        holding = _both(holding, each)
    return holding, _either([failing for _, failing in operands])


def _cases(node: typed.Conditional) -> _Outcomes:
    before: Facts | None = _NOTHING
    holdings, failures = [], []
    for when, then in node.cases:
        applies, passes = _outcomes(when)
        here = _both(before, applies)
        holding, failing = _outcomes(then)
        holdings.append(_both(here, holding))
        failures.append(_both(here, failing))
        before = _both(before, passes)
    if node.otherwise is not None:
        holding, failing = _outcomes(node.otherwise)
        holdings.append(_both(before, holding))
        failures.append(_both(before, failing))
    return _either(holdings), _either(failures)


def _both(left: Facts | None, right: Facts | None) -> Facts | None:
    return None if left is None or right is None else left | right


def _either(ways: Sequence[Facts | None]) -> Facts | None:
    real = [facts for facts in ways if facts is not None]
    return frozenset.intersection(*real) if real else None
