"""
Combinations without a price: why a pack does not load, shown as a request.

The loader refuses a table that lacks a cell, and a rate that is not known in every case and gives
no reason. It says so of the pack's text; here each gap is filled with something that is recognised
again, and the request is looked for that falls into it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.audit.flaw import Flaw, example_of
from lightmeter.diagnostic import Severity
from lightmeter.errors import PackError
from lightmeter.judge.generate import generate_judge
from lightmeter.language.errors import ExpressionError, MissingRow
from lightmeter.packs.file import PackFile
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged, merge_model
from lightmeter.packs.program import Program
from lightmeter.packs.prove import prove
from lightmeter.verify.mutants import with_value
from lightmeter.verify.pool import make_pool

__all__ = ["price_holes"]

# No rate is a number like this, and no reason these words.
_AMOUNT = Decimal("918273645.918273645")
_REASON = "no reason is given"
_MOST_HOLES = 100


@attrs.frozen
class _Gap:
    """
    A row that a table lacks.

    Attributes:
        missing: The row.
        amount: That stands there instead, or None for a row that has levels below it.
    """

    missing: MissingRow
    amount: Decimal | None


def price_holes(shelf: Shelf, pack: str) -> tuple[Flaw, ...]:
    """
    Find the requests that a pack which does not load leaves without a price.

    Args:
        shelf: On which the pack stands.
        pack: Its id.

    Returns:
        One flaw for each gap that an accepted request falls into; none where the pack does not
        load for another reason.
    """
    overlays = [it for it in shelf.overlays if it.pack.amends == pack]
    flaws: dict[str, Flaw] = {}
    for model in shelf.models_in(pack):
        try:
            for flaw in _of_model(shelf.chain(pack), overlays, model):
                flaws.setdefault(flaw.message, flaw)
        except PackError:
            continue
    return tuple(flaws.values())


def _of_model(
    chain: Sequence[PackFile], overlays: Sequence[PackFile], model: str
) -> Iterator[Flaw]:
    layers = _Layers(chain, overlays, model)
    layers.give_reasons()
    gaps: list[_Gap] = []
    while True:
        try:
            program = prove(layers.merged)
            break
        except PackError as error:
            cause = error.__cause__
            missing = cause.missing if isinstance(cause, ExpressionError) else None
            if missing is None or len(gaps) == _MOST_HOLES:
                raise
            gaps.append(layers.fill(missing))
    judge = generate_judge(program)
    verdicts = [(body, judge(body, None)) for body in make_pool(program)]
    accepted = [(body, verdict.amounts) for body, verdict in verdicts if not verdict.rejected]
    for gap in gaps:
        for body, amounts in accepted:
            if gap.amount is not None and any(it[2] == gap.amount for it in amounts):
                yield _cell_flaw(layers.merged, gap.missing, body)
                break
    for number in layers.unreasoned:
        for body, amounts in accepted:
            if amounts[number][2] is None:
                yield _rate_flaw(layers.merged, program, number, body)
                break


class _Layers:
    """The files of one model, whose gaps are filled one after another."""

    def __init__(self, chain: Sequence[PackFile], overlays: Sequence[PackFile], model: str) -> None:
        self._files = [*chain, *overlays]
        self._own = len(chain)
        self._model = model
        self._filled = 0
        self.unreasoned: list[int] = []
        self.merged = self._merge()

    def _merge(self) -> Merged:
        return merge_model(self._files[: self._own], self._files[self._own :], self._model)

    def give_reasons(self) -> None:
        """Give every rate that may be open, and has no reason, one."""
        for number, line in enumerate(self.merged.pack.billing):
            is_open = line.rate is None or line.rate.cases[-1].when is not None
            if is_open and not line.unpriced:
                self.unreasoned.append(number)
                self._put(("billing", number), "unpriced", _REASON)

    def fill(self, missing: MissingRow) -> _Gap:
        """Put a row where one is missing: a cell, or a level without cells."""
        *above, last = missing.keys
        amount = None
        if len(missing.keys) == missing.levels:
            amount = _AMOUNT + self._filled
            self._filled += 1
        value = {} if amount is None else str(amount)
        self._put(("let", missing.table, *above), last, value)
        return _Gap(missing, amount)

    def _put(self, path: tuple[str | int, ...], key: str, value: Any) -> None:
        origin = self.merged.origin(path)
        self._files = [
            with_value(it, (*origin.pointer, key), value) if it.name == origin.file.name else it
            for it in self._files
        ]
        self.merged = self._merge()


def _cell_flaw(merged: Merged, missing: MissingRow, body: Mapping[str, Any]) -> Flaw:
    *above, last = missing.keys
    origin = merged.origin(("let", missing.table, *above))
    under = f" under {' and '.join(above)}" if above else ""
    return Flaw(
        "price-missing",
        Severity.ERROR,
        f"the table {missing.table} has no cell for {last}{under}, and so a request that the rules"
        " accept has no price; add the cell, or a rule that refuses the combination and a cell",
        origin.file,
        origin.pointer,
        (example_of(body),),
    )


def _rate_flaw(merged: Merged, program: Program, number: int, body: Mapping[str, Any]) -> Flaw:
    origin = merged.origin(("billing", number))
    return Flaw(
        "price-missing",
        Severity.ERROR,
        f"no case of the rate of {program.lines[number].item} holds for a request that the rules"
        " accept, and no reason is given; add a case, or say unpriced = why",
        origin.file,
        origin.pointer,
        (example_of(body),),
    )
