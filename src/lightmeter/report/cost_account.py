"""What the requests of a run cost, counted in one go: no request is kept, and none seen twice."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_groups import Group, put_together, regrouped
from lightmeter.report.cost_kind import Kind
from lightmeter.report.cost_notes import Footnotes
from lightmeter.report.cost_part import Part
from lightmeter.report.cost_purse import Purse
from lightmeter.report.cost_shares import Shares, portion_of
from lightmeter.report.cost_sources import Sources
from lightmeter.report.cost_state import State, state_of
from lightmeter.report.cost_unread import Unread, find_unread
from lightmeter.report.cost_view import By, CostView
from lightmeter.result import Report

__all__ = ["Account", "Counted", "account_of"]

# Kinds of requests that are told apart at a time; a batch has few kinds and many requests.
_MOST_KINDS = 4_096

Counted = tuple[int, Report, Kind]
"""Number of a request, the request, and what it has in common with others."""


class Account:
    """
    What requests cost by request, file, model or provider.

    Attributes:
        by: What they are put together by.
        unread: What was to be read as requests and could not be.
        sources: What their amounts stand on.
        parts: Sums of them, by group, provider and currency.
    """

    def __init__(self, by: By, *, with_members: bool = False) -> None:
        """
        Begin with nothing.

        Args:
            by: What requests are put together by.
            with_members: Their numbers are wanted by their groups.
        """
        self.by = by
        self.unread: tuple[Unread, ...] = ()
        self._notes = Footnotes(with_items=by is By.REQUEST)
        self.sources = Sources()
        self._shares = Shares()
        self.parts: dict[tuple[str, str, str | None], Part] = {}
        self._members: dict[str, array[int]] | None = {} if with_members else None
        self._kinds: dict[tuple[Any, ...], Kind] = {}

    # Counting -------------------------------------------------------------------------------------

    def over(self, report: BatchReport, view: CostView) -> Iterator[Counted]:
        """
        Go through the requests of a report, count each and give it.

        Args:
            report: Of the run.
            view: Whose advice comes of the same going through.
        """
        self.unread = find_unread(report)
        advising = view.advising
        if advising is None or advising.complete:
            for number, it in enumerate(report.reports):
                yield number, it, self.add(number, it)
            return
        # An earlier one may have been broken off.
        advising.begin()
        for number, it in enumerate(report.reports):
            advising.add(number, it)
            yield number, it, self.add(number, it)
        advising.complete = True

    def take(self, report: BatchReport, view: CostView) -> None:
        """Count all requests of a report."""
        for _ in self.over(report, view):
            pass

    def add(self, number: int, it: Report) -> Kind:
        """Count a request; they come in order."""
        estimate = it.estimate
        key = (
            _NAMES[self.by](it),
            it.provider,
            id(it.program),
            id(estimate),
            it.repeats,
            it.status,
            # What has an estimate is accepted.
            estimate is not None or it.ok,
        )
        kind = self._kinds.get(key)
        if kind is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._settle()
                self._kinds.clear()
            kind = self._kinds[key] = self._kind(number, it)
        kind.count += 1
        if kind.members is not None:
            kind.members.append(number)
        return kind

    def _kind(self, number: int, it: Report) -> Kind:
        name, estimate = _GROUPS[self.by](it), it.estimate
        currency = None if estimate is None else estimate.currency
        part = self.parts.get((name, it.provider, currency))
        if part is None:
            part = Part(name, it.provider, currency, number)
            self.parts[name, it.provider, currency] = part
        marks = self._notes.add(it)
        part.marks.update(marks)
        part.overlays.update(it.overlays)
        if estimate is not None:
            part.own_rates.update(estimate.own_rates)
            self.sources.add(estimate)
        members = None if self._members is None else self._members.setdefault(name, array("Q"))
        return Kind(estimate, state_of(it), marks, part, members, it.program)

    def settle(self) -> None:
        """Add up what was counted, and forget what told requests apart."""
        self._settle()
        self._kinds.clear()

    def merge(self, other: "Account", first: int) -> None:
        """
        Add what another one has counted of requests that come after; members are not among it.

        Args:
            other: By the same, and settled.
            first: Number of the first of its requests; there they count from 0.
        """
        numbers = self._notes.merge(other.notes)
        self.sources.merge(other.sources)
        for key, part in other.parts.items():
            part.first += first
            part.marks = {numbers[it] for it in part.marks}
            if key in self.parts:
                self.parts[key].merge(part)
            else:
                self.parts[key] = part

    def _settle(self) -> None:
        for it in self._kinds.values():
            if it.count:
                it.part.add(it.estimate, it.state, it.count)
                self._notes.count(it.marks, it.count)
                if self.by is By.REQUEST:
                    self._shares.add(portion_of(it.purse()), it.count)
                it.count = 0

    # What came of it ------------------------------------------------------------------------------

    @property
    def notes(self) -> Footnotes:
        """Footnotes to them."""
        self._settle()
        return self._notes

    @property
    def shares(self) -> Shares:
        """What the parts of a table are parts of: requests, or groups of them."""
        self._settle()
        if self.by is By.REQUEST:
            return self._shares
        shares = Shares()
        for group in self.groups():
            for it in group.purses:
                shares.add(portion_of(it))
        return shares

    @property
    def states(self) -> Counter[State]:
        """How many requests are in each state."""
        states: Counter[State] = Counter()
        for it in self._settled():
            states.update(it.states)
        return states

    @property
    def homeless(self) -> int:
        """How many requests are of no known provider and may cost anything."""
        return sum(it.states[State.UNCHECKED] for it in self._settled() if not it.provider)

    def _settled(self) -> list[Part]:
        self._settle()
        return list(self.parts.values())

    def groups(self) -> Iterator[Group]:
        """Put requests together by file, model or provider, in the order of their first."""
        if self.by is By.PROVIDER:
            yield from self._providers()
            return
        unread = {it.source for it in self.unread}
        named: dict[str, list[Part]] = {}
        for it in sorted(self._settled(), key=attrgetter("first")):
            named.setdefault(it.name, []).append(it)
        for name, parts in named.items():
            open_ended = self.by is By.FILE and name in unread
            yield put_together(name, parts, self._numbers(name), open_ended=open_ended)

    def _numbers(self, name: str) -> "array[int]":
        return array("Q") if self._members is None else self._members[name]

    def _providers(self) -> Iterator[Group]:
        parts = self._settled()
        # A request of no provider may turn out to be one of any, and so may what could not be read.
        anyone = bool(self.unread) or any(it.unknown and not it.provider for it in parts)
        for name, them in regrouped(parts).items():
            members = self._numbers(name) if self.by is By.PROVIDER else ()
            yield put_together(name, them, members, open_ended=anyone)

    def charged(self) -> list[Purse]:
        """What is charged, for each provider and currency; sorted."""
        purses = (it for group in self._providers() for it in group.purses)
        return sorted(
            (it for it in purses if it.total is not None), key=lambda it: (it.provider, it.currency)
        )


def account_of(report: BatchReport, view: CostView) -> Account:
    """Count the requests of a report by groups, unless that is done."""
    if view.account is not None:
        view.account.unread = find_unread(report)
        return view.account
    account = Account(view.by)
    account.take(report, view)
    return account


def _model(report: Report) -> str:
    return "/".join(it for it in (report.provider, report.model) if it)


# What requests are put together by, and what tells groups apart at less expense.
_GROUPS: Mapping[By, Callable[[Report], str]] = {
    By.REQUEST: lambda _: "",
    By.FILE: attrgetter("source"),
    By.MODEL: _model,
    By.PROVIDER: attrgetter("provider"),
}
_NAMES: Mapping[By, Callable[[Report], str]] = {
    By.REQUEST: attrgetter("model"),
    By.FILE: attrgetter("source"),
    By.MODEL: attrgetter("model"),
    By.PROVIDER: attrgetter("provider"),
}
