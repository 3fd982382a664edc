"""What a pack bills: quantities and rates, proven."""

from collections.abc import Iterator
from decimal import Decimal

from lightmeter.language.facts import facts_if_false, facts_if_true
from lightmeter.language.typed import (
    Arithmetic,
    Conditional,
    Constant,
    Extreme,
    Lookup,
    Rows,
    Typed,
)
from lightmeter.language.typed import Node as Tree
from lightmeter.language.types import IntegerType
from lightmeter.packs.branch import Branch
from lightmeter.packs.model import Billing, Formula
from lightmeter.packs.program import Line
from lightmeter.packs.proof import NO_FACTS, At, Proof

__all__ = ["prove_line"]


def prove_line(proof: Proof, number: int, billing: Billing) -> Line:
    """
    Prove one billed item.

    Raises:
        PackError: If an amount might be missing without a reason, or a count be negative.
    """
    at: At = ("billing", number)
    for key in ("unit", "currency"):
        if not getattr(billing, key):
            raise proof.merged.error(f"the item {billing.item} has no {key}", at)
    if billing.quantity is None:
        raise proof.merged.error(f"the item {billing.item} has no quantity", at)
    quantity = _branches(proof, billing.quantity, (*at, "quantity"), open_cases=False)
    rate = _branches(proof, billing.rate, (*at, "rate"), open_cases=True) if billing.rate else ()
    is_open = not rate or rate[-1].when is not None
    if is_open and not billing.unpriced:
        raise proof.merged.error(
            f"the rate of {billing.item} is not known in every case: write unpriced = why", at
        )
    if billing.currency != proof.merged.pack.billing[0].currency:
        raise proof.merged.error("all items of a pack have one currency", (*at, "currency"))
    for branch in quantity:
        whole = isinstance(branch.minimum.type, IntegerType)
        whole = whole and isinstance(branch.maximum.type, IntegerType)
        if not whole or _may_be_negative(branch):
            raise proof.merged.error(
                "the quantity must be a whole number that cannot be negative", (*at, "quantity")
            )
    if any(map(_may_be_negative, rate)):
        raise proof.merged.error("the rate must be a number that cannot be negative", (*at, "rate"))
    reasons: list[Tree] = []
    facts = NO_FACTS
    for branch in rate:
        if branch.when is not None:
            facts |= facts_if_false(Typed(branch.when))
    unpriced = proof.message(billing.unpriced, (*at, "unpriced"), facts, reasons)
    value = proof.merged.pack.currencies.get(billing.currency)
    return Line(
        item=billing.item,
        unit=billing.unit,
        currency=billing.currency,
        quantity=quantity,
        rate=rate,
        unpriced=unpriced,
        unpriced_values=tuple(reasons),
        citation=proof.merged.citation(billing.source),
        basis=billing.basis,
        usd=_usd(proof, billing.currency),
        usd_citation=proof.merged.citation(value.source) if value else None,
        usd_basis=value.basis if value else "",
    )


def _usd(proof: Proof, currency: str) -> Decimal | None:
    if currency == "USD":
        return Decimal(1)
    value = proof.merged.pack.currencies.get(currency)
    return value.usd if value else None


def _branches(proof: Proof, formula: Formula, at: At, *, open_cases: bool) -> tuple[Branch, ...]:
    branches = []
    facts = NO_FACTS
    last = len(formula.cases) - 1
    for number, case in enumerate(formula.cases):
        here = formula.at(at, number)
        if case.when is None and number != last:
            raise proof.merged.error("the cases below are never reached", here)
        if case.when is not None and number == last and not open_cases:
            raise proof.merged.error("the last case needs no condition: leave out when", here)
        when = None
        inner = facts
        if case.when is not None:
            when = proof.check(case.when, (*here, "when"), facts, "boolean")
            inner = facts | facts_if_true(when)
            facts |= facts_if_false(when)
        if (case.then is None) == (case.minimum is None or case.maximum is None):
            raise proof.merged.error("a case gives then, or minimum and maximum", here)
        if case.then is not None:
            low = high = proof.check(case.then, (*here, "then"), inner, "number").node
        else:
            assert case.minimum is not None
            assert case.maximum is not None
            low = proof.check(case.minimum, (*here, "minimum"), inner, "number").node
            high = proof.check(case.maximum, (*here, "maximum"), inner, "number").node
        if _is_inverted(low, high):
            raise proof.merged.error("the minimum is above the maximum", here)
        assumption = proof.assumption(case, here) if case.assume else None
        condition = None if when is None else when.node
        branches.append(Branch(condition, low, high, assumption, case.basis))
    return tuple(branches)


def _may_be_negative(branch: Branch) -> bool:
    return not (_is_positive(branch.minimum) and _is_positive(branch.maximum))


def _is_inverted(low: Tree, high: Tree) -> bool:
    """Whether no value of the lower end can be at or below the upper end."""
    if isinstance(low, Constant) and isinstance(high, Constant):
        return Decimal(str(low.value)) > Decimal(str(high.value))
    if not isinstance(low.type, IntegerType) or not isinstance(high.type, IntegerType):
        return False
    least, most = low.type.minimum, high.type.maximum
    return least is not None and most is not None and least > most


def _is_positive(tree: Tree) -> bool:
    """Whether a number is proven to be zero or more."""
    if isinstance(tree.type, IntegerType):
        return tree.type.minimum is not None and tree.type.minimum >= 0
    match tree:
        case Constant():
            return isinstance(tree.value, Decimal) and tree.value >= 0
        case Lookup():
            return all(cell >= 0 for cell in _cells(tree.rows))
        case Arithmetic(operator="+" | "*"):
            return _is_positive(tree.left) and _is_positive(tree.right)
        case Extreme(function="min"):
            return all(map(_is_positive, tree.operands))
        case Extreme():
            return any(map(_is_positive, tree.operands))
        case Conditional():
            values = [then for _, then in tree.cases]
            values += [tree.otherwise] if tree.otherwise is not None else []
            return all(map(_is_positive, values))
        case _:
            return False


def _cells(rows: Rows) -> Iterator[Decimal]:
    for cell in rows.values():
        if isinstance(cell, dict):
            yield from _cells(cell)
        else:
            # A cell that is no number has no place in a rate; the checker has seen to that.
            yield Decimal(cell)
