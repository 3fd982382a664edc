"""Before a request is sent: nothing passes that is rejected, of unknown price or over a limit."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from threading import Lock
from typing import Any

import attrs

from lightmeter.checker import Checker
from lightmeter.diagnostic import Severity
from lightmeter.errors import RefusedError, UsageError
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.spending import Spending
from lightmeter.estimate.total import Total
from lightmeter.estimate.words import show_money
from lightmeter.language.exact import add, multiply, subtract
from lightmeter.money import Amount, meant_currency, parse_money
from lightmeter.result import Report

__all__ = ["Guard", "Ticket"]

_DOLLARS = "USD"


class Guard:
    """
    Lets requests pass one by one, and counts what a run has spent.

    A retry is no new request: it is let pass once, and the payload of its ticket is sent again.

    What is counted is the upper end of each estimate, from the moment a request is let pass: of
    what was sent nobody knows at once what it costs. A ticket can say later what was charged. Safe
    to share between threads: two of them never get past a limit together that each alone would
    keep. What it holds does not grow with the number of requests.
    """

    def __init__(
        self,
        checker: Checker | None = None,
        *,
        request: str | Amount | None = None,
        run: str | Amount | None = None,
    ) -> None:
        """
        Set up a guard over a run that has spent nothing yet.

        Args:
            checker: With the packs and the settings that count; None for one of the shipped packs.
            request: The most that a single request may cost, such as "0.50 USD" or "25 credits";
                None for what the checker's settings have as the budget of a request.
            run: The most that all may cost together; None for the settings' budget of a run. A
                limit in credits holds for each provider by itself, since each has credits of its
                own.

        Raises:
            UsageError: If a limit is no amount.
        """
        self._checker = Checker() if checker is None else checker
        budget = self._checker.settings.budget
        self._request = budget.request if request is None else _amount("request", request)
        self._run = budget.run if run is None else _amount("run", run)
        self._lock = Lock()
        self._admitted = 0
        self._spent: dict[tuple[str, str], Spending] = {}

    def admit(
        self,
        payload: Mapping[str, Any],
        *,
        provider: str | None = None,
        headers: Mapping[str, Any] | None = None,
    ) -> "Ticket":
        """
        Let a request pass, and count what it may cost; the arguments are those of `Checker.check`.

        Returns:
            A ticket with the payload to send.

        Raises:
            RefusedError: If the request is rejected, its price is not known, or a limit would be
                exceeded. Nothing is counted then.
            UsageError: If the provider is not known.
            PackError: If a pack that the request needs is wrong.
        """
        # What is priced here stays as it is, whatever becomes of the caller's data.
        report = self._checker.check(deepcopy(payload), provider=provider, headers=headers)
        estimate = _priced(report)
        self._check_request(report, estimate)
        ticket = Ticket(report, estimate, self._settle)
        with self._lock:
            self._check_run(report, estimate)
            self._count(estimate, 1)
            self._admitted += 1
        return ticket

    @property
    def spent(self) -> tuple[Total, ...]:
        """
        What the requests that passed cost, for each provider and currency, sorted.

        Charges that tickets were told of stand in place of their estimates; what was released is
        not in it.
        """
        with self._lock:
            return tuple(it.total for _, it in sorted(self._spent.items()) if it.requests)

    @property
    def admitted(self) -> int:
        """How many requests have passed, those that were released included."""
        with self._lock:
            return self._admitted

    def left(self, provider: str = "") -> Amount | None:
        """
        What is left of the limit of the run; None where it has none.

        Args:
            provider: Whose credits, where the limit is in credits.

        Raises:
            UsageError: If the limit is in credits, and the provider is not known.
        """
        if self._run is None:
            return None
        if not self._run.currency.isupper():
            if not provider:
                raise UsageError(f"each provider has {self._run.currency} of its own; name one")
            self._checker.shelf.check_provider(provider)
        with self._lock:
            reached = self._reached(provider)
        # A charge may be more than was estimated.
        return Amount(max(subtract(self._run.value, reached), Decimal(0)), self._run.currency)

    # Limits ---------------------------------------------------------------------------------------

    def _check_request(self, report: Report, estimate: Estimate) -> None:
        for limit in (self._request, self._run):
            if limit is not None and estimate.ends_in(limit.currency) is None:
                message = (
                    f"the request costs {estimate}, and nothing says what that is in"
                    f" {limit.currency}, the currency of the limit"
                )
                raise RefusedError("unpriced", message, report)
        if self._request is not None and not estimate <= self._request:
            message = f"the request costs {estimate}, and the limit of a request is {self._request}"
            raise RefusedError("request-limit", message, report)

    def _check_run(self, report: Report, estimate: Estimate) -> None:
        if self._run is None:
            return
        reached = self._reached(estimate.provider)
        ends = estimate.ends_in(self._run.currency)
        if ends is None or ends[1] is None or add(reached, ends[1]) > self._run.value:
            before = show_money(reached, reached, self._run.currency)
            message = (
                f"the run has come to {before}, and with this request, {estimate}, it would exceed"
                f" its limit of {self._run}"
            )
            raise RefusedError("run-limit", message, report)

    def _reached(self, provider: str) -> Decimal:
        """What the run has come to, in the currency of its limit."""
        assert self._run is not None
        currency = self._run.currency
        reached = Decimal(0)
        for it in self._spent.values():
            # A currency is everyone's money, and credits are a provider's own.
            if currency.isupper() or it.provider == provider:
                ends = it.total.ends_in(currency)
                if ends is not None and ends[1] is not None:
                    reached = add(reached, ends[1])
        return reached

    def _count(self, cost: Estimate, times: int) -> None:
        """Put a cost to what was spent, or take it out again."""
        key = cost.provider, cost.currency
        spending = self._spent.setdefault(key, Spending(*key))
        spending.add(cost, times)

    # What tickets say later -----------------------------------------------------------------------

    def _settle(self, ticket: "Ticket", cost: Estimate | None) -> None:
        with self._lock:
            if ticket.cost is not None:
                self._count(ticket.cost, -1)
            if cost is not None:
                self._count(cost, 1)
            ticket.cost = cost


@attrs.define(eq=False)
class Ticket:
    """
    A request that a guard has let pass.

    Attributes:
        report: What was found about it.
        estimate: What it will cost.
        cost: What is counted for it: the estimate, what was charged, or None once it is released.
    """

    report: Report = attrs.field(on_setattr=attrs.setters.frozen)
    estimate: Estimate = attrs.field(on_setattr=attrs.setters.frozen)
    _settle: Callable[["Ticket", Estimate | None], None] = attrs.field(repr=False)
    cost: Estimate | None = attrs.field(init=False)

    @cost.default
    def _counted(self) -> Estimate:
        return self.estimate

    @property
    def payload(self) -> dict[str, Any]:
        """The payload to send: completed, and with safe spellings; each time a copy of its own."""
        payload = self.report.normalized
        assert payload is not None
        return deepcopy(payload)

    def settle(self, charged: str | Amount) -> None:
        """
        Count what was charged in place of what was counted, also after a release.

        Args:
            charged: In the currency of the estimate, such as "24 credits".

        Raises:
            UsageError: If it is no amount of that currency.
        """
        amount = _amount("charged", charged)
        if amount.currency != self.estimate.currency:
            raise UsageError(
                f"charged is {amount}, and the request is priced in {self.estimate.currency}"
            )
        self._settle(self, _charged(self.estimate, amount.value))

    def release(self) -> None:
        """
        Count nothing for the request: it was not sent, or is known not to be charged.

        Where an answer is missing, nobody knows that.
        """
        self._settle(self, None)


def _amount(name: str, value: Any) -> Amount:
    amount = parse_money(value) if isinstance(value, str) else value
    if not isinstance(amount, Amount):
        raise UsageError(f'{name} is {value!r}; write an amount like "0.50 USD" or "25 credits"')
    if meant := meant_currency(amount.currency):
        raise UsageError(f"{name} is {amount}; {amount.currency} is no currency, {meant} is")
    return amount


def _priced(report: Report) -> Estimate:
    """The estimate of a request whose price is known to its upper end."""
    if not report.ok:
        first = next(it for it in report.diagnostics if it.severity is Severity.ERROR)
        raise RefusedError("rejected", first.message, report)
    estimate = report.estimate
    if estimate is None:
        why = "its pack has no price" if report.pack else "it was not checked"
        first_said = next((it.message for it in report.diagnostics), "")
        message = f"the price is not known, since {why}"
        raise RefusedError("unpriced", ": ".join(filter(None, (message, first_said))), report)
    if estimate.unpriced:
        message = f"the price is not known: {estimate.unpriced[0].reason}"
        raise RefusedError("unpriced", message, report)
    return estimate


def _charged(estimate: Estimate, amount: Decimal) -> Estimate:
    """The same request at what was charged for it."""
    usd = estimate.usd
    if usd is not None:
        low, high = multiply(amount, usd.rate_minimum), multiply(amount, usd.rate_maximum)
        usd = attrs.evolve(usd, minimum=low, maximum=high)
    return attrs.evolve(estimate, minimum=amount, maximum=amount, usd=usd)
