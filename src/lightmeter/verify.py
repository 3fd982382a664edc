"""
A pack's examples are tried: what must be said of each request, and what holds for every one.

Every request goes to both judges, the generated function and its interpreted twin, which must give
the same verdict. Of an accepted request the normalized payload must be accepted, stay as it is when
normalized again, and cost the same; a fix must remove its diagnostic.
"""

import copy
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from lightmeter.coverage import Coverage, Observer
from lightmeter.diagnostic import Change, Diagnostic, Severity
from lightmeter.estimate import Estimate, estimate
from lightmeter.judge.describe import describe
from lightmeter.judge.facts import show_value
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.money import format_amount
from lightmeter.packs.examples import ExampleError, PlacedExample, examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Example
from lightmeter.packs.program import Program
from lightmeter.place import format_pointer

__all__ = ["CaseResult", "PackResult", "same", "verify_pack"]


@attrs.frozen
class CaseResult:
    """
    What came of one example.

    Attributes:
        name: Of the example.
        model: It was tried with.
        line: Of the example in its file, from 1, or None.
        problems: What was expected and what came, one clear line each; empty where all is well.
        file: Name of the pack file that holds it.
    """

    name: str
    model: str
    line: int | None
    problems: tuple[str, ...]
    file: str = ""


@attrs.frozen
class PackResult:
    """
    What came of a pack's examples.

    Attributes:
        pack: Its id.
        cases: One per example, in order.
        coverage: What the examples leave out.
    """

    pack: str
    cases: tuple[CaseResult, ...]
    coverage: Coverage = attrs.field(factory=Coverage)

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The cases that have a problem."""
        return tuple(case for case in self.cases if case.problems)

    @property
    def ok(self) -> bool:
        """Whether every example holds and every rule has one that makes it fire."""
        return not self.failures and not self.coverage.silent


def verify_pack(shelf: Shelf, pack_id: str) -> PackResult:
    """
    Try every example of a pack, and of the packs it extends.

    Args:
        shelf: On which it stands. Where an overlay on it amends the pack, the overlay's examples
            are tried.
        pack_id: Of the pack.

    Raises:
        PackError: If the pack, or one it extends, is wrong.
    """
    models = shelf.models_in(pack_id)
    benches = {model: _Bench(shelf.program(pack_id, model)) for model in models or ("",)}
    observer = Observer(shelf, pack_id)
    for bench in benches.values():
        observer.add(bench.program)
    cases = []
    for placed in examples_of(shelf, pack_id):
        problems = placed.problems or tuple(_try(placed, benches[placed.model], observer))
        name, model = placed.example.name, placed.model
        cases.append(CaseResult(name, model, placed.line, problems, placed.file.name))
    return PackResult(pack_id, tuple(cases), observer.coverage())


@attrs.frozen(eq=False)
class _Outcome:
    """
    One request, judged, put into words and priced.

    Attributes:
        body: That was judged.
        verdict: Of the generated judge.
        agreed: Whether the interpreted one gave the same.
        diagnostics: In the order they were made.
        estimate: Or None where there is no price.
    """

    body: dict[str, Any]
    verdict: Verdict
    agreed: bool
    diagnostics: tuple[Diagnostic, ...]
    estimate: Estimate | None


class _Bench:
    """One model's program and both of its judges."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._generated: Judge = generate_judge(program)
        self._interpreted: Judge = interpret_judge(program)

    def outcome(self, body: dict[str, Any], headers: Mapping[str, Any] | None) -> _Outcome:
        verdict = self._generated(body, headers)
        return _Outcome(
            body=body,
            verdict=verdict,
            agreed=same(verdict, self._interpreted(body, headers)),
            diagnostics=tuple(describe(self.program, verdict, headers_placed=headers is not None)),
            estimate=estimate(self.program, verdict),
        )

    def input_of(self, body: Mapping[str, Any]) -> Any:
        value: Any = body
        for step in self.program.input:
            value = value.get(step) if isinstance(value, Mapping) else None
        if not self.program.input and isinstance(value, Mapping):
            # The fields lie beside the model, which is no field.
            return {name: it for name, it in value.items() if name != "model"}
        return value


def _try(placed: PlacedExample, bench: _Bench, observer: Observer) -> Iterator[str]:
    example = placed.example
    try:
        body = request_of(example, placed.model, bench.program.input)
    except ExampleError as error:
        yield str(error)
        return
    outcome = bench.outcome(body, example.headers)
    observer.see(bench.program, body, outcome.verdict)
    yield from _said(example, outcome)
    yield from _skipped(example, outcome, bench.program)
    yield from _effective(example, outcome, bench.program)
    yield from _cost(example, outcome)
    yield from _quantity(example, outcome)
    yield from _normalized(example, outcome, bench)
    yield from _fixed(example, outcome, bench)
    yield from _laws(outcome, bench)


