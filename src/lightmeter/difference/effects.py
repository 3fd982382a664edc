"""What a change of a request costs, split into the effect of the request and that of the rates."""

from typing import Any, Protocol

import attrs

from lightmeter.difference.bounds import UNKNOWN, ZERO, Bounds, minus
from lightmeter.difference.matching import How, Pair
from lightmeter.difference.side import Paid, Priced
from lightmeter.difference.splitting import Effect, effects_of, no_effect

__all__ = ["Change", "Rates", "Today", "change_of"]


@attrs.frozen
class Today:
    """
    An old request at the rates of the new side.

    Attributes:
        request: With what it costs there; None where that cannot be said.
        why: It cannot, or "".
        alike: The new request is the same and priced by the same tables.
        same: Nobody changed the request itself; None for what the two say by themselves.
    """

    request: Priced | None
    why: str = ""
    alike: bool = False
    same: bool | None = None


class Rates(Protocol):
    """The rates of the new side."""

    def price(self, old: Priced, new: Priced | None, /) -> Today:
        """Price an old request, and say whether the new one is nothing else."""


@attrs.frozen(eq=False)
class Change:
    """
    A request before and after, and what lies between.

    Attributes:
        how: By what the two were found to be one, or "".
        old: None for one that was added.
        new: None for one that was removed.
        today: The old request at today's rates, or None where that was not asked or is not known.
        why_unsplit: Why the effects of request and rates cannot be told apart, or "".
        alike: The request is the same, and by the same tables of today.
        same: The request itself is the same, wherever it stands now.
        touched: Somebody changed the request, or moved it to where it costs something else.
        base_known: Whether it is known what the old request costs at today's rates.
        base: What the effect of the request is counted from; None for nothing that was paid.
        effects: One for each purse that it touches: two where provider or currency changed.
    """

    how: How
    old: Priced | None
    new: Priced | None
    today: Priced | None
    why_unsplit: str
    alike: bool
    same: bool
    touched: bool
    base_known: bool
    base: Paid | None
    effects: tuple[Effect, ...]

    @property
    def still(self) -> bool:
        """Whether there is nothing to say: neither request nor cost changed, nor a rejection."""
        old, new = self.old, self.new
        if old is None or new is None:
            return False
        if old.cost is None and new.cost is None:
            # Of a saved report nobody knows how a rejected request was written.
            known = old.wording is not None and new.wording is not None
            return old.why == new.why and (self.same or not known)
        return not self.touched and old.cost == new.cost

    @property
    def one_purse(self) -> bool:
        """Whether before and after can be subtracted."""
        return len(self.effects) <= 1

    @property
    def usd(self) -> Bounds:
        """The difference in US dollars."""
        return minus(_usd(self.new), _usd(self.old))


def change_of(pair: Pair, rates: Rates, *, base_unknown: str = "") -> Change:
    """
    Say what a change costs.

    Args:
        pair: The request before and after.
        rates: Of the new side.
        base_unknown: Why it is not known what an added request was before, or "".
    """
    old, new = pair.old, pair.new
    if old is None or new is None:
        return _alone(pair, base_unknown)
    today = rates.price(old, new)
    same = today.alike or old.is_like(new) if today.same is None else today.same
    alike = today.alike and old.repeated == new.repeated
    moved = not alike and _purses_differ(old, new)
    # What leaves one purse for another is all the request's doing.
    its_own = old.cost is None or old.repeated or moved
    if its_own:
        base, known, why = old.cost, True, ""
    elif alike and today.request is None and new.cost is not None:
        base, known, why = new.cost, True, ""
    elif today.request is None:
        base, known, why = None, False, today.why
    else:
        base, known, why = today.request.cost, True, ""
        # By the same tables the rates do nothing, though nobody may know what it costs.
        its_own = not alike and _as_priced(old) == _as_priced(today.request)
        if base is None:
            known, why = False, f"the old request is no longer accepted, {today.request.why}"
    if alike and _as_priced(old) == _as_priced(new):
        effects = tuple(no_effect(new.cost))
    else:
        effects = tuple(
            effects_of(old.cost, base, new.cost, known=known, alike=alike, its_own=its_own)
        )
    if not why and today.request is not None and any(it.unsplit != ZERO for it in effects):
        why = f"the old request has no price today, {today.request.why}"
    does = any(it.request != ZERO or it.unsplit != ZERO for it in effects)
    return Change(
        how=pair.how,
        old=old,
        new=new,
        today=today.request,
        why_unsplit=why,
        alike=alike,
        same=same,
        touched=not same
        or old.repeated != new.repeated
        or (not alike and old.key != new.key and does),
        base_known=known,
        base=base,
        effects=effects,
    )


def _alone(pair: Pair, base_unknown: str) -> Change:
    """What was added or removed: as much more or less as it costs."""
    old = None if pair.old is None else pair.old.cost
    new = None if pair.new is None else pair.new.cost
    known = not base_unknown
    if not known and new is not None:
        effects: tuple[Effect, ...] = (
            Effect(*new.purse, UNKNOWN, new.amount, UNKNOWN, ZERO, ZERO, UNKNOWN),
        )
    else:
        effects = tuple(effects_of(old, old, new, known=True, alike=False, its_own=True))
    return Change(
        how=pair.how,
        old=pair.old,
        new=pair.new,
        today=None,
        why_unsplit=base_unknown,
        alike=False,
        same=False,
        touched=True,
        base_known=known,
        base=old,
        effects=effects,
    )


def _as_priced(it: Priced) -> tuple[Any, ...]:
    """All that is known of what a request costs, and of what is not known of it."""
    return it.cost, it.why, it.rates, it.unpriced


def _purses_differ(old: Priced, new: Priced) -> bool:
    """Whether a request has changed its provider or currency."""
    if old.cost is None or new.cost is None:
        return False
    before, after = old.cost.purse, new.cost.purse
    return bool(before[1] and after[1] and before != after)


def _usd(it: Priced | None) -> Bounds:
    return ZERO if it is None or it.cost is None else it.cost.usd
