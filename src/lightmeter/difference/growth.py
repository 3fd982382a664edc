"""Growth: by how much changes of requests raise what is paid, and what holds it against limits."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum

import attrs

from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds
from lightmeter.difference.effects import Change
from lightmeter.difference.side import Paid
from lightmeter.estimate.ends import whole_sum
from lightmeter.language.exact import multiply, subtract
from lightmeter.settings.parts import Amount, Percentage

__all__ = ["Growth", "Holding", "Limit", "Sum", "hold", "sums"]

_DOLLARS = "USD"
_NOTHING = Decimal(0)

Limit = Amount | Percentage


@attrs.frozen
class Growth:
    """
    What the change of one request does to one purse, by upper ends.

    Attributes:
        change: Whose growth it is.
        base: What it grows from, at today's rates; the upper end, or None where that is not known.
        base_floor: That is at least as much.
        reached: What it comes to, or None.
        floor: It grows by at least as much; None where nobody can say.
        ceiling: It grows by at most as much, likewise.
        why: Why something is not known, or "".
        foreign: Because it is paid in a currency that cannot be compared.
    """

    change: Change
    base: Decimal | None
    base_floor: Decimal
    reached: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    why: str = ""
    foreign: bool = False


@attrs.frozen
class Sum:
    """
    Growths of one purse together.

    Attributes:
        owner: Provider whose purse it is, or None for all.
        currency: Of the amounts.
        parts: At least one.
    """

    owner: str | None
    currency: str
    parts: tuple[Growth, ...]

    @property
    def base(self) -> Decimal | None:
        """What it grows from, at today's rates."""
        return whole_sum(it.base for it in self.parts)

    @property
    def base_floor(self) -> Decimal:
        """That is at least as much."""
        return whole_sum(it.base_floor for it in self.parts) or _NOTHING

    @property
    def reached(self) -> Decimal | None:
        """What it comes to."""
        return whole_sum(it.reached for it in self.parts)

    @property
    def floor(self) -> Decimal | None:
        """It grows by at least as much."""
        return whole_sum(it.floor for it in self.parts)

    @property
    def ceiling(self) -> Decimal | None:
        """It grows by at most as much."""
        return whole_sum(it.ceiling for it in self.parts)

    @property
    def unknown(self) -> tuple[Growth, ...]:
        """The parts of which something is not known."""
        return tuple(it for it in self.parts if it.why)


class Holding(Enum):
    """Whether a limit holds."""

    HOLDS = "holds"
    OVER = "over"
    UNKNOWN = "unknown"


def hold(it: Sum, limit: Limit) -> Holding:
    """
    Hold a growth against a limit, and claim only what is sure.

    What does not grow holds every limit; what grows from nothing has no percentage.
    """
    floor, ceiling = it.floor, it.ceiling
    if ceiling is not None and ceiling <= 0:
        return Holding.HOLDS
    if isinstance(limit, Amount):
        if ceiling is not None and ceiling <= limit.value:
            return Holding.HOLDS
        is_over = floor is not None and floor > limit.value
        return Holding.OVER if is_over else Holding.UNKNOWN
    if ceiling is not None and _hundredfold(ceiling) <= multiply(limit.value, it.base_floor):
        return Holding.HOLDS
    base = it.base
    if floor is not None and base and _hundredfold(floor) > multiply(limit.value, base):
        return Holding.OVER
    return Holding.UNKNOWN


def sums(changes: Sequence[Change], limit: Limit) -> Iterator[Sum]:
    """
    Add up what changes of requests do, in the purses that a limit is counted in.

    An amount of a currency of the world is counted over all providers, credits for each of them. A
    percentage is one of everything, in US dollars where there are several purses and the value of
    all is known, else one of each purse.
    """
    for owner, currency in _purses(changes, limit):
        parts = tuple(_parts(changes, owner, currency))
        if parts:
            yield Sum(owner, currency, parts)


