"""`packs check`: everything the loader proves of a pack, and more."""

import datetime as dt
from collections.abc import Iterable

import attrs

from lightmeter.audit.blocking import blocking_rules
from lightmeter.audit.flaw import Flaw
from lightmeter.audit.holes import price_holes
from lightmeter.audit.idle import idle_pack
from lightmeter.audit.names import unused_names
from lightmeter.audit.prices import price_flaws
from lightmeter.audit.reach import unreached
from lightmeter.audit.retirement import retirement_flaws
from lightmeter.audit.sources import source_flaws
from lightmeter.audit.subject import Subject, make_subject
from lightmeter.diagnostic import Severity
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf

__all__ = ["Audit", "audit_pack"]


@attrs.frozen(eq=False)
class Audit:
    """
    What came of a pack's audit.

    Attributes:
        flaws: In the order of files and places.
        rules: How many rules of its own the pack has.
        priced: Combinations of levers that were tried and have a price.
        unpriced: Combinations that are declined, with a reason.
    """

    flaws: tuple[Flaw, ...]
    rules: int = 0
    priced: int = 0
    unpriced: int = 0


def audit_pack(shelf: Shelf, pack: str, today: dt.date) -> Audit:
    """
    Find what is wrong with a pack.

    Args:
        shelf: On which it stands. Where an overlay on it amends the pack, the overlay is audited.
        pack: Its id.
        today: The day that dates are held against; no document was read later.

    Raises:
        PackError: If the pack cannot be loaded, for another reason than a missing price.
    """
    try:
        subject = make_subject(shelf, pack)
    except PackError:
        holes = price_holes(shelf, pack)
        if not holes:
            raise
        return Audit(_sorted(holes))
    reached = (
        *unreached(subject),
        *unused_names(subject),
        *blocking_rules(subject),
        *retirement_flaws(shelf, subject, today),
    )
    flaws = [it for it in reached if subject.answers_for(it.file)]
    # What an overlay makes of a price is its own doing, wherever the price is written; that it
    # makes a reason for having none idle is no flaw.
    flaws += [
        it
        for it in price_flaws(subject)
        if it.severity is Severity.ERROR or subject.answers_for(it.file)
    ]
    flaws += idle_pack(shelf, subject)
    for file in subject.files:
        flaws += source_flaws(file, today)
    priced, unpriced = _combinations(subject)
    rules = {
        model.program.checks[rule.check].rule
        for model in subject.models
        for rule in model.program.rules
    }
    return Audit(_sorted(flaws), len(rules), len(priced), len(unpriced))


def _combinations(subject: Subject) -> tuple[set[str], set[str]]:
    """Effective values of the levers that have a price, and those that have none."""
    priced: set[str] = set()
    unpriced: set[str] = set()
    for model in subject.models if subject.merged.pack.billing else ():
        for _, verdict in model.verdicts:
            known = all(amounts[2] is not None for amounts in verdict.amounts)
            # Models share no price: what one declines another may know.
            combination = f"{model.program.model} {verdict.levers!r}"
            (priced if known else unpriced).add(combination)
    return priced - unpriced, unpriced


def _sorted(flaws: Iterable[Flaw]) -> tuple[Flaw, ...]:
    return tuple(sorted(flaws, key=_order))


def _order(flaw: Flaw) -> tuple[str, int, int, str]:
    span = flaw.span
    line, column = (0, 0) if span is None else (span.start.line, span.start.column)
    return flaw.file.name, line, column, flaw.rule
