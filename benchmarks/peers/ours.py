"""What lightmeter does of the same work."""

from collections.abc import Callable, Collection
from typing import Any

from benchmarks.payloads import MINDVIDEO
from benchmarks.peers.validator import Validator
from lightmeter import Checker

__all__ = ["make", "make_complete"]


def make() -> Validator:
    """Make a validator of MindVideo's body."""
    checker = Checker()
    check, accepts = checker.check, checker.accepts

    def verdict(body: Any) -> bool:
        return accepts(body, provider="mindvideo")

    def faults(body: Any) -> Collection[Any]:
        found = check(body, provider="mindvideo").verdict
        # Rule, pointer and values; None where the model is not known, which `ODD` has nowhere.
        assert found is not None, MINDVIDEO
        return found.findings

    def words(body: Any) -> Collection[Any]:
        return check(body, provider="mindvideo").diagnostics

    does = (
        "verdict (accepts), rules between members; faults with rule, path and values (check); in"
        " words: with source"
    )
    return Validator(does, verdict, faults, words)


def make_complete(provider: str) -> Callable[[Any], object]:
    """Make what checks a payload and asks for everything that there is to know of it."""
    check = Checker().check

    def complete(body: Any) -> object:
        report = check(body, provider=provider)
        estimate = report.estimate
        effective = None if estimate is None else estimate.effective
        return report.ok, effective, estimate, report.normalized

    return complete
