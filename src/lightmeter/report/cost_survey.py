"""What requests cost and what could be saved, counted while they are judged."""

from typing import Protocol

from lightmeter.advice.advising import Adviser
from lightmeter.advice.together import Advising
from lightmeter.report.cost_account import Account
from lightmeter.report.cost_view import By
from lightmeter.result import Report

__all__ = ["Survey"]


class Advised(Protocol):
    """What judges, and knows what could be saved."""

    @property
    def adviser(self) -> Adviser:
        """Gives advice."""


class Survey:
    """
    Counts the requests of a run; see `Counting`.

    Attributes:
        account: What they cost.
        advising: What could be saved, where that is wanted.
        complete: Whether all requests were counted.
    """

    def __init__(self, by: By, *, advice: bool) -> None:
        """
        Begin with nothing.

        Args:
            by: What requests are put together by: not each by itself.
            advice: Whether it is wanted.
        """
        self.account = Account(by)
        self.advising = Advising() if advice else None
        self.complete = False

    def begin(self, checker: Advised) -> "Survey":
        """Give one that has counted nothing yet, for requests that a checker judges."""
        survey = Survey(self.account.by, advice=False)
        if self.advising is not None:
            survey.advising = Advising(lambda _: checker.adviser)
        return survey

    def add(self, number: int, report: Report) -> None:
        """Count a request by its number in its part of the run."""
        self.account.add(number, report)
        if self.advising is not None:
            self.advising.add(number, report)

    def settle(self) -> None:
        """Be told that there are no more; what is left can be pickled."""
        self.account.settle()
        if self.advising is not None:
            self.advising.settle()

    def merge(self, other: "Survey", first: int) -> None:
        """Add what another one has counted, of requests that come after."""
        self.account.merge(other.account, first)
        if self.advising is not None and other.advising is not None:
            self.advising.merge(other.advising, first)

    def end(self, *, sound: bool) -> None:
        """Be told that the run is read, and whether nothing is otherwise than it seemed."""
        self.complete = sound
        if self.advising is not None:
            self.advising.complete = sound
