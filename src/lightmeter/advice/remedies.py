"""What to do about requests that cost more than they may, in words."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal

import attrs

from lightmeter.advice.down import way_down
from lightmeter.advice.neighbours import Start, begin
from lightmeter.advice.pairs import Effort
from lightmeter.advice.plans import Edit, Plan, Spender, in_all, in_one
from lightmeter.advice.reading import reading_of
from lightmeter.advice.several import MOST_NAMED, in_some
from lightmeter.advice.ways import Way, Worth, ways
from lightmeter.advice.words import setting
from lightmeter.judge.verdict import Judge
from lightmeter.money import Amount
from lightmeter.packs.program import Program
from lightmeter.result import Report

__all__ = ["Remedies"]

JudgeOf = Callable[[str, Program], Judge]
"""Gives what judges by a program, by the name of the source it is for."""

# Kinds of requests that are tried: of a run those that cost the most, else each as it comes. Each
# takes a millisecond or a few.
_MOST_SUMMED = 50
_MOST_SINGLE = 1000


@attrs.define(eq=False)
class Remedies:
    """
    Looks for settings that would meet limits in one currency.

    Attributes:
        judge_of: Gives what judges neighbours.
        worth: The most that an estimate may come to, in the currency.
        currency: Of the limits.
    """

    judge_of: JudgeOf
    worth: Worth
    currency: str
    _known: dict[Hashable, str] = attrs.field(factory=dict, init=False)
    _effort: Effort = attrs.field(factory=Effort, init=False)

    # One request ----------------------------------------------------------------------------------

    def for_request(self, report: Report, limit: Decimal) -> str:
        """
        Say what would bring a request within a limit.

        Returns:
            A clause or two, to stand before "or raise the limit".
        """
        key = limit, _key(report)
        if key not in self._known:
            if len(self._known) >= _MOST_SINGLE:
                return "ask for less"
            start = self._begin(report)
            self._known[key] = "ask for less" if start is None else self._within(start, limit)
        return self._known[key]

    def _within(self, start: Start, limit: Decimal) -> str:
        found = ways(start, limit, self.worth)
        if found:
            first, *others = found
            clauses = [f"{_settings(first)} makes it {self._cost(first)}"]
            clauses += [f"{_settings(it)} {self._cost(it)}" for it in others]
            return f"{', '.join(clauses)}; {_choose(len(found))}"
        down = way_down(start, limit, self.worth, self._effort)
        if down is None:
            return "no settings were found that get there; leave it out"
        return f"{_settings(down)} together make it {self._cost(down)}; choose them"

    def _cost(self, way: Way) -> str:
        least, most = way.there.estimate.ends_in(self.currency) or (None, None)
        return f"{'' if least == most else 'at most '}{self._money(way.cost)}"

    # Several requests -----------------------------------------------------------------------------

    def for_sum(
        self,
        reports: Sequence[Report],
        costs: Iterable[tuple[int, Report, Decimal]],
        excess: Decimal,
        name: Callable[[int], str],
        *,
        unknown: int = 0,
    ) -> str:
        """
        Say what would bring a sum within a limit.

        Args:
            reports: Of everything that was read.
            costs: Number of each request in the sum, its report, and the most that it costs.
            excess: What the sum has to fall by.
            name: What a request is called.
            unknown: How many of the requests have no known price, or have it in part.

        Returns:
            A clause or two, to stand before "or raise the limit".
        """
        kinds = _Kinds()
        for number, report, cost in costs:
            kinds.add(_key(report), number, cost)
        spenders = []
        for cost, numbers in kinds.dearest():
            start = self._begin(reports[numbers[0]])
            # What is not known as a whole is not known to become less.
            if start is not None and self.worth(start.estimate) == cost:
                spenders.append(Spender(start, cost, numbers))
        every = kinds.every
        said = self._planned(spenders, excess, name, every=every)
        if not said:
            of = "" if every else f" for the {_MOST_SUMMED} dearest kinds of them"
            return f"no settings were found{of} that get there; leave requests out"
        if unknown:
            # Nobody can promise that the sum is within the limit then.
            those = "a request" if unknown == 1 else f"{unknown:,} requests"
            come = "comes" if unknown == 1 else "come"
            said += f", and {those} whose price is not known {come} on top"
        return said

    def _planned(
        self,
        spenders: Sequence[Spender],
        excess: Decimal,
        name: Callable[[int], str],
        *,
        every: bool,
    ) -> str:
        """Say what covers an excess, or "" where nothing was found."""
        singly = in_one(spenders, excess, self.worth)
        if singly:
            return self._singly(singly, name)
        some = in_some(spenders, excess, self.worth, self._effort)
        if some is not None and some.requests <= MOST_NAMED:
            return self._together(some, name)
        alike = in_all(spenders, excess, self.worth)
        if alike:
            return self._alike(alike, every=every)
        return "" if some is None else self._together(some, name)

    def _singly(self, plans: Sequence[Plan], name: Callable[[int], str]) -> str:
        clauses: list[str] = []
        for plan in plans:
            (edit,) = plan.edits
            costs = "" if clauses else "costs "
            less = self._less(plan)
            clauses.append(f"{name(edit.number)} {costs}{less} with {_settings(edit)}")
        return f"{', '.join(clauses)}; {_choose(len(plans))}"

    def _alike(self, plans: Sequence[Plan], *, every: bool) -> str:
        clauses: list[str] = []
        for plan in plans:
            what, count = _settings(plan.edits[0]), plan.requests
            saving = f"{self._money(plan.saving)}{self._at_end(plan)}"
            if clauses:
                clauses.append(f"{what} {saving} in {count:,}")
            else:
                those = "the " if every else ""
                where = f"in {those}{count:,} requests that it makes cheaper"
                clauses.append(f"{what} saves {saving} {where}")
        return f"{', '.join(clauses)}; {_choose(len(plans))}"

    def _together(self, plan: Plan, name: Callable[[int], str]) -> str:
        named = [f"{name(it.number)} with {_settings(it)}" for it in plan.edits[:MOST_NAMED]]
        more = plan.requests - MOST_NAMED
        if more > 0:
            named.append(f"{more:,} more with {'its' if more == 1 else 'their'} cheapest settings")
        cost = "costs" if len(named) == 1 else "together cost"
        return f"{', '.join(named)} {cost} {self._less(plan)}; choose that"

    def _less(self, plan: Plan) -> str:
        return f"{self._money(plan.saving)} less{self._at_end(plan)}"

    def _at_end(self, plan: Plan) -> str:
        """Say where a saving is one of upper ends; what is saved in the end may be another."""
        for edit in plan.edits:
            for it in (edit.before.estimate, edit.there.estimate):
                least, most = it.ends_in(self.currency) or (None, None)
                if least is None or least != most:
                    return " at the upper end"
        return ""

    # ----------------------------------------------------------------------------------------------

    def _begin(self, report: Report) -> Start | None:
        program, payload = report.program, report.normalized
        if program is None or payload is None:
            return None
        return begin(program, self.judge_of(report.source, program), payload, report.own)

    def _money(self, value: Decimal) -> str:
        return str(Amount(value, self.currency))


class _Kinds:
    """
    Requests that differ in nothing that matters, put together, as long as they cost the most.

    Attributes:
        every: Whether there are no others.
    """

    def __init__(self) -> None:
        self.every = True
        self._known: dict[Hashable, tuple[Decimal, array[int]]] = {}

    def add(self, key: Hashable, number: int, cost: Decimal) -> None:
        """Add a request by its number; they come in order."""
        known = self._known.get(key)
        if known is not None:
            known[1].append(number)
            return
        if len(self._known) >= _MOST_SUMMED:
            self.every = False
            last = min(self._known, key=lambda it: (self._known[it][0], -self._known[it][1][0]))
            # Of kinds that cost the same the first stay.
            if self._known[last][0] >= cost:
                return
            del self._known[last]
        self._known[key] = cost, array("Q", (number,))

    def dearest(self) -> list[tuple[Decimal, Sequence[int]]]:
        """Give them, those that cost the most first."""
        found: list[tuple[Decimal, Sequence[int]]] = list(self._known.values())
        found.sort(key=lambda it: it[1][0])
        # A minus would round an amount of many digits.
        return sorted(found, key=lambda it: it[0], reverse=True)


def _key(report: Report) -> Hashable:
    program, payload = report.program, report.normalized
    if program is None or payload is None:
        return id(report)
    return program, report.own, reading_of(program).key(payload)


def _settings(of: Way | Edit) -> str:
    return " and ".join(setting(of.program, it) for it in of.changes)


def _choose(count: int) -> str:
    return "choose that" if count == 1 else "choose one"