def _purses(changes: Sequence[Change], limit: Limit) -> list[tuple[str | None, str]]:
    costs = [cost for it in changes for cost in _costs(it)]
    if isinstance(limit, Amount):
        if limit.currency.isupper():
            return [(None, limit.currency)]
        return [(owner, limit.currency) for owner in sorted({it.provider for it in costs})]
    purses = sorted({it.purse for it in costs if it.currency})
    if len(purses) <= 1:
        return [(None, purses[0][1] if purses else "")]
    if all(map(_is_worth_dollars, costs)):
        return [(None, _DOLLARS)]
    return [*purses]


def _is_worth_dollars(cost: Paid) -> bool:
    """Whether all that is known of a price is known in dollars too; where nothing is, so it is."""
    ends = zip(
        (cost.amount.minimum, cost.amount.maximum),
        (cost.usd.minimum, cost.usd.maximum),
        strict=True,
    )
    return all(amount is None or usd is not None for amount, usd in ends)


def _costs(change: Change) -> Iterator[Paid]:
    for it in (change.base, None if change.new is None else change.new.cost):
        if it is not None:
            yield it


def _parts(changes: Iterable[Change], owner: str | None, currency: str) -> Iterator[Growth]:
    for it in changes:
        new = it.new.cost if it.new is not None else None
        base = it.base
        if not it.base_known:
            # Whatever it was, it was paid to the same provider.
            base = Paid(_provider(it), "", UNKNOWN, UNKNOWN)
        base, new = (side if _belongs(side, owner) else None for side in (base, new))
        if base is not None or new is not None:
            yield _growth(it, base, new, currency)


def _belongs(cost: Paid | None, owner: str | None) -> bool:
    return cost is not None and (owner is None or cost.provider in (owner, ""))


def _provider(change: Change) -> str:
    known = change.old or change.new
    return known.provider if known is not None else ""


def _growth(change: Change, base: Paid | None, new: Paid | None, currency: str) -> Growth:
    before, after = _in(base, currency), _in(new, currency)
    known = Growth(
        change=change,
        base=before.maximum,
        base_floor=_least(before) if before.maximum is None else before.maximum,
        reached=after.maximum,
        floor=_NOTHING,
        ceiling=_NOTHING,
    )
    if change.alike:
        # The same by the same tables grows by nothing, whatever it may cost.
        return known
    why, foreign = _why(change, base, new, currency)
    return attrs.evolve(
        known,
        floor=None if before.maximum is None else subtract(_most(after), before.maximum),
        ceiling=None if after.maximum is None else subtract(after.maximum, known.base_floor),
        why=why,
        foreign=foreign,
    )


def _in(cost: Paid | None, currency: str) -> Bounds:
    if cost is None:
        return ZERO
    # Nothing is nothing in every currency.
    if cost.currency == currency or cost.amount == ZERO:
        return cost.amount
    return cost.usd if currency == _DOLLARS else UNKNOWN


def _least(bounds: Bounds) -> Decimal:
    """No amount is less than nothing."""
    return _NOTHING if bounds.minimum is None else bounds.minimum


def _most(bounds: Bounds) -> Decimal:
    """As much of an upper end as is known."""
    return _least(bounds) if bounds.maximum is None else bounds.maximum


def _why(change: Change, base: Paid | None, new: Paid | None, currency: str) -> tuple[str, bool]:
    """Why something is not known, and whether that is for its currency."""
    if not change.base_known:
        return change.why_unsplit, False
    for cost, it in ((new, change.new), (base, change.today or change.old)):
        if cost is None or _in(cost, currency).maximum is not None:
            continue
        if it is not None and it.why:
            return f"its price is not known: {it.why}", False
        return f"costs {cost.currency}, which cannot be compared with {currency}", True
    return "", False


def _hundredfold(amount: Decimal) -> Decimal:
    return multiply(amount, Decimal(100))