# What the example says ----------------------------------------------------------------------------


def _said(example: Example, outcome: _Outcome) -> Iterator[str]:
    """The exact set of diagnostics; those about headers count where headers are given."""
    about_headers = len(outcome.verdict.header_findings) if example.headers is None else 0
    compared = outcome.diagnostics[: len(outcome.diagnostics) - about_headers]
    found = Counter(_label(it) for it in compared)
    missing: list[str] = []
    for label in sorted(example.expect, key=lambda it: "@" not in it):
        # Labels that name a place come first, so that a bare one takes what they leave.
        matches = [it for it in found if it == label or it.partition("@")[0] == label]
        if matches:
            found[matches[0]] -= 1
            found += Counter()
        else:
            missing.append(label)
    for label in missing:
        came = ", ".join(sorted(_label(it) for it in compared)) or "nothing"
        yield f"expected {label}, which was not found; found {came}"
    messages = {_label(it): it.message for it in compared}
    for label in sorted(found.elements()):
        yield f"found {label}, which was not expected: {messages[label]}"


def _label(diagnostic: Diagnostic) -> str:
    pointer = diagnostic.pointer
    return diagnostic.rule if pointer is None else f"{diagnostic.rule}@{format_pointer(pointer)}"


def _skipped(example: Example, outcome: _Outcome, program: Program) -> Iterator[str]:
    if example.skipped is None:
        return
    expected = sorted(example.skipped)
    came = sorted(program.checks[index].rule for index in outcome.verdict.skipped)
    if came != expected:
        yield f"skipped: expected {_listed(expected)}, got {_listed(came)}"


def _effective(example: Example, outcome: _Outcome, program: Program) -> Iterator[str]:
    if not example.effective:
        return
    if outcome.verdict.rejected:
        yield "effective: the request is rejected, so nothing takes effect"
        return
    levers = [name for name, _ in program.levers]
    values = dict(zip(levers, outcome.verdict.levers, strict=True))
    for name, expected in example.effective.items():
        if name not in values:
            yield f"effective: {name} is not one of the levers: {_listed(levers)}"
        elif values[name] is ABSENT:
            yield f"effective: expected {name} = {_shown(expected)}, got none"
        elif not same(values[name], expected):
            yield f"effective: expected {name} = {_shown(expected)}, got {_shown(values[name])}"


def _cost(example: Example, outcome: _Outcome) -> Iterator[str]:
    if example.cost is None:
        return
    came = _cost_words(outcome)
    if example.cost in ("rejected", "declined"):
        expected = str(example.cost)
    else:
        try:
            minimum, maximum = _ends(example.cost, _amount)
        except ExampleError as error:
            yield f"cost: {error}"
            return
        expected = _range_words(minimum, maximum)
    if came != expected:
        yield f"cost: expected {expected}, got {came}"


def _cost_words(outcome: _Outcome) -> str:
    priced = outcome.estimate
    if outcome.verdict.rejected:
        return "rejected"
    if priced is None:
        return "none: the pack bills nothing"
    if priced.minimum is None or priced.maximum is None:
        return "declined"
    return _range_words(priced.minimum, priced.maximum)


def _quantity(example: Example, outcome: _Outcome) -> Iterator[str]:
    if example.quantity is None:
        return
    try:
        minimum, maximum = _ends(example.quantity, _count)
    except ExampleError as error:
        yield f"quantity: {error}"
        return
    priced = outcome.estimate
    expected, came = _range_words(minimum, maximum), "none"
    if priced is not None:
        came = _range_words(Decimal(priced.quantity_minimum), Decimal(priced.quantity_maximum))
    if came != expected:
        yield f"quantity: expected {expected}, got {came}"


def _normalized(example: Example, outcome: _Outcome, bench: _Bench) -> Iterator[str]:
    if example.normalized is None:
        return
    if outcome.verdict.normalized is None:
        yield "normalized: the request is rejected, so there is no payload to send"
        return
    came = bench.input_of(outcome.verdict.normalized)
    yield from _differences("normalized", example.normalized, came)


def _fixed(example: Example, outcome: _Outcome, bench: _Bench) -> Iterator[str]:
    """The input after all fixes; what a fix was for must be gone."""
    mended = [it for it in outcome.diagnostics if it.fix is not None]
    body = _apply(outcome.body, mended)
    if example.fixed is not None:
        if not mended:
            yield "fixed: no diagnostic of this request has a fix"
            return
        yield from _differences("fixed", example.fixed, bench.input_of(body))
    if mended:
        left = Counter(map(_label, bench.outcome(body, example.headers).diagnostics))
        for label in sorted({_label(it) for it in mended} & left.keys()):
            yield f"fixed: {label} is still found once its fix is applied"


