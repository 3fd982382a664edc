"""One model's program and both of its judges: what comes of a request, and of its fixes."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from lightmeter.diagnostic import Change, Diagnostic
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.describe import describe
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.packs.program import Program
from lightmeter.place import format_pointer
from lightmeter.verify.compare import range_words, same
from lightmeter.verify.toil import Comparing

__all__ = ["Bench", "Outcome", "apply_fixes", "cost_words", "label_of"]


@attrs.frozen(eq=False)
class Outcome:
    """
    One request, judged, put into words and priced.

    Attributes:
        body: That was judged.
        headers: With it, or None where they are not known.
        verdict: Of the generated judge.
        agreed: Whether the interpreted one gave the same.
        diagnostics: In the order they were made.
        estimate: Or None where there is no price.
    """

    body: dict[str, Any]
    headers: Mapping[str, Any] | None
    verdict: Verdict
    agreed: bool
    diagnostics: tuple[Diagnostic, ...]
    estimate: Estimate | None


class Bench:
    """One model's program and both of its judges."""

    def __init__(self, program: Program, comparing: Comparing | None = None) -> None:
        """
        Set up a bench.

        Args:
            program: Of the model.
            comparing: Counts for several benches what near words cost.
        """
        self.program = program
        self._comparing = comparing if comparing is not None else Comparing()
        self._generated: Judge = generate_judge(program)
        self._interpreted: Judge = interpret_judge(program)

    def outcome(self, body: dict[str, Any], headers: Mapping[str, Any] | None) -> Outcome:
        """
        Judge a request with both judges, put it into words and price it.

        Raises:
            ExampleError: If there is too much to compare in what was judged so far.
        """
        verdict = self._generated(body, headers)
        self._comparing.spend(self.program, verdict)
        return Outcome(
            body=body,
            headers=headers,
            verdict=verdict,
            agreed=same(verdict, self._interpreted(body, headers)),
            diagnostics=tuple(describe(self.program, verdict, headers_placed=headers is not None)),
            estimate=estimate(self.program, verdict),
        )

    def input_of(self, body: Mapping[str, Any]) -> Any:
        """The input object of a body, or what stands in its place."""
        value: Any = body
        for step in self.program.input:
            value = value.get(step) if isinstance(value, Mapping) else None
        if not self.program.input and isinstance(value, Mapping):
            # The fields lie beside the model, which is no field.
            return {name: it for name, it in value.items() if name != "model"}
        return value


def label_of(diagnostic: Diagnostic) -> str:
    """A diagnostic as an example names it: rule@/pointer."""
    pointer = diagnostic.pointer
    return diagnostic.rule if pointer is None else f"{diagnostic.rule}@{format_pointer(pointer)}"


def cost_words(outcome: Outcome) -> str:
    """What a request costs, as an example says it."""
    priced = outcome.estimate
    if outcome.verdict.rejected:
        return "rejected"
    if priced is None:
        return "none: the pack bills nothing"
    if priced.minimum is None or priced.maximum is None:
        return "declined"
    return range_words(priced.minimum, priced.maximum)


def apply_fixes(body: Mapping[str, Any], diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
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
            if step not in holder and change.operation != "set":
                return
            holder = holder.setdefault(step, {})
        else:
            holder = holder[step]
    if change.operation == "set":
        holder[last] = change.value
    elif change.operation == "rename":
        # Two members may be meant for one name: the first gets it.
        if last in holder and change.value not in holder:
            holder[change.value] = holder.pop(last)
    elif isinstance(holder, dict):
        holder.pop(last, None)
