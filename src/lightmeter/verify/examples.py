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
from lightmeter.verify.coverage import Observer
from lightmeter.verify.laws import broken_laws
from lightmeter.verify.says import broken_promises
from lightmeter.verify.toil import Comparing, refuse_toil

__all__ = ["CaseResult", "try_examples"]


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


def try_examples(shelf: Shelf, pack: str, observer: Observer) -> Iterator[CaseResult]:
    """
    Try every example of a pack, and of the packs it extends.

    Args:
        shelf: On which it stands. Where an overlay on it amends the pack, the overlay's examples
            are tried.
        pack: Its id.
        observer: Sees every example that can be tried.

    Raises:
        PackError: If the pack, or one it extends, is wrong.
    """
    programs = {model: shelf.program(pack, model) for model in shelf.models_in(pack) or ("",)}
    examples = examples_of(shelf, pack)
    refuse_toil(shelf.file(pack), len(examples), programs.values())
    comparing = Comparing()
    benches = {model: Bench(program, comparing) for model, program in programs.items()}
    for bench in benches.values():
        observer.add(bench.program)
    for placed in examples:
        try:
            problems = placed.problems or tuple(_try(placed, benches[placed.model], observer))
        except ExampleError as error:
            problems = (str(error),)
        name, model = placed.example.name, placed.model
        yield CaseResult(name, model, placed.line, problems, placed.file.name)


def _try(placed: PlacedExample, bench: Bench, observer: Observer) -> Iterator[str]:
    example = placed.example
    body = request_of(example, placed.model, bench.program.input)
    outcome = bench.outcome(body, example.headers)
    observer.see(bench.program, body, outcome.verdict)
    yield from broken_promises(example, outcome, bench)
    yield from broken_laws(outcome, bench)
