"""Advice on the requests of a run: what is said of several is said once."""

from array import array
from collections.abc import Callable, Sequence
from decimal import Decimal

import attrs

from lightmeter.advice.advising import Adviser
from lightmeter.advice.model import Advice
from lightmeter.batch_report import BatchReport
from lightmeter.language.exact import multiply
from lightmeter.result import Report

__all__ = ["Advising", "SharedAdvice", "advise_all"]

# Outcomes of advisers that are told apart at a time, without a look into them.
_MOST_KNOWN = 4_096


@attrs.frozen
class SharedAdvice:
    """
    A piece of advice, and whom it is for.

    Attributes:
        advice: As it is given to each of them.
        requests: Numbers of their reports in the batch; at least one.
    """

    advice: Advice
    requests: Sequence[int]

    @property
    def saving(self) -> tuple[Decimal, Decimal]:
        """What all of them save together, at least and at most."""
        times = len(self.requests)
        it = self.advice
        return multiply(it.saving_minimum, times), multiply(it.saving_maximum, times)


class Advising:
    """
    Takes the requests of a run one by one, and advises on each that is paid.

    Attributes:
        complete: Whether it has all of them.
    """

    def __init__(self, adviser_of: Callable[[str], Adviser] | None = None) -> None:
        """
        Begin with none.

        Args:
            adviser_of: Gives the adviser of a source by its name; None where all there is comes
                from others that are merged with it.
        """
        self._adviser_of = adviser_of or _nobody
        self.complete = False
        self._found: dict[tuple[str, str, Advice], array[int]] = {}
        # Requests of a kind share what an adviser says of them.
        self._known: dict[tuple[str, str, int], tuple[tuple[Advice, ...], list[array[int]]]] = {}

    def begin(self) -> None:
        """Forget what was taken: all requests will come once more."""
        self._found.clear()
        self._known.clear()

    def add(self, number: int, it: Report) -> None:
        """Take a request, by its number in the batch; they come in order."""
        given = self._adviser_of(it.source).advise(it)
        if not given:
            return
        key = it.provider, it.model, id(given)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            them = [
                self._found.setdefault((it.provider, it.model, advice), array("Q"))
                for advice in given
            ]
            # What is kept lets no other tuple come to its address.
            known = self._known[key] = given, them
        for numbers in known[1]:
            numbers.append(number)

    def settle(self) -> None:
        """Be told that there are no more; what is left can be pickled."""
        self._known.clear()
        self._adviser_of = _nobody

    def merge(self, other: "Advising", first: int) -> None:
        """
        Add what was said of requests that come after.

        Args:
            other: That took them.
            first: Number of the first of them in the batch; there they count from 0.
        """
        for key, numbers in other._found.items():  # noqa: SLF001 - another of its own
            self._found.setdefault(key, array("Q")).extend(it + first for it in numbers)

    def shared(self) -> tuple[SharedAdvice, ...]:
        """Give what saves before what costs the same, and the rest in the order of the requests."""
        shared = [SharedAdvice(advice, numbers) for (*_, advice), numbers in self._found.items()]
        return tuple(sorted(shared, key=lambda it: it.advice.kind == "better-for-same"))


def advise_all(
    report: BatchReport, adviser_of: Callable[[str], Adviser]
) -> tuple[SharedAdvice, ...]:
    """
    Advise on every request that is paid.

    Args:
        report: Of the run.
        adviser_of: Gives the adviser of a source by its name.

    Returns:
        What saves before what costs the same, and the rest in the order of the requests.
    """
    advising = Advising(adviser_of)
    for number, it in enumerate(report.reports):
        advising.add(number, it)
    return tuple(attrs.evolve(it, requests=tuple(it.requests)) for it in advising.shared())


def _nobody(name: str) -> Adviser:
    raise LookupError(name)
