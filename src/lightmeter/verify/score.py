"""
Would anybody notice? A pack's mutants, held against its examples and golden results.

A mutant is killed where one of them no longer holds. One that the loader refuses counts for
nothing: nobody could use it. What survives is a bound or an operator that could change unseen, or
one whose change makes no difference to any request.
"""

from collections.abc import Iterator, Sequence

import attrs

from lightmeter.errors import PackError
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.verdict import Judge
from lightmeter.packs.examples import ExampleError, PlacedExample, examples_of, request_of
from lightmeter.packs.file import PackFile
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.program import Program
from lightmeter.packs.prove import prove
from lightmeter.verify.bench import Bench
from lightmeter.verify.laws import broken_laws
from lightmeter.verify.mutants import Mutant, mutants_of
from lightmeter.verify.pool import make_pool
from lightmeter.verify.probes import Probe
from lightmeter.verify.record import record_of
from lightmeter.verify.says import broken_promises

__all__ = ["Score", "breed_probes", "score_pack", "subject_of"]

_MOST_MUTANTS = 2_000


@attrs.frozen(eq=False)
class Score:
    """
    What became of a pack's mutants.

    Attributes:
        killed: That an example or a golden result noticed.
        survivors: That none of them noticed.
        refused: That the loader does not take.
        left_out: That were not tried, because there are too many.
    """

    killed: int = 0
    survivors: tuple[Mutant, ...] = ()
    refused: int = 0
    left_out: int = 0

    @property
    def tried(self) -> int:
        """Mutants that could be used."""
        return self.killed + len(self.survivors)

    @property
    def percent(self) -> int:
        """Killed of a hundred, rounded down; 100 where there was nothing to kill."""
        return 100 * self.killed // self.tried if self.tried else 100


def score_pack(shelf: Shelf, pack: str, probes: Sequence[Probe]) -> Score:
    """
    Count the mutants that the examples and golden results of a pack kill.

    Args:
        shelf: On which the pack stands.
        pack: Its id.
        probes: Its golden results, which hold.

    Raises:
        PackError: If the pack itself cannot be loaded.
    """
    stock = _Stock(shelf, pack)
    examples = [it for it in examples_of(shelf, pack) if not it.problems]
    killed, refused = 0, 0
    survivors: list[Mutant] = []
    for mutant in stock.mutants:
        programs = list(stock.programs(mutant))
        if not programs:
            refused += 1
        elif any(_noticed(it, mutant, probes) for it in programs) or any(
            _broken(it, examples) for it in programs
        ):
            killed += 1
        else:
            survivors.append(mutant)
    return Score(killed, tuple(survivors), refused, stock.left_out)


def breed_probes(shelf: Shelf, pack: str, known: Sequence[Probe]) -> tuple[Probe, ...]:
    """
    Find requests at every boundary of a pack, and record what comes of them.

    Args:
        shelf: On which the pack stands.
        pack: Its id.
        known: Probes it has already; those still of use stay, so that little changes in review.

    Returns:
        Few: each is the only one that notices some mutant, in the order of the pack's entries.

    Raises:
        PackError: If the pack cannot be loaded.
    """
    stock = _Stock(shelf, pack)
    judges = {model: generate_judge(stock.program(model)) for model in stock.models}
    recorded = [
        _recorded(stock.program(it.model), judges[it.model], it)
        for it in known
        if it.model in judges
    ]
    pools: dict[str, list[Probe]] = {}
    kept: list[Probe] = []
    for mutant in stock.mutants:
        programs = list(stock.programs(mutant))
        if any(_noticed(it, mutant, kept) for it in programs):
            continue
        for program in programs:
            found = _first(program, [it for it in recorded if it not in kept])
            if found is None:
                if program.model not in pools:
                    pools[program.model] = list(
                        _pool(stock.program(program.model), judges[program.model])
                    )
                found = _first(program, pools[program.model])
            if found is not None:
                kept.append(attrs.evolve(found, guards=mutant.place))
                break
    return tuple(kept)


def subject_of(shelf: Shelf, pack: str) -> tuple[PackFile, ...]:
    """The files that are on trial: the overlays where there are any, else the pack's own chain."""
    amending = tuple(it for it in shelf.overlays if it.pack.amends == pack)
    return amending or shelf.chain(pack)


class _Stock:
    """A pack's files, its models, and their mutants."""

    def __init__(self, shelf: Shelf, pack: str) -> None:
        self._shelf = shelf
        self._pack = pack
        self._chain = shelf.chain(pack)
        self._overlays = tuple(it for it in shelf.overlays if it.pack.amends == pack)
        self.models = shelf.models_in(pack)
        every = list(mutants_of(subject_of(shelf, pack))) if self.models else []
        step = -(-len(every) // _MOST_MUTANTS) or 1
        self.mutants = every[::step]
        self.left_out = len(every) - len(self.mutants)

    def program(self, model: str) -> Program:
        """The model as it is."""
        return self._shelf.program(self._pack, model)

    def programs(self, mutant: Mutant) -> Iterator[Program]:
        """The models with a mistake in them, those left out that cannot be loaded any more."""
        changed = mutant.file_with_it()
        chain = [changed if it is mutant.file else it for it in self._chain]
        overlays = [changed if it is mutant.file else it for it in self._overlays]
        for model in self.models:
            try:
                yield prove(merge_model(chain, overlays, model))
            except PackError:
                continue


def _noticed(program: Program, mutant: Mutant, probes: Sequence[Probe]) -> bool:
    """Whether a golden result no longer holds; those at the mistake are tried first."""
    return _first(program, sorted(probes, key=lambda it: it.guards != mutant.place)) is not None


def _first(program: Program, probes: Sequence[Probe]) -> Probe | None:
    own = [it for it in probes if it.model == program.model]
    if not own:
        return None
    judge = generate_judge(program)
    differing = (it for it in own if record_of(program, it.body, judge(it.body, None)) != it.record)
    return next(differing, None)


def _broken(program: Program, examples: Sequence[PlacedExample]) -> bool:
    bench = Bench(program)
    for placed in examples:
        if placed.model != program.model:
            continue
        try:
            body = request_of(placed.example, placed.model, program.input)
            outcome = bench.outcome(body, placed.example.headers)
        except ExampleError:
            continue
        if any(broken_promises(placed.example, outcome, bench)) or any(broken_laws(outcome, bench)):
            return True
    return False


def _pool(program: Program, judge: Judge) -> Iterator[Probe]:
    for body in make_pool(program):
        yield _recorded(program, judge, Probe("", program.model, body, {}))


def _recorded(program: Program, judge: Judge, probe: Probe) -> Probe:
    record = record_of(program, probe.body, judge(probe.body, None))
    return attrs.evolve(probe, record=record)
