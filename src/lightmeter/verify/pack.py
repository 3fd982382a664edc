"""A pack on trial: its examples, its golden results, what they reach, and its mutants."""

from collections.abc import Iterator, Sequence

import attrs

from lightmeter.packs.examples import ExampleError
from lightmeter.packs.load import Shelf
from lightmeter.verify.bench import Bench
from lightmeter.verify.coverage import Coverage, Observer
from lightmeter.verify.examples import CaseResult, try_examples
from lightmeter.verify.laws import broken_laws
from lightmeter.verify.probes import Probe, differences_of
from lightmeter.verify.record import record_of
from lightmeter.verify.score import Score, score_pack
from lightmeter.verify.toil import Comparing

__all__ = ["PackResult", "verify_pack"]


@attrs.frozen
class PackResult:
    """
    What came of a pack's trial.

    Attributes:
        pack: Its id.
        cases: One per example, in order.
        probes: One per golden result, in order.
        coverage: What the examples leave out.
        score: What became of the mutants, or None where they were not tried.
    """

    pack: str
    cases: tuple[CaseResult, ...]
    probes: tuple[CaseResult, ...] = ()
    coverage: Coverage = attrs.field(factory=Coverage)
    score: Score | None = None

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The examples and golden results that have a problem."""
        return tuple(case for case in (*self.cases, *self.probes) if case.problems)

    @property
    def ok(self) -> bool:
        """Whether every example and golden result holds, and no law is broken."""
        return not self.failures and self.coverage.lawful


def verify_pack(
    shelf: Shelf, pack: str, probes: Sequence[Probe] = (), *, mutants: bool = False
) -> PackResult:
    """
    Put a pack on trial.

    Args:
        shelf: On which it stands. Where an overlay on it amends the pack, the overlay is on trial.
        pack: Its id.
        probes: Its golden results.
        mutants: Whether to count the mutants that are noticed. Where something fails already they
            are not tried: everything would seem to notice them.

    Raises:
        PackError: If the pack, or one it extends, is wrong.
    """
    observer = Observer()
    cases = tuple(try_examples(shelf, pack, observer))
    tried = tuple(_try_probes(shelf, pack, probes, observer))
    result = PackResult(pack, cases, tried, observer.coverage())
    if mutants and not result.failures:
        return attrs.evolve(result, score=score_pack(shelf, pack, probes))
    return result


def _try_probes(
    shelf: Shelf, pack: str, probes: Sequence[Probe], observer: Observer
) -> Iterator[CaseResult]:
    models = shelf.models_in(pack)
    benches: dict[str, Bench] = {}
    comparing = Comparing()
    for probe in probes:
        problems: tuple[str, ...]
        if probe.model not in models:
            problems = (f"the pack has no model {probe.model} any more",)
        else:
            if probe.model not in benches:
                program = shelf.program(pack, probe.model)
                benches[probe.model] = Bench(program, comparing)
            try:
                problems = tuple(_try_probe(probe, benches[probe.model], observer))
            except ExampleError as error:
                problems = (str(error),)
        yield CaseResult(probe.guards, probe.model, probe.line, problems, probe.file)


def _try_probe(probe: Probe, bench: Bench, observer: Observer) -> Iterator[str]:
    outcome = bench.outcome(dict(probe.body), None)
    observer.reach(bench.program, probe.body, outcome.verdict)
    came = record_of(bench.program, probe.body, outcome.verdict)
    yield from differences_of(probe.record, came)
    yield from broken_laws(outcome, bench)
