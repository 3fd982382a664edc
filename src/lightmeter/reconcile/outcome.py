"""One request and what was charged for it."""

import datetime as dt
import enum
from decimal import Decimal

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.language.exact import add, subtract
from lightmeter.reconcile.charge import ESTIMATED
from lightmeter.reconcile.matching import Stray
from lightmeter.reconcile.task import Task
from lightmeter.result import Report

__all__ = ["Outcome", "Row", "judge_request", "judge_stray"]


class Outcome(enum.StrEnum):
    """How a charge stands to its estimate."""

    MATCHES = "matches"
    ABOVE = "above"
    BELOW = "below"
    UNPRICED = "unpriced"
    REFUNDED = "refunded"
    FAILED = "failed"
    NOT_CHARGED = "not-charged"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@attrs.frozen(eq=False)
class Row:
    """
    A request with its charges, or a charge without a request.

    Attributes:
        outcome: How the one stands to the other.
        report: Of the request, or None.
        tasks: What was charged for it.
        provider: Of the request, else as the charge has it.
        currency: Of all its amounts, or "" where none is known.
        minimum: Of the estimate in that currency, or None.
        maximum: Likewise; None where it is open above.
        charged: Sum of the tasks, or None where that is not known.
        difference: What was charged above the estimate's upper end, or below its lower end as a
            negative amount; 0 within, None where there is nothing to compare.
        assumed: The files name no currency, so that the estimate's was taken.
        converted: The estimate is in another currency, and its value in this one is compared.
        notes: What there is to say besides.
        since: The first day on which the settings have the rates it is held against, or None.
        until: The last one, or None.
    """

    outcome: Outcome
    report: Report | None
    tasks: tuple[Task, ...]
    provider: str
    currency: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    charged: Decimal | None = None
    difference: Decimal | None = None
    assumed: bool = False
    converted: bool = False
    notes: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def estimated(self) -> bool:
        """Whether a part of what was charged is known by the provider's own estimate alone."""
        return any(it.basis == ESTIMATED for it in self.tasks if it.amount is not None)

    @property
    def agrees(self) -> bool:
        """Whether the estimate explains the charge, and it is known that this was the charge."""
        return self.outcome in (Outcome.MATCHES, Outcome.REFUNDED) and not self.estimated

    @property
    def incomparable(self) -> bool:
        """Whether both amounts are known, and not what the one is worth in the other's currency."""
        estimate = None if self.report is None else self.report.estimate
        if estimate is None or estimate.minimum is None or self.charged is None:
            return False
        return self.minimum is None and self.currency != estimate.currency


def judge_stray(stray: Stray) -> Row:
    """Say what a charge without a request comes to."""
    task = stray.task
    outcome = Outcome.AMBIGUOUS if task.doubt or stray.ambiguous else Outcome.UNKNOWN
    notes = [it for it in (task.doubt, stray.why) if it]
    if task.amount is None and not task.doubt:
        notes.append("no amount is said")
    return Row(
        outcome,
        None,
        (task,),
        task.provider,
        task.currency,
        charged=task.amount,
        notes=(*notes, *_basis_notes((task,))),
    )


def judge_request(report: Report, tasks: tuple[Task, ...]) -> Row:
    """Hold what was charged for a request against its estimate."""
    estimate = report.estimate
    row = Row(
        Outcome.NOT_CHARGED,
        report,
        tasks,
        report.provider,
        "" if estimate is None else estimate.currency,
        minimum=None if estimate is None else estimate.minimum,
        maximum=None if estimate is None else estimate.maximum,
        notes=_request_notes(report),
    )
    if not tasks:
        return _without_charge(row, report)
    doubt = _doubt(tasks)
    if doubt:
        return attrs.evolve(row, outcome=Outcome.AMBIGUOUS, notes=(*row.notes, doubt))
    said = [it for it in tasks if it.amount is not None]
    if not said:
        return attrs.evolve(row, notes=(*row.notes, _why_no_amount(tasks)))
    row = _with_charge(row, tasks, said, estimate)
    return attrs.evolve(row, notes=(*row.notes, *_basis_notes(tasks)))


def _request_notes(report: Report) -> tuple[str, ...]:
    if not report.ok:
        return ("the request is rejected, so that it has no estimate; lightmeter check says why",)
    if report.estimate is None:
        known = "its pack has no price" if report.pack else "no pack knows its model"
        return (f"{known}, so that it has no estimate",)
    if len(report.estimate.lines) == 1:
        # The outcome says as much; lightmeter cost has the reason.
        return ()
    return tuple(f"{it.item} is not priced" for it in report.estimate.unpriced)


