"""A pack under audit: its models, requests to try on them, and where its entries stand."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from lightmeter.audit.flaw import Flaw
from lightmeter.diagnostic import Severity
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.packs.examples import ExampleError, PlacedExample, examples_of, request_of
from lightmeter.packs.file import PackFile
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged, merge_model
from lightmeter.packs.program import Program
from lightmeter.verify.coverage import Case
from lightmeter.verify.pool import make_pool
from lightmeter.verify.score import subject_of

__all__ = ["Model", "Subject", "make_subject"]


@attrs.frozen(eq=False)
class Model:
    """
    One model of the pack.

    Attributes:
        merged: What its program was made from.
        program: As it was proven.
        examples: Bodies of the pack's own examples for it.
    """

    merged: Merged
    program: Program
    examples: tuple[Mapping[str, Any], ...]

    def case_path(self, case: Case) -> tuple[str | int, ...]:
        """Where a case stands in the merged data."""
        if case.of[0] == "let":
            return (*case.of, case.number, "when")
        _, item, part = case.of
        items = [line.item for line in self.merged.pack.billing]
        return ("billing", items.index(item), part, case.number, "when")

    @cached_property
    def judge(self) -> Judge:
        """The generated function."""
        return generate_judge(self.program)

    @cached_property
    def requests(self) -> Sequence[Mapping[str, Any]]:
        """Requests to try: the examples, then those at every boundary."""
        return (*self.examples, *make_pool(self.program))

    @cached_property
    def verdicts(self) -> Sequence[tuple[Mapping[str, Any], Verdict]]:
        """Those of the requests that the fields and rules accept, judged."""
        judged = ((body, self.judge(body, None)) for body in self.requests)
        return [(body, verdict) for body, verdict in judged if not verdict.rejected]

    @cached_property
    def accepted(self) -> Sequence[Mapping[str, Any]]:
        """Those of the requests that the fields and rules accept."""
        return [body for body, _ in self.verdicts]


@attrs.frozen(eq=False)
class Subject:
    """
    What is audited.

    Attributes:
        pack: Its id.
        files: Those whose flaws are told: the pack's own, or the overlays' where it is amended.
        models: Every model, in the pack's order.
        envelope: What is merged for no model; there for packs without any.
    """

    pack: str
    files: tuple[PackFile, ...]
    models: tuple[Model, ...]
    envelope: Merged

    @property
    def merged(self) -> Merged:
        """The first model's layers, or the bare envelope's."""
        return self.models[0].merged if self.models else self.envelope

    def flaw(
        self,
        rule: str,
        severity: Severity,
        message: str,
        path: Sequence[str | int],
        notes: Sequence[str] = (),
        *,
        model: Model | None = None,
    ) -> Flaw:
        """
        A flaw at a path of the merged data, in the file that wrote it.

        Args:
            rule: Which demand is broken.
            severity: How sure that is.
            message: What is there, and what to do.
            path: Of the entry.
            notes: What else helps.
            model: Whose data the path is of; each may have entries of its own. None for the first.
        """
        merged = self.merged if model is None else model.merged
        origin = merged.origin(path)
        return Flaw(rule, severity, message, origin.file, origin.pointer, tuple(notes))

    def answers_for(self, file: PackFile) -> bool:
        """
        Whether the flaws in a file are this pack's to mend.

        What an overlay or an heir leaves as it was is checked where it was written, where it is
        for more than this pack; a file without models has nobody to answer for it but its heirs.
        """
        if file in self.files:
            return True
        return not (self.merged.overlays or file.pack.models)


def make_subject(shelf: Shelf, pack: str) -> Subject:
    """
    Load a pack for its audit.

    Raises:
        PackError: If it, or what it is made of, cannot be loaded.
    """
    chain = shelf.chain(pack)
    overlays = [it for it in shelf.overlays if it.pack.amends == pack]
    placed = examples_of(shelf, pack)
    models = []
    for name in shelf.models_in(pack):
        merged = merge_model(chain, overlays, name)
        program = shelf.program(pack, name)
        models.append(Model(merged, program, tuple(_bodies(placed, name, program))))
    if not models:
        shelf.program(pack, "")
    return Subject(
        pack,
        subject_of(shelf, pack) if overlays else (shelf.file(pack),),
        tuple(models),
        merge_model(chain, overlays, ""),
    )


def _bodies(
    placed: Sequence[PlacedExample], model: str, program: Program
) -> Iterator[Mapping[str, Any]]:
    for it in placed:
        if it.model == model and not it.problems:
            try:
                yield request_of(it.example, model, program.input)
            except ExampleError:
                continue
