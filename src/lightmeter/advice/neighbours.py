"""The neighbours of a request: accepted requests that differ in one setting, with their prices."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from lightmeter.advice.choices import choices
from lightmeter.advice.reading import Reading, input_of, reading_of
from lightmeter.diagnostic import Change, Severity
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.own import OwnRates
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = [
    "Neighbour",
    "Start",
    "applied",
    "begin",
    "change_to",
    "neighbour",
    "neighbours",
    "value_of",
]

_Said: TypeAlias = frozenset[tuple[int, tuple[str | int, ...]]]


@attrs.frozen(eq=False)
class Start:
    """
    A priced request whose neighbours are looked for.

    Attributes:
        reading: Of its program.
        judge: That judges every neighbour.
        own: What is paid otherwise than the provider lists, or None.
        payload: As it would be sent.
        verdict: Of the payload.
        estimate: Of the payload.
        warned: What was said of it that a neighbour may be told as well: what is worse than a note.
    """

    reading: Reading = attrs.field(repr=False)
    judge: Judge = attrs.field(repr=False)
    own: OwnRates | None = attrs.field(repr=False)
    payload: Mapping[str, Any]
    verdict: Verdict
    estimate: Estimate
    warned: _Said


@attrs.frozen(eq=False)
class Neighbour:
    """
    One step away from a request.

    Attributes:
        member: That is another.
        change: What is done to it.
        before: The value that it had, or `ABSENT`.
        there: The request that the step leads to.
    """

    member: Member
    change: Change
    before: Any
    there: Start


def begin(
    program: Program, judge: Judge, payload: Mapping[str, Any], own: OwnRates | None = None
) -> Start | None:
    """
    Begin at a request.

    Args:
        program: That it was judged by.
        judge: Made from the program.
        payload: With defaults filled in, as a report gives it; never changed.
        own: What is paid otherwise than the provider lists, or None.

    Returns:
        None for a payload that is rejected or has no estimate.
    """
    verdict = judge(payload, None)
    if own is not None:
        # What the provider lists is of no interest here, and takes a judge of its own.
        own = attrs.evolve(own, listed=None)
    found = estimate(program, verdict, own)
    if found is None:
        return None
    warned = _warned(program, verdict)
    return Start(reading_of(program), judge, own, payload, verdict, found, warned)


def neighbours(start: Start, members: Iterable[Member]) -> Iterator[Neighbour]:
    """
    Try every choice of some settings, one setting at a time.

    Returns:
        Those that the pack accepts without a warning that the request itself did not get.
    """
    for member in members:
        before = value_of(start, member)
        for value in choices(member, before, start.reading.hints):
            found = neighbour(start, member, value)
            if found is not None:
                yield found


def neighbour(start: Start, member: Member, value: Any) -> Neighbour | None:
    """Take one step; None where it is not accepted, or brings a warning."""
    change = change_to(member, value)
    payload = applied(start.payload, change)
    if payload is None:
        return None
    program = start.reading.program
    verdict = start.judge(payload, None)
    if verdict.rejected or not _warned(program, verdict) <= start.warned:
        return None
    found = estimate(program, verdict, start.own)
    if found is None:
        return None
    there = attrs.evolve(start, payload=payload, verdict=verdict, estimate=found)
    return Neighbour(member, change, value_of(start, member), there)


def change_to(member: Member, value: Any) -> Change:
    """What gives a member a value, or leaves it out for `ABSENT`."""
    if value is ABSENT:
        return Change(member.pointer, "remove", None)
    return Change(member.pointer, "set", value)


def value_of(start: Start, member: Member) -> Any:
    """The value that a request has there, or `ABSENT`."""
    inner: Any = input_of(start.reading.program, start.payload)
    for step in member.path:
        if not isinstance(inner, Mapping) or step not in inner:
            return ABSENT
        inner = inner[step]
    return inner


def applied(payload: Mapping[str, Any], change: Change) -> dict[str, Any] | None:
    """
    The payload with a change made to it, sharing what stays as it is.

    Returns:
        None where the change has no place: its object is something else, or what it removes is not
        there.
    """
    root = dict(payload)
    here = root
    for step in change.pointer[:-1]:
        if step not in here and change.operation == "remove":
            return None
        inner = here.get(str(step), {})
        if not isinstance(inner, Mapping):
            return None
        here[str(step)] = inner = dict(inner)
        here = inner
    name = str(change.pointer[-1])
    if change.operation == "set":
        here[name] = change.value
    elif name not in here:
        return None
    else:
        del here[name]
    return root


def _warned(program: Program, verdict: Verdict) -> _Said:
    return frozenset(
        (check, pointer)
        for check, pointer, _ in verdict.findings
        if program.checks[check].severity is not Severity.INFO
    )
