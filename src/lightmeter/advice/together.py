"""Advice on the requests of a run: what is said of several is said once."""

from collections.abc import Callable
from decimal import Decimal

import attrs

from lightmeter.advice.advising import Adviser
from lightmeter.advice.model import Advice
from lightmeter.language.exact import multiply
from lightmeter.result import BatchReport

__all__ = ["SharedAdvice", "advise_all"]


@attrs.frozen
class SharedAdvice:
    """
    A piece of advice, and whom it is for.

    Attributes:
        advice: As it is given to each of them.
        requests: Numbers of their reports in the batch; at least one.
    """

    advice: Advice
    requests: tuple[int, ...]

    @property
    def saving(self) -> tuple[Decimal, Decimal]:
        """What all of them save together, at least and at most."""
        times = len(self.requests)
        it = self.advice
        return multiply(it.saving_minimum, times), multiply(it.saving_maximum, times)


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
    found: dict[tuple[str, str, Advice], list[int]] = {}
    for number, it in enumerate(report.reports):
        for advice in adviser_of(it.source).advise(it):
            found.setdefault((it.provider, it.model, advice), []).append(number)
    shared = [SharedAdvice(advice, tuple(numbers)) for (*_, advice), numbers in found.items()]
    return tuple(sorted(shared, key=lambda it: it.advice.kind == "better-for-same"))
