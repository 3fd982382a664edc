"""What an example says of its request, held against what comes of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.money import parse_amount
from lightmeter.packs.examples import ExampleError
from lightmeter.packs.model import Example
from lightmeter.packs.program import Program
from lightmeter.verify.bench import Bench, Outcome, apply_fixes, cost_words, label_of
from lightmeter.verify.compare import differences, listed, range_words, same, shown

__all__ = ["broken_promises"]

# Diagnostics that a problem lists before it only counts them.
_MOST_LISTED = 20


def broken_promises(example: Example, outcome: Outcome, bench: Bench) -> Iterator[str]:
    """
    Hold an outcome against everything its example says.

    Returns:
        One clear line for each thing that is not as the example says.
    """
    yield from _said(example, outcome)
    yield from _skipped(example, outcome, bench.program)
    yield from _effective(example, outcome, bench.program)
    yield from _cost(example, outcome)
    yield from _quantity(example, outcome)
    yield from _normalized(example, outcome, bench)
    yield from _fixed(example, outcome, bench)


def _said(example: Example, outcome: Outcome) -> Iterator[str]:
    """The exact set of diagnostics; those about headers count where headers are given."""
    about_headers = len(outcome.verdict.header_findings) if example.headers is None else 0
    compared = outcome.diagnostics[: len(outcome.diagnostics) - about_headers]
    found = Counter(label_of(it) for it in compared)
    missing: list[str] = []
    for label in sorted(example.expect, key=lambda it: "@" not in it):
        # Labels that name a place come first, so that a bare one takes what they leave.
        matches = [it for it in found if it == label or it.partition("@")[0] == label]
        if matches:
            found[matches[0]] -= 1
            found += Counter()
        else:
            missing.append(label)
    labels = sorted(map(label_of, compared))
    came = ", ".join(labels[:_MOST_LISTED]) or "nothing"
    if len(labels) > _MOST_LISTED:
        came += f" and {len(labels) - _MOST_LISTED} more"
    for label in missing:
        yield f"expected {label}, which was not found; found {came}"
    messages = {label_of(it): it.message for it in compared}
    for label in sorted(found.elements()):
        yield f"found {label}, which was not expected: {messages[label]}"


def _skipped(example: Example, outcome: Outcome, program: Program) -> Iterator[str]:
    if example.skipped is None:
        return
    expected = sorted(example.skipped)
    came = sorted(program.checks[index].rule for index in outcome.verdict.skipped)
    if came != expected:
        yield f"skipped: expected {listed(expected)}, got {listed(came)}"


def _effective(example: Example, outcome: Outcome, program: Program) -> Iterator[str]:
    if not example.effective:
        return
    if outcome.verdict.rejected:
        yield "effective: the request is rejected, so nothing takes effect"
        return
    levers = [name for name, _ in program.levers]
    values = dict(zip(levers, outcome.verdict.levers, strict=True))
    for name, expected in example.effective.items():
        if name not in values:
            yield f"effective: {name} is not one of the levers: {listed(levers)}"
        elif values[name] is ABSENT:
            yield f"effective: expected {name} = {shown(expected)}, got none"
        elif not same(values[name], expected):
            yield f"effective: expected {name} = {shown(expected)}, got {shown(values[name])}"


def _cost(example: Example, outcome: Outcome) -> Iterator[str]:
    if example.cost is None:
        return
    came = cost_words(outcome)
    if example.cost in ("rejected", "declined"):
        expected = str(example.cost)
    else:
        try:
            minimum, maximum = _ends(example.cost, _amount)
        except ExampleError as error:
            yield f"cost: {error}"
            return
        expected = range_words(minimum, maximum)
    if came != expected:
        yield f"cost: expected {expected}, got {came}"


def _quantity(example: Example, outcome: Outcome) -> Iterator[str]:
    if example.quantity is None:
        return
    try:
        minimum, maximum = _ends(example.quantity, _count)
    except ExampleError as error:
        yield f"quantity: {error}"
        return
    priced = outcome.estimate
    expected, came = range_words(minimum, maximum), "none"
    if priced is not None:
        came = range_words(Decimal(priced.quantity_minimum), Decimal(priced.quantity_maximum))
    if came != expected:
        yield f"quantity: expected {expected}, got {came}"


def _normalized(example: Example, outcome: Outcome, bench: Bench) -> Iterator[str]:
    if example.normalized is None:
        return
    if outcome.verdict.normalized is None:
        yield "normalized: the request is rejected, so there is no payload to send"
        return
    came = bench.input_of(outcome.verdict.normalized)
    yield from differences("normalized", example.normalized, came)


def _fixed(example: Example, outcome: Outcome, bench: Bench) -> Iterator[str]:
    """The input after all fixes."""
    if example.fixed is None:
        return
    mended = [it for it in outcome.diagnostics if it.fix is not None]
    if not mended:
        yield "fixed: no diagnostic of this request has a fix"
        return
    came = bench.input_of(apply_fixes(outcome.body, mended))
    yield from differences("fixed", example.fixed, came)


def _ends(value: Any, read: Any) -> tuple[Decimal, Decimal]:
    """Both ends of an exact value or of a range."""
    if not isinstance(value, Mapping):
        exact = read(value)
        return exact, exact
    if value.keys() != {"minimum", "maximum"}:
        raise ExampleError("a range gives minimum and maximum")
    return read(value["minimum"]), read(value["maximum"])


def _amount(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ExampleError(f'{shown(value)} is not an amount: write a text such as "0.005"')
    amount = parse_amount(value)
    if amount is None:
        raise ExampleError(f"{shown(value)} is not an amount, rejected or declined")
    return amount


def _count(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ExampleError(f"{shown(value)} is not a whole number")
    if abs(value) > SAFE_INTEGER:
        raise ExampleError(f"{shown(value)} is too large for a quantity")
    return Decimal(value)
