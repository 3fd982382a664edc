"""Money-saving advice: the same result for less, and a better one for the same."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from lightmeter.advice.alike import is_known
from lightmeter.advice.better import better
from lightmeter.advice.cheaper import cheaper
from lightmeter.advice.model import Advice
from lightmeter.advice.neighbours import begin
from lightmeter.advice.reading import reading_of
from lightmeter.estimate.own import OwnRates
from lightmeter.judge.verdict import Judge
from lightmeter.packs.program import Program
from lightmeter.result import Report

__all__ = ["Adviser", "advise"]

# Kinds of requests whose advice is kept; a batch has few kinds and many requests.
_MOST_KEPT = 4096


class Adviser:
    """
    Gives advice on many requests.

    What was found for one request is kept for all that differ from it in nothing that matters, such
    as in their prompts.
    """

    def __init__(self, judge_of: Callable[[Program], Judge]) -> None:
        """
        Set up an adviser.

        Args:
            judge_of: Gives what judges by a program.
        """
        self._judge_of = judge_of
        self._kept: dict[tuple[Program, OwnRates | None, Hashable], tuple[Advice, ...]] = {}

    def advise(self, report: Report) -> tuple[Advice, ...]:
        """
        Advise on a request.

        Returns:
            Nothing for one that is rejected, not checked, not priced or not paid again.
        """
        program, payload = report.program, report.normalized
        if program is None or payload is None or report.repeats:
            return ()
        key = program, report.own, reading_of(program).key(payload)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                # To take out one alone would have to be kept from other threads.
                self._kept.clear()
            known = advise(program, self._judge_of(program), payload, report.own)
            self._kept[key] = known
        return known


def advise(
    program: Program, judge: Judge, payload: Mapping[str, Any], own: OwnRates | None = None
) -> tuple[Advice, ...]:
    """
    Advise on an accepted payload.

    The law behind it: requests of one model that agree in all levers and all quantities give the
    same result. A saving is named only where it is certain, whatever is still open.

    Args:
        program: That judged it.
        judge: Made from the program.
        payload: With defaults filled in, as a report gives it.
        own: What is paid otherwise than the provider lists, or None.

    Returns:
        The greatest saving first, at most one for a member of the input; each stands by itself.
    """
    start = begin(program, judge, payload, own)
    if start is None or not is_known(start.estimate):
        return ()
    saving = cheaper(start)
    saved = {it.changes[0].pointer for it in saving}
    return (*saving, *(it for it in better(start) if it.changes[0].pointer not in saved))
