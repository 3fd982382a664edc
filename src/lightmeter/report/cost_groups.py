"""What requests cost together: by request, file, model or provider, each currency by itself."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count

import attrs

from lightmeter.estimate.cost import Ends
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.total import Total, total_of
from lightmeter.report.cost_reach import reach, reach_in_usd
from lightmeter.report.cost_unread import find_unread
from lightmeter.report.cost_view import By
from lightmeter.result import BatchReport, Report, Status

__all__ = ["Group", "Purse", "Quantity", "State", "make_groups", "state_of"]


class State(enum.StrEnum):
    """Whether a request is paid for, and whether that is known."""

    PRICED = "priced"
    UNPRICED = "unpriced"
    UNCHECKED = "unchecked"
    REJECTED = "rejected"
    REPEATED = "repeated"


def state_of(report: Report) -> State:
    """
    Tell the state of a request.

    What is the same task as an earlier one is REPEATED even where its price is not known: it is
    charged with the earlier one.
    """
    if not report.ok:
        return State.REJECTED
    if report.repeats:
        return State.REPEATED
    if report.status is not Status.CHECKED:
        return State.UNCHECKED
    if report.estimate is None or report.estimate.declined:
        return State.UNPRICED
    return State.PRICED


@attrs.frozen
class Quantity:
    """
    How much is billed.

    Attributes:
        minimum: Fewest units.
        maximum: Most units.
        unit: That is counted.
    """

    minimum: int
    maximum: int
    unit: str


@attrs.frozen
class Purse:
    """
    Requests of a group that are paid to one provider in one currency.

    Attributes:
        provider: Or "" where none was found.
        currency: Or "" where no request has an estimate.
        members: Numbers of the requests.
        states: How many of them are in each state.
        total: What is charged for them, of a single one its estimate; None where nothing is.
        open_ended: Something that nobody has checked or priced may come on top.
        quantity: What is billed, where it is counted in one unit; else None.
        reached: What is charged at most, of what is open above at least; None where nothing is
            known. It is the sum of what it is for each request, however they are put together.
        reached_usd: The same in US dollars; None where anything has no known value in them.
    """

    provider: str
    currency: str
    members: tuple[int, ...]
    states: Mapping[State, int]
    total: Total | Estimate | None
    open_ended: bool
    quantity: Quantity | None
    reached: Fraction | None = None
    reached_usd: Fraction | None = None

    @property
    def ends(self) -> Ends:
        """At least and at most, in the purse's currency; None for what is not known."""
        total = self.total
        return self._closed((None, None) if total is None else (total.minimum, total.maximum))

    @property
    def in_usd(self) -> Ends:
        """The same in US dollars, as far as the currency's value is known."""
        return self._closed((None, None) if self.total is None else self.total.in_usd)

    @property
    def listed(self) -> Ends | None:
        """What the provider's published rates come to; None where they are what is paid."""
        price = None if self.total is None else self.total.list_price
        return None if price is None else self._closed((price.minimum, price.maximum))

    def _closed(self, ends: Ends) -> Ends:
        return (ends[0], None) if self.open_ended else ends

    @property
    def state(self) -> State:
        """What is to be said of it first: what keeps its amount from being known."""
        order = State.UNPRICED, State.UNCHECKED, State.PRICED, State.REPEATED, State.REJECTED
        return next(it for it in order if self.states.get(it))


@attrs.frozen
class Group:
    """
    Requests that are put together.

    Attributes:
        name: Of the file, the model or the provider; "" for a request, and where there is none.
        members: Numbers of the requests.
        purses: One for each provider and currency, at least one.
    """

    name: str
    members: tuple[int, ...]
    purses: tuple[Purse, ...]


def make_groups(report: BatchReport, by: By) -> tuple[Group, ...]:
    """
    Put the requests of a run together, in the order in which they stand there.

    Args:
        report: Of the run.
        by: What they are put together by.
    """
    members = [_Member(*it) for it in zip(count(), report.reports, map(state_of, report.reports))]
    if by is By.REQUEST:
        return tuple(_group("", (it,)) for it in members)
    name_of = _NAMES[by]
    groups: dict[str, list[_Member]] = {}
    for it in members:
        groups.setdefault(name_of(it.report), []).append(it)
    unread = {it.source for it in find_unread(report)}
    # A request of no provider may turn out to be one of any, and so may what could not be read.
    anyone = by is By.PROVIDER and (
        bool(unread) or any(it.unknown and not it.report.provider for it in members)
    )
    return tuple(
        _group(name, them, open_ended=anyone or (by is By.FILE and name in unread))
        for name, them in groups.items()
    )


def _model(report: Report) -> str:
    return "/".join(it for it in (report.provider, report.model) if it)


_NAMES: Mapping[By, Callable[[Report], str]] = {
    By.FILE: lambda it: it.source,
    By.MODEL: _model,
    By.PROVIDER: lambda it: it.provider,
}


class _Member:
    """A request, with what everybody asks of it."""

    __slots__ = ("estimate", "number", "report", "state", "unknown")

    def __init__(self, number: int, report: Report, state: State) -> None:
        self.number, self.report, self.state = number, report, state
        self.estimate = report.estimate
        # It may cost something of which nothing is known.
        self.unknown = self.estimate is None and state in (State.UNPRICED, State.UNCHECKED)


def _group(name: str, members: Sequence[_Member], *, open_ended: bool = False) -> Group:
    unknown = {it.report.provider for it in members if it.unknown}
    owners: dict[str, list[_Member]] = {}
    for it in members:
        owners.setdefault(it.report.provider, []).append(it)
    purses = [
        _purse(provider, currency, those, open_ended or bool(unknown & {provider, ""}))
        for provider, them in owners.items()
        for currency, those in _by_currency(them).items()
    ]
    return Group(name, tuple(it.number for it in members), tuple(purses))


def _by_currency(members: Iterable[_Member]) -> dict[str, list[_Member]]:
    """Those without an estimate stand with the first that have one, or by themselves."""
    currencies: dict[str, list[_Member]] = {}
    without: list[_Member] = []
    for it in members:
        among = without if it.estimate is None else currencies.setdefault(it.estimate.currency, [])
        among.append(it)
    if without:
        first = currencies.setdefault(next(iter(currencies), ""), [])
        first[:] = sorted((*first, *without), key=lambda it: it.number)
    return currencies


def _purse(
    provider: str,
    currency: str,
    members: Sequence[_Member],
    open_ended: bool,  # noqa: FBT001 - one of a row's facts
) -> Purse:
    charged = [
        it.estimate for it in members if it.estimate is not None and it.state is not State.REPEATED
    ]
    return Purse(
        provider=provider,
        currency=currency,
        members=tuple(it.number for it in members),
        states=Counter(it.state for it in members),
        total=_total(charged),
        open_ended=open_ended,
        quantity=_quantity(charged),
        reached=reach(charged),
        reached_usd=reach_in_usd(charged),
    )


def _total(charged: Sequence[Estimate]) -> Total | Estimate | None:
    if len(charged) < 2:
        return charged[0] if charged else None
    return total_of(charged)


def _quantity(charged: Sequence[Estimate]) -> Quantity | None:
    units = {it.unit for it in charged}
    if len(units) != 1:
        return None
    fewest = sum(it.quantity_minimum for it in charged)
    return Quantity(fewest, sum(it.quantity_maximum for it in charged), units.pop())
