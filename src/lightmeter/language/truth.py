"""Conditions whose outcome is evident from the types alone."""

from decimal import Decimal
from typing import TypeAlias, TypeGuard

from lightmeter.language import typed
from lightmeter.language.tree import Scalar
from lightmeter.language.types import IntegerType, kinds, possible, strings

__all__ = ["constant_truth"]

# Least and greatest value, None where there is no bound.
_Interval: TypeAlias = tuple[int | Decimal | None, int | Decimal | None]

# One outcome, or None: not evident.
_Outcome: TypeAlias = bool | None

_NEGATED = {"!=": "==", ">": "<=", ">=": "<"}
_WIDEST = 1_000  # integers of an interval that are looked at one by one


def constant_truth(condition: typed.Typed) -> bool | None:
    """
    Tell whether a condition always has the same outcome.

    Returns:
        That outcome, or None where both are possible or nothing is evident.
    """
    return _truth(condition.node)


def _truth(node: typed.Node) -> _Outcome:
    match node:
        case typed.Constant():
            return node.value if isinstance(node.value, bool) else None
        case typed.Not():
            return _opposite(_truth(node.operand))
        case typed.And():
            return _all([_truth(operand) for operand in node.operands])
        case typed.Or():
            return _opposite(_all([_opposite(_truth(operand)) for operand in node.operands]))
        case typed.Comparison():
            outcomes = []
            left = node.first
            for operator, right in node.rest:
                outcomes.append(_pair(operator, left, right))
                left = right
            return _all(outcomes)
        case typed.Membership():
            outcome = _member(node)
            return _opposite(outcome) if node.negated else outcome
        case typed.Conditional():
            return _cases(node)
        case _:
            return None


def _opposite(outcome: _Outcome) -> _Outcome:
    return None if outcome is None else not outcome


def _all(outcomes: list[_Outcome]) -> _Outcome:
    if False in outcomes:
        return False
    return None if None in outcomes else True


def _cases(node: typed.Conditional) -> _Outcome:
    reached = set()
    for when, then in node.cases:
        applies = _truth(when)
        if applies is not False:
            reached.add(_truth(then))
        if applies is True:
            break
    else:
        reached.add(None if node.otherwise is None else _truth(node.otherwise))
    return reached.pop() if len(reached) == 1 else None


def _pair(operator: str, left: typed.Node, right: typed.Node) -> _Outcome:
    if operator in _NEGATED:
        return _opposite(_pair(_NEGATED[operator], left, right))
    if left == right:
        return operator != "<"
    if operator == "==":
        return _equal(left, right)
    (least, greatest), (less, more) = _interval(left), _interval(right)
    strict = operator == "<"
    if greatest is not None and less is not None:
        certain = greatest < less if strict else greatest <= less
        if certain:
            return True
    if least is not None and more is not None:
        never = least >= more if strict else least > more
        if never:
            return False
    return None


def _equal(left: typed.Node, right: typed.Node) -> _Outcome:
    (least, greatest), (less, more) = _interval(left), _interval(right)
    if least is not None and least == greatest == less == more:
        return True
    for low, high in ((less, greatest), (least, more)):
        if low is not None and high is not None and low > high:
            return False
    if not kinds(left.type) & kinds(right.type):
        return False
    one, other = strings(left.type), strings(right.type)
    if one is None or other is None:
        return None
    for side, form in ((one, other), (other, one)):
        listed = side.values if side.pattern is None else None
        if listed is not None and not any(possible(form, it) for it in listed):
            return False
    # A member of several forms can be another than text, so it is never evidently equal.
    plain = one == left.type and other == right.type
    known = one.pattern is None and one.values is not None and len(one.values) == 1
    return True if plain and known and one == other else None


def _member(node: typed.Membership) -> _Outcome:
    type_ = node.operand.type
    own = strings(type_)
    if own is not None:
        if own != type_ or own.pattern is not None or own.values is None:
            return None
        # Each literal is possible, as the checker has proven, so that it is never evidently false.
        return True if own.values <= set(node.values) else None
    if isinstance(type_, IntegerType) and type_.minimum is not None and type_.maximum is not None:
        # Looked at from the literals: the interval may hold all integers there are.
        least, most = type_.minimum, type_.maximum
        inside = [it for it in node.values if _is_whole(it) and least <= it <= most]
        if not inside:
            return False
        if most - least < _WIDEST and all(it in inside for it in range(least, most + 1)):
            return True
    return None


def _is_whole(value: Scalar) -> TypeGuard[int | Decimal]:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int)


def _interval(node: typed.Node) -> _Interval:
    if isinstance(node, typed.Constant) and isinstance(node.value, Decimal):
        return node.value, node.value
    type_ = node.type
    return (type_.minimum, type_.maximum) if isinstance(type_, IntegerType) else (None, None)
