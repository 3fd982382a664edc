"""Models that retire: what is said to take their place, and whether they are long gone."""

import datetime as dt
from collections.abc import Iterator

from lightmeter.audit.flaw import Flaw
from lightmeter.audit.subject import Model, Subject
from lightmeter.diagnostic import Severity
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.packs.proven import ProvenRetirement

__all__ = ["retirement_flaws"]

_LONG_DAYS = 365


def retirement_flaws(shelf: Shelf, subject: Subject, today: dt.date) -> Iterator[Flaw]:
    """
    Find what is odd about the ends of a pack's models.

    Args:
        shelf: On which it stands.
        subject: The pack.
        today: The day that dates are held against.
    """
    for model in subject.models:
        end = model.program.retirement
        if end is None:
            continue
        if end.successor:
            yield from _successor(shelf, subject, model, end, today)
        if (today - end.day).days > _LONG_DAYS:
            yield subject.flaw(
                "retired-long-ago",
                Severity.INFO,
                f"{model.program.model} was retired on {end.day}, more than a year ago; once no"
                " request names it any more, take it out",
                ("models", model.program.model, "retires"),
                model=model,
            )


def _successor(
    shelf: Shelf, subject: Subject, model: Model, end: ProvenRetirement, today: dt.date
) -> Iterator[Flaw]:
    provider = model.program.provider
    try:
        programs = [
            shelf.program(pack, end.successor) for pack in shelf.packs_of(end.successor, provider)
        ]
    except PackError:
        # Whoever asks for that pack is told.
        return
    at = ("models", model.program.model, "successor")
    if not programs:
        yield subject.flaw(
            "successor-unknown",
            Severity.INFO,
            f"{end.successor} is in no pack of {provider}: whoever moves to it is not checked;"
            " write its pack, or see that this is how the provider spells it",
            at,
            model=model,
        )
    days = [it.retirement.day for it in programs if it.retirement is not None]
    # By the day on which somebody has to move, or today if that is past.
    if days and len(days) == len(programs) and max(days) <= max(end.day, today):
        yield subject.flaw(
            "successor-retired",
            Severity.WARNING,
            f"{end.successor} retires on {max(days)} itself; name a model that is left by then",
            at,
            model=model,
        )