def _without_charge(row: Row, report: Report) -> Row:
    if report.repeats:
        note = "not charged again: it repeats an earlier request by its idempotency key"
        return attrs.evolve(row, outcome=Outcome.MATCHES, notes=(*row.notes, note))
    return row


def _doubt(tasks: tuple[Task, ...]) -> str:
    """Why it cannot be told what was charged, or ""."""
    doubt = next((it.doubt for it in tasks if it.doubt), "")
    said = [it for it in tasks if it.amount is not None]
    if doubt or len(tasks) == 1:
        return doubt
    if len(said) > 1 and any(not it.name for it in said):
        return (
            f"{len(said):,} charges name it and not all of them a task, so that nothing tells"
            " whether one is listed twice"
        )
    if len({it.currency for it in said}) > 1:
        return "its tasks are charged in several currencies"
    if said and any(it.amount is None and it.name and not it.failed for it in tasks):
        return "not all of its tasks have an amount"
    return ""


def _with_charge(
    row: Row, tasks: tuple[Task, ...], said: list[Task], estimate: Estimate | None
) -> Row:
    charged = Decimal(0)
    for it in said:
        charged = add(charged, it.amount or Decimal(0))
    currency = said[0].currency
    row = attrs.evolve(row, charged=charged)
    notes = list(row.notes)
    if len(said) > 1:
        notes.append(f"{len(said):,} tasks were charged")
    if all(it.failed for it in tasks) and charged <= 0:
        notes.append("its task failed" if len(tasks) == 1 else "its tasks failed")
        row = attrs.evolve(row, currency=currency or row.currency, assumed=not currency)
        return attrs.evolve(row, outcome=Outcome.REFUNDED, notes=tuple(notes))
    paid_in_vain = any(it.failed and it.amount is not None and it.amount > 0 for it in tasks)
    if paid_in_vain:
        notes.append(f"charged although {'its' if len(tasks) == 1 else 'a'} task failed")
    row = _held(attrs.evolve(row, notes=tuple(notes)), estimate, currency)
    return attrs.evolve(row, outcome=Outcome.FAILED) if paid_in_vain else row


def _why_no_amount(tasks: tuple[Task, ...]) -> str:
    """Why nothing is known to be charged, though there is an answer or a row."""
    if all(it.failed for it in tasks):
        return "its task failed, and what it was charged is not said"
    if any(it.unfinished for it in tasks):
        return "its task goes on, and what it is charged is not said yet"
    forms = {it.form for task in tasks for it in task.charges}
    if forms == {"request"}:
        return "no answer was kept with it"
    return "its row names no amount" if forms == {"row"} else "its answer names no amount"


def _held(row: Row, estimate: Estimate | None, currency: str) -> Row:
    """Hold what was charged against the estimate, in the currency of the charge."""
    if estimate is None:
        return attrs.evolve(row, outcome=Outcome.UNPRICED, currency=currency)
    if not currency:
        row = attrs.evolve(row, assumed=True)
    elif currency != estimate.currency:
        usd = estimate.usd
        if currency != "USD" or usd is None:
            note = (
                f"charged in {currency}, estimated in {estimate.currency}, and what the one is"
                " worth in the other is not known"
            )
            row = attrs.evolve(row, minimum=None, maximum=None, currency=currency)
            return attrs.evolve(row, outcome=Outcome.UNPRICED, notes=(*row.notes, note))
        row = attrs.evolve(
            row, minimum=usd.minimum, maximum=usd.maximum, currency=currency, converted=True
        )
    return _compared(row)


def _compared(row: Row) -> Row:
    assert row.charged is not None
    if row.minimum is not None and row.charged < row.minimum:
        difference = subtract(row.charged, row.minimum)
        return attrs.evolve(row, outcome=Outcome.BELOW, difference=difference)
    if row.minimum is None or row.maximum is None:
        return attrs.evolve(row, outcome=Outcome.UNPRICED)
    if row.charged > row.maximum:
        difference = subtract(row.charged, row.maximum)
        return attrs.evolve(row, outcome=Outcome.ABOVE, difference=difference)
    return attrs.evolve(row, outcome=Outcome.MATCHES, difference=Decimal(0))


def _basis_notes(tasks: tuple[Task, ...]) -> tuple[str, ...]:
    said = [it for it in tasks if it.amount is not None]
    notes = []
    if any(it.basis == ESTIMATED for it in said):
        notes.append("known from cost_estimate alone, which is not what was charged")
    if any(it.refunded is not None for it in said):
        notes.append("with what was refunded")
    return tuple(notes)