# What holds for every request ---------------------------------------------------------------------


def _laws(outcome: _Outcome, bench: _Bench) -> Iterator[str]:
    if not outcome.agreed:
        yield "the generated and the interpreted judge do not agree"
    bodies = outcome.diagnostics[: len(outcome.verdict.findings)]
    errors = sorted({it.rule for it in bodies if it.severity is Severity.ERROR})
    if bool(errors) != bool(outcome.verdict.rejected):
        word = "rejected" if outcome.verdict.rejected else "accepted"
        yield f"the request is {word}, its errors are {_listed(errors)}"
    if outcome.verdict.normalized is None:
        return
    yield from _settled("the normalized payload", outcome, bench, outcome.verdict.normalized)
    safe = [it for it in outcome.diagnostics if it.fix is not None and it.fix.safe]
    if safe:
        yield from _settled(
            "the payload with its safe fixes", outcome, bench, _apply(outcome.body, safe)
        )


def _settled(what: str, outcome: _Outcome, bench: _Bench, body: dict[str, Any]) -> Iterator[str]:
    """A payload that means the same is accepted, sent as the same, and costs the same."""
    again = bench.outcome(body, None)
    if not again.agreed:
        yield f"the generated and the interpreted judge do not agree on {what}"
    expected, came = outcome.verdict.normalized, again.verdict.normalized
    if expected is None or came is None:
        errors = [_label(it) for it in again.diagnostics if it.severity is Severity.ERROR]
        yield f"{what} is rejected: {_listed(sorted(errors))}"
        return
    yield from _differences(f"{what}, normalized", expected, came)
    before, after = _cost_words(outcome), _cost_words(again)
    if before != after or not same(outcome.verdict.amounts, again.verdict.amounts):
        yield f"{what} costs {after}, the request {before}"
    if not same(outcome.verdict.levers, again.verdict.levers):
        yield f"{what} has other effective values than the request"


def _apply(body: Mapping[str, Any], diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """A copy of the body with the fixes of these diagnostics applied, one after another."""
    result = copy.deepcopy(dict(body))
    for diagnostic in diagnostics:
        assert diagnostic.fix is not None
        for change in diagnostic.fix.changes:
            _change(result, change)
    return result


def _change(body: dict[str, Any], change: Change) -> None:
    # What a fix speaks of was judged, so every step of its pointer but the last fits the data; a
    # member that holds the one to set may not be there yet.
    holder: Any = body
    *above, last = change.pointer
    for step in above:
        if isinstance(holder, dict):
            if step not in holder and change.operation == "remove":
                return
            holder = holder.setdefault(step, {})
        else:
            holder = holder[step]
    if change.operation == "set":
        holder[last] = change.value
    elif isinstance(holder, dict):
        holder.pop(last, None)


# Comparing ----------------------------------------------------------------------------------------


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal to the last type: true is not 1, and 5.0 is not 5."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        # An order that knows NaN, and never signals.
        return left.compare_total(right) == 0
    return type(left) is type(right) and (left is right or bool(left == right))


def _differences(what: str, expected: Any, came: Any, place: str = "") -> Iterator[str]:
    """One line for each member that is not as expected."""
    if isinstance(expected, Mapping) and isinstance(came, Mapping):
        for key in dict.fromkeys((*expected, *came)):
            here = f"{place}/{key}"
            if key not in came:
                yield f"{what}: expected {here} = {_shown(expected[key])}, got none"
            elif key not in expected:
                yield f"{what}: {here} = {_shown(came[key])} was not expected"
            else:
                yield from _differences(what, expected[key], came[key], here)
    elif not same(expected, came):
        name = f"{place} = " if place else ""
        yield f"{what}: expected {name}{_shown(expected)}, got {_shown(came)}"


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
        raise ExampleError(f'{_shown(value)} is not an amount: write a text such as "0.005"')
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ExampleError(f"{_shown(value)} is not an amount, rejected or declined") from None
    if not amount.is_finite():
        raise ExampleError(f"{_shown(value)} is not an amount")
    return amount


def _count(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ExampleError(f"{_shown(value)} is not a whole number")
    return Decimal(value)


def _range_words(minimum: Decimal, maximum: Decimal) -> str:
    if minimum == maximum:
        return format_amount(minimum)
    return f"{format_amount(minimum)} to {format_amount(maximum)}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "none"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_shown(it)}" for key, it in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return show_value(value)
