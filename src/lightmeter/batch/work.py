"""Requests that ask for the same thing, and are both paid."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lightmeter.batch.digest import digest, rough_digest
from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.escaping import escape
from lightmeter.judge.meant import meant
from lightmeter.judge.values import exact_integer
from lightmeter.language.exact import multiply
from lightmeter.money import format_amount
from lightmeter.packs.member import Member as Declared
from lightmeter.packs.program import Program
from lightmeter.place import Pointer
from lightmeter.result import Report
from lightmeter.spool import Sorted

__all__ = ["judge_work", "work_digest", "work_mark"]

_LONGEST_ID = 40
# A prompt or an address; words such as 16:9 are shared by many.
_LONG_TEXT = 16
_MOST = 2**32 - 1
# So that a text and a number seldom make up for one another.
_FACTOR = 2_654_435_761


def work_mark(report: Report) -> int | None:
    """
    What requests of one source share that may ask for the same work; None for what is not sent.

    It is made of little, since nearly all requests ask for something of their own: the longer
    texts and the whole numbers of the input, whatever their order.
    """
    program, sent = report.program, report.normalized
    if program is None or sent is None:
        return None
    input_: Any = sent
    for step in program.input:
        input_ = input_[step]
    source, mark = report.source, 0
    for value in input_.values():
        kind = type(value)
        if kind is str:
            if len(value) >= _LONG_TEXT:
                mark += rough_digest(value, source)
        elif kind is int or kind is Decimal:
            # 5.0 is 5 to whoever reads JSON.
            mark += (exact_integer(value) or 0) * _FACTOR
    return mark & _MOST


def work_digest(member: Member) -> bytes | None:
    """What they share that do ask for the same work, and no others."""
    program, asked = member.report.program, member.report.normalized
    if program is None or asked is None:
        return None
    without: Mapping[str, Any] = asked
    for pointer in _addresses(program):
        without = _without(without, pointer)
    return digest([member.report.source, program.provider, without])


def judge_work(
    groups: Iterable[Sequence[int]],
    members: Sequence[Member],
    *,
    leaving_out: Sequence[int],
    keyed: Sequence[int],
) -> Iterator[tuple[int, Diagnostic]]:
    """
    Find requests of one source that ask for the same work as an earlier one.

    They are compared as they will be sent, defaults filled in, and without the address that is
    told of the outcome. What has an idempotency key of its own is meant as a task of its own.

    Args:
        groups: Numbers of the requests that ask for the same, ascending.
        members: Of the run.
        leaving_out: Numbers of those that share an idempotency key with an earlier one, ascending.
        keyed: Numbers of those that have an idempotency key, ascending.

    Returns:
        Number of the request and the diagnostic, one for each work, at its first repetition;
        numbers are ascending.
    """
    told: Sorted[tuple[int, int, int]] = Sorted()
    for group in groups:
        those = [it for it in group if not _has(leaving_out, it)]
        again = [it for it in those[1:] if not _has(keyed, it)]
        if again:
            told.add((again[0], those[0], len(again) - 1))
    for number, first, more in told:
        yield number, _paid_twice(members[first], members[number], more)


def _has(numbers: Sequence[int], number: int) -> bool:
    """Whether a number is among others, which are ascending."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


@lru_cache(maxsize=64)
def _addresses(program: Program) -> tuple[Pointer, ...]:
    """Where a request says who is told of the outcome."""
    found: list[Pointer] = []
    pending: list[Declared] = [program.body]
    while pending:
        member = pending.pop()
        if "webhook" in member.checks:
            found.append(member.pointer)
        pending += member.properties.values()
    return tuple(found)


def _without(value: Mapping[str, Any], pointer: Pointer) -> Mapping[str, Any]:
    """The same without a member; nothing of the payload is changed."""
    step, *rest = pointer
    if step not in value:
        return value
    if not rest:
        return {key: it for key, it in value.items() if key != step}
    inner = value[str(step)]
    if not isinstance(inner, Mapping):
        return value
    return {**value, str(step): _without(inner, tuple(rest))}


def _paid_twice(earlier: Member, member: Member, more: int) -> Diagnostic:
    name = escape(earlier.report.id, _LONGEST_ID)
    which = f"request {name}" if name else "an earlier request"
    text = f"this asks for the same as {which}, and both are made and paid"
    if more:
        text = f"this and {more:,} more ask for the same as {which}, and all are made and paid"
    pointer, span, _ = earlier.locator.find(())
    return Diagnostic(
        rule="paid-twice",
        severity=Severity.WARNING,
        message=(
            f"{text}{_cost(member, more + 1)}; keep one, or {_raise(member, more + 2)}ignore this"
            " rule where several results are wanted"
        ),
        pointer=(),
        related=(Related("asked for here first", pointer, span),),
    )


def _cost(member: Member, times: int) -> str:
    """What is paid once more, where that is known."""
    estimate = member.report.estimate
    if estimate is None or estimate.minimum is None or estimate.maximum is None:
        return ""
    low, high = (format_amount(multiply(times, it)) for it in (estimate.minimum, estimate.maximum))
    amount = low if low == high else f"{low} to {high}"
    currency = escape(estimate.currency)
    # A provider's own currency is a plural.
    return f", for {amount} {currency.removesuffix('s') if amount == '1' else currency} more"


def _raise(member: Member, times: int) -> str:
    """How to ask for as much in one request, where its model counts what it makes."""
    program, sent = member.report.program, member.report.normalized
    if program is None or sent is None:
        return ""
    # Of batches in which nothing is asked for twice no expression is looked through.
    from lightmeter.language.typed import paths  # noqa: PLC0415

    # A count that the price does not depend on may be of no effect.
    read = {
        path: None
        for line in program.lines
        for branch in line.quantity
        for tree in (branch.minimum, branch.maximum)
        for path in sorted(paths(tree))
    }
    counts = [it for it in read if meant("n", [it[-1]]) and it in program.inputs]
    if not counts:
        return ""
    declared = program.inputs[counts[0]]
    value: Any = sent
    for step in declared.pointer:
        value = value.get(step) if isinstance(value, Mapping) else None
    most = declared.field.maximum
    if not isinstance(value, int) or (most is not None and value * times > most):
        return ""
    return f"write {declared.name} = {value * times} or "
