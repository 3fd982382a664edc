"""
A pack's examples are tried: what must be said of each request, and what holds for every one.

Every request goes to both judges, the generated function and its interpreted twin, which must give
the same verdict. Of an accepted request the normalized payload must be accepted, stay as it is when
normalized again, and cost the same; a fix must remove its diagnostic.
"""

from collections.abc import Iterator

import attrs

from lightmeter.packs.examples import ExampleError, PlacedExample, examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.verify.bench import Bench
from lightmeter.verify.coverage import Coverage, Observer
from lightmeter.verify.laws import broken_laws
from lightmeter.verify.says import broken_promises

__all__ = ["CaseResult", "PackResult", "verify_pack"]


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
    benches = {model: Bench(shelf.program(pack_id, model)) for model in models or ("",)}
    observer = Observer(shelf, pack_id)
    for bench in benches.values():
        observer.add(bench.program)
    cases = []
    for placed in examples_of(shelf, pack_id):
        problems = placed.problems or tuple(_try(placed, benches[placed.model], observer))
        name, model = placed.example.name, placed.model
        cases.append(CaseResult(name, model, placed.line, problems, placed.file.name))
    return PackResult(pack_id, tuple(cases), observer.coverage())


def _try(placed: PlacedExample, bench: Bench, observer: Observer) -> Iterator[str]:
    example = placed.example
    try:
        body = request_of(example, placed.model, bench.program.input)
    except ExampleError as error:
        yield str(error)
        return
    outcome = bench.outcome(body, example.headers)
    observer.see(bench.program, body, outcome.verdict)
    yield from broken_promises(example, outcome, bench)
    yield from broken_laws(outcome, bench)
