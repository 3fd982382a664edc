"""The same mistakes are put into words once."""

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from lightmeter.diagnostic import Diagnostic, order
from lightmeter.judge.verdict import Names, Verdict
from lightmeter.language.absent import AbsentType
from lightmeter.packs.program import Program

__all__ = ["MOST_KEPT", "Worded", "shared"]

MOST_KEPT = 256
"""Sets of mistakes of which one model's words are kept; as many more begin anew."""

_LONGEST = 200
_data_of = itemgetter(2)

# Values of these types are shown alike where they are equal, once the type is known as well: of the
# others 1.0 is 1.00 and 0.0 is -0.0, and an object has no hash.
_PLAIN = frozenset((str, int, bool, type(None), AbsentType, Names))


class Worded(NamedTuple):
    """
    What is said of the findings of one verdict.

    Attributes:
        made: One per finding, in their order.
        ordered: The same, sorted.
    """

    made: tuple[Diagnostic, ...]
    ordered: tuple[Diagnostic, ...]


class Describe(Protocol):
    """Puts a verdict into words."""

    def __call__(self, program: Program, verdict: Verdict, *, placed: bool) -> Iterable[Diagnostic]:
        """Give one diagnostic per finding, in their order."""


def shared(program: Program, verdict: Verdict, describe: Describe, *, placed: bool) -> Worded:
    """
    Give the diagnostics of a verdict, the same objects for every verdict of the same findings.

    Diagnostics are frozen, and the words of one depend on the model and on the
    findings: on what was sent only as far as a finding tells. True is 1 to a key, so the
    types of what a finding tells are in it. The key of an unknown member stands in a pointer too,
    but the finding that it is not known always tells it. What cannot be told apart like this, or is
    too long to be worth keeping, is put into words each time; so is a header's value, which may be
    a key that nobody wants kept.

    Args:
        program: That judged the request; it keeps what was said, and threads may share it.
        verdict: Its outcome.
        describe: Puts it into words.
        placed: Whether the request has a place for headers.
    """
    findings = verdict.findings
    if verdict.header_findings:
        findings = [*findings, *verdict.header_findings]
    values = (*chain.from_iterable(map(_data_of, findings)),)
    kinds = (*map(type, values),)
    if not _PLAIN.issuperset(kinds):
        return _make(program, verdict, describe, placed=placed)
    key = placed, len(verdict.findings), (*findings,), kinds
    known = program.worded.get(key)
    if known is None:
        known = _make(program, verdict, describe, placed=placed)
        if all(map(_is_short, values)) and not any(map(_data_of, verdict.header_findings)):
            if len(program.worded) >= MOST_KEPT:
                program.worded.clear()
            program.worded[key] = known
    return known


def _make(program: Program, verdict: Verdict, describe: Describe, *, placed: bool) -> Worded:
    made = tuple(describe(program, verdict, placed=placed))
    return Worded(made, tuple(sorted(made, key=order)))


def _is_short(value: Any) -> bool:
    """Whether a value is worth keeping: what was sent may be as long as it likes."""
    if isinstance(value, Names):
        return len(value) <= _LONGEST and all(type(it) is str and len(it) <= 60 for it in value)
    return type(value) is not str or len(value) <= _LONGEST
