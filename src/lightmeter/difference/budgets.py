"""Growth budgets: the most that the changes of a request, a file and a run may add."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import attrs

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.effects import Change
from lightmeter.difference.growth import Growth, Holding, Limit, Sum, hold, sums
from lightmeter.escaping import escape
from lightmeter.language.exact import add_all, negate
from lightmeter.money import format_amount
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import Amount

__all__ = ["judge_growth", "show_limit"]

# Changes that are named as those that add the most.
_MOST_NAMED = 3
_LONGEST_NAME = 40


def judge_growth(
    comparison: Comparison, settings_of: Callable[[Change], Settings]
) -> Iterator[Diagnostic]:
    """
    Hold what changes of requests add against growth budgets, by upper ends.

    What rates do is not counted: nobody who edits a request can help it.

    Args:
        comparison: Of two sides.
        settings_of: Gives the settings that a change stands under, those of the new side; all
            changes under the same are one run.

    Returns:
        Diagnostics with their places in the new side, as far as it has texts.
    """
    groups: dict[str, tuple[Settings, list[Change]]] = {}
    for it in comparison.changes:
        settings = settings_of(it)
        groups.setdefault(settings.file, (settings, []))[1].append(it)
    for settings, changes in groups.values():
        yield from _Judge(comparison, settings).judge(changes)


def show_limit(limit: Limit) -> str:
    """A limit as the settings write it."""
    if isinstance(limit, Amount):
        return _money(limit.value, limit.currency)
    return f"{format_amount(limit.value)}%"


@attrs.frozen
class _Judge:
    """
    One project's growth budgets.

    Attributes:
        comparison: Of two sides.
        settings: Of the project.
    """

    comparison: Comparison
    settings: Settings

    def judge(self, changes: Sequence[Change]) -> Iterator[Diagnostic]:
        budget = self.settings.budget
        if budget.request_growth is not None:
            for it in changes:
                for found in self._hold([it], budget.request_growth, "request-growth"):
                    yield self._at_request(found, it)
        if budget.file_growth is not None:
            files: dict[str, list[Change]] = {}
            for it in changes:
                files.setdefault(_key(it), []).append(it)
            for these in files.values():
                for found in self._hold(these, budget.file_growth, "file-growth"):
                    yield attrs.evolve(found, source=_source(these), pointer=())
        if budget.run_growth is not None:
            for found in self._hold(changes, budget.run_growth, "run-growth"):
                yield self._at_limit(found, "budget.run-growth")

    def _hold(self, changes: Sequence[Change], limit: Limit, key: str) -> Iterator[Diagnostic]:
        purses = list(sums(changes, limit))
        for it in purses:
            holding = hold(it, limit)
            at = f" at {it.owner}" if it.owner is not None and len(purses) > 1 else ""
            if holding is Holding.OVER:
                yield self._over(it, limit, key, at)
            elif holding is Holding.UNKNOWN and self.settings.budget.unpriced != "allow":
                yield self._unknown(it, limit, key, at)

    def _over(self, it: Sum, limit: Limit, key: str, at: str) -> Diagnostic:
        floor = it.floor or Decimal(0)
        exact = floor == it.ceiling
        by = f"{'' if exact else 'at least '}{_money(floor, it.currency)}"
        way = ""
        if it.base is not None and it.reached is not None:
            reached = _money(it.reached, it.currency)
            way = f", from {format_amount(it.base)} to {reached} at today's rates"
        return Diagnostic(
            rule="growth-over-budget",
            severity=Severity.ERROR,
            message=escape(
                f"{self._what(it, key)} by {by}{at}{way}, and {key} is {show_limit(limit)}"
                f"{self._dearest(it)}; ask for less, or raise {key} under [budget] in the settings"
            ),
        )

    def _unknown(self, it: Sum, limit: Limit, key: str, at: str) -> Diagnostic:
        if it.unknown:
            first = it.unknown[0]
            several = len(it.parts) > 1
            whose = f" of {self._name(first.change)}" if several else ""
            more = f" (and {len(it.unknown) - 1} more)" if len(it.unknown) > 1 else ""
            if first.foreign:
                why = f"{self._name(first.change) if several else 'it'}{more} {first.why}"
            else:
                why = f"the growth{whose} is not known{more}: {first.why}"
        elif it.base is None or it.reached is None:
            why = "not everything that it grows from has a price"
        else:
            why = (
                f"it grows from nothing to {_money(it.reached, it.currency)}, and"
                " a percentage of nothing says nothing; an amount, such as 5 USD, would hold"
            )
        return Diagnostic(
            rule="growth-unknown",
            severity=Severity(self.settings.budget.unpriced),
            message=escape(
                f"{key} ({show_limit(limit)}) cannot be held {self._against(it, key)}{at}: {why}"
                f"{self._known(it)}"
            ),
        )

    def _known(self, it: Sum) -> str:
        """Say what the rest grows by, where only a part is not known."""
        known = add_all(part.floor or Decimal(0) for part in it.parts)
        if not it.unknown or known <= 0:
            return ""
        return f"; the rest grows by at least {_money(known, it.currency)}{self._dearest(it)}"

    def _what(self, it: Sum, key: str) -> str:
        return _WHAT[key] if key != "request-growth" else f"this request{self._own_name(it)} grows"

    def _against(self, it: Sum, key: str) -> str:
        if key != "request-growth":
            return _AGAINST[key]
        return f"against this request{self._own_name(it)}"

    def _own_name(self, it: Sum) -> str:
        """Which request it is: several of a batch may begin on one line."""
        change = it.parts[0].change
        request = change.new or change.old
        assert request is not None
        name = escape(request.id, _LONGEST_NAME)
        if not name and request.line is not None and self.comparison.new.report is None:
            name = f"line {request.line}"
        return f" ({name})" if name else ""

    def _dearest(self, it: Sum) -> str:
        """Name the changes that add the most, where there are several."""
        adding = [part for part in it.parts if (part.floor or 0) > 0]
        if len(it.parts) == 1 or not adding:
            return ""
        most = sorted(adding, key=lambda part: negate(part.floor or Decimal(0)))[:_MOST_NAMED]
        named = (f"{self._name(part.change)} ({_added(part, it.currency)})" for part in most)
        return f"; most is added by {', '.join(named)}"

    def _name(self, change: Change) -> str:
        it = change.new or change.old
        assert it is not None
        name = escape(it.id, _LONGEST_NAME) or (f"line {it.line}" if it.line else it.model)
        several = len({_key(other) for other in self.comparison.changes}) > 1
        return f"{name} of {it.source}" if several and it.source else name

    def _at_request(self, diagnostic: Diagnostic, change: Change) -> Diagnostic:
        it, report = change.new or change.old, self.comparison.new.report
        assert it is not None
        diagnostic = attrs.evolve(diagnostic, source=it.source)
        if report is None or change.new is None:
            return diagnostic
        locator = report.reports[self.comparison.new.numbers[id(it)]].locator
        if locator is None:
            return diagnostic
        located = locator.locate(attrs.evolve(diagnostic, pointer=("model",)))
        pointer = located.pointer or ()
        if pointer[: len(locator.base)] == locator.base:
            return located
        # A model that all inherit stands where no single request does.
        span = locator.document.header_span(locator.base)
        return attrs.evolve(located, pointer=locator.base, span=span, related=())

    def _at_limit(self, diagnostic: Diagnostic, key: str) -> Diagnostic:
        # No text holds a whole run, but one says how much it may grow.
        origin = self.settings.origins.get(key)
        if origin is None:
            return diagnostic
        return attrs.evolve(
            diagnostic, source=origin.file, pointer=origin.pointer, span=origin.span
        )


_WHAT = {
    "file-growth": "the file grows",
    "run-growth": "everything that was read grows",
}
_AGAINST = {
    "file-growth": "against the file",
    "run-growth": "against everything that was read",
}


def _key(change: Change) -> str:
    it = change.new or change.old
    assert it is not None
    return it.key


def _source(changes: Sequence[Change]) -> str:
    """The name of a file on the new side, if it is there."""
    sides = [*(it.new for it in changes), *(it.old for it in changes)]
    return next(it.source for it in sides if it is not None)


def _added(part: Growth, currency: str) -> str:
    return f"+{_money(part.floor or Decimal(0), currency)}"


def _money(amount: Decimal, currency: str) -> str:
    return f"{format_amount(amount)} {currency}"
