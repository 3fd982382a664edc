"""Charges of one task as one: what was submitted, and what came of it, are told of apart."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from lightmeter.language.exact import add, negate
from lightmeter.reconcile.charge import ACTUAL, ESTIMATED, Charge

__all__ = ["Task", "gather_tasks"]


@attrs.frozen
class Task:
    """
    A piece of work that is charged once, however often it is listed.

    Attributes:
        charges: All that the files say of it, in their order.
        amount: What it was charged; None where that is not said, or said in two ways.
        currency: As the files have it, or "".
        basis: "actual", or "estimate" where the provider's own estimate is all there is.
        doubt: Why the amount cannot be told, or "".
        refunded: What came back, as a positive amount, or None.
    """

    charges: tuple[Charge, ...]
    amount: Decimal | None
    currency: str
    basis: str = ACTUAL
    doubt: str = ""
    refunded: Decimal | None = None

    @property
    def name(self) -> str:
        """The provider's name for it, or ""."""
        return next((it.task for it in self.charges if it.task), "")

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything by which its request may be known."""
        return tuple(dict.fromkeys(name for it in self.charges for name in it.ids))

    @property
    def failed(self) -> bool:
        """Whether it came to nothing."""
        return any(it.failed for it in self.charges)

    @property
    def day(self) -> dt.date | None:
        """The last on which its amount was said, or None."""
        days = [it.day for it in self.charges if it.amount is not None and it.day is not None]
        return max(days, default=None)

    @property
    def unfinished(self) -> bool:
        """Whether it goes on, as far as the files say."""
        said = [it for it in self.charges if it.status]
        return bool(said) and all(it.unfinished for it in said)

    @property
    def provider(self) -> str:
        """As the files have it, or ""."""
        return next((it.provider for it in self.charges if it.provider), "")

    @property
    def model(self) -> str:
        """Likewise."""
        return next((it.model for it in self.charges if it.model), "")

    @property
    def member(self) -> str:
        """What the amount is called in its file, or ""."""
        found = (it.member for it in self.charges if it.member and it.basis == self.basis)
        return next(found, "")


def gather_tasks(charges: Iterable[Charge]) -> list[Task]:
    """
    Put together what the files say of each task, in the order in which the tasks come.

    What names no task stands alone: nothing tells whether it is another one's charge again.
    """
    groups: list[_Group] = []
    known: dict[str, list[_Group]] = {}
    for charge in charges:
        alike = known.setdefault(charge.task, []) if charge.task else []
        group = next((it for it in alike if it.takes(charge)), None)
        if group is None:
            group = _Group()
            alike.append(group)
            groups.append(group)
        group.add(charge)
    return [_task(tuple(it.charges)) for it in groups]


class _Group:
    """Charges of one task at one provider."""

    def __init__(self) -> None:
        self.charges: list[Charge] = []
        self._provider = ""

    def takes(self, charge: Charge) -> bool:
        """Whether a charge may be of the same provider."""
        return self._provider in ("", charge.provider.casefold()) or not charge.provider

    def add(self, charge: Charge) -> None:
        self.charges.append(charge)
        self._provider = self._provider or charge.provider.casefold()


def _task(charges: tuple[Charge, ...]) -> Task:
    for basis in (ACTUAL, ESTIMATED):
        said = [it for it in charges if it.amount is not None and it.basis == basis]
        if said:
            settled = _settled(charges, said, basis)
            # What failed work would have cost is not what it was charged.
            return Task(charges, None, "") if basis == ESTIMATED and settled.failed else settled
    return Task(charges, None, "")


def _settled(charges: tuple[Charge, ...], said: Sequence[Charge], basis: str) -> Task:
    currencies = {it.currency for it in said if it.currency}
    if len(currencies) > 1:
        doubt = f"the task is charged in {' and in '.join(sorted(currencies))}"
        return Task(charges, None, "", basis, doubt)
    currency = next(iter(currencies), "")
    amounts = [it.amount for it in said if it.amount is not None]
    paid = dict.fromkeys(it for it in amounts if it > 0)
    back = dict.fromkeys(it for it in amounts if it < 0)
    if len(paid) > 1 or len(back) > 1:
        return Task(charges, None, currency, basis, "the task is listed with two amounts")
    if paid and back:
        # What a ledger gives back has a row of its own, under the name of what was paid.
        (one,), (other,) = paid, back
        return Task(charges, add(one, other), currency, basis, refunded=negate(other))
    if paid and Decimal(0) in amounts:
        # Of a failed task the later answer may say 0 where the first one had an amount.
        if any(it.failed for it in said if not it.amount):
            return Task(charges, Decimal(0), currency, basis, refunded=next(iter(paid)))
        return Task(charges, None, currency, basis, "the task is listed with two amounts")
    return Task(charges, amounts[0], currency, basis)
