"""What all changes come to together, per provider and currency."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from lightmeter.difference.bounds import ZERO, Bounds, total
from lightmeter.difference.effects import Change
from lightmeter.difference.splitting import Effect
from lightmeter.language.exact import add, subtract

__all__ = ["DifferenceTotal", "KnownPart", "add_up"]


@attrs.frozen
class KnownPart:
    """
    What changes come to as far as that is known.

    Attributes:
        difference: Of those whose difference is known at both ends.
        request: Of those of which that effect is.
        rates: Likewise.
        unsplit: Likewise.
    """

    difference: Bounds
    request: Bounds
    rates: Bounds
    unsplit: Bounds


@attrs.frozen
class DifferenceTotal:
    """
    What the changes come to within one purse.

    Attributes:
        provider: Whose requests.
        currency: Of the amounts.
        old: Of everything before: what is known of it at least; the upper end None where something
            has no price.
        new: Of everything now, likewise.
        difference: New less old; None where something on either side has no price.
        request: Of it, what changes of requests do.
        rates: Of it, what changes of rates do.
        unsplit: Of it, what nobody can tell apart.
        known: The same of those changes of which it is known.
        requests: Requests that are paid now.
        unpriced: Of those before and now, how many have no price that is known whole.
    """

    provider: str
    currency: str
    old: Bounds
    new: Bounds
    difference: Bounds
    request: Bounds
    rates: Bounds
    unsplit: Bounds
    known: KnownPart
    requests: int
    unpriced: int

    @property
    def base(self) -> Decimal | None:
        """What the old requests cost at today's rates; the upper end, or None for not known."""
        grown, reached = self.request.maximum, self.new.maximum
        if grown is None or reached is None or self.unsplit != ZERO:
            return None
        return subtract(reached, grown)

    @property
    def growth(self) -> Fraction | None:
        """
        The effect of the requests in parts of what they cost before, at today's rates.

        By upper ends; None where that is not known, or nothing was paid.
        """
        grown, base = self.request.maximum, self.base
        if grown is None or base is None or base <= 0:
            return None
        return Fraction(grown) / Fraction(base)


def add_up(changes: Sequence[Change]) -> tuple[DifferenceTotal, ...]:
    """
    Add up changes, sorted by provider and currency.

    A request of whose cost nothing is known, not even the currency, leaves every total of its
    provider open; where its provider has none, there is no total of it.
    """
    purses: dict[tuple[str, str], list[Effect]] = {}
    nameless: list[Effect] = []
    for effect in (it for change in changes for it in change.effects):
        if effect.currency:
            purses.setdefault((effect.provider, effect.currency), []).append(effect)
        else:
            nameless.append(effect)
    totals = []
    for purse, effects in sorted(purses.items()):
        open_ends = [it for it in nameless if it.provider in ("", purse[0])]
        paid = sum(_is_paid(it, purse) for it in changes)
        totals.append(_total(*purse, [*effects, *open_ends], paid))
    return tuple(totals)


def _is_paid(change: Change, purse: tuple[str, str]) -> bool:
    new = change.new
    return new is not None and not new.repeated and new.cost is not None and new.cost.purse == purse


def _total(
    provider: str, currency: str, effects: Sequence[Effect], requests: int
) -> DifferenceTotal:
    return DifferenceTotal(
        provider=provider,
        currency=currency,
        old=_at_least(it.old for it in effects),
        new=_at_least(it.new for it in effects),
        difference=total(it.difference for it in effects),
        request=total(it.request for it in effects),
        rates=total(it.rates for it in effects),
        unsplit=total(it.unsplit for it in effects),
        known=KnownPart(
            difference=_known(it.difference for it in effects),
            request=_known(it.request for it in effects),
            rates=_known(it.rates for it in effects),
            unsplit=_known(it.unsplit for it in effects),
        ),
        requests=requests,
        unpriced=sum(not (it.old.known and it.new.known) for it in effects),
    )


def _known(amounts: Iterable[Bounds]) -> Bounds:
    return total(it for it in amounts if it.known)


def _at_least(amounts: Iterable[Bounds]) -> Bounds:
    """What is known of a sum: the lower end of what has a price, the upper where all of it has."""
    known = list(amounts)
    minimum = Decimal(0)
    for it in known:
        minimum = add(minimum, it.minimum or 0)
    # That nothing is known is not that nothing is paid.
    is_open = any(it.minimum is None for it in known)
    return Bounds(None if is_open and not minimum else minimum, total(known).maximum)
