"""Whether what a request is judged and priced by is still in force."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from lightmeter.dates import parse_date
from lightmeter.diagnostic import Citation, Diagnostic, Severity
from lightmeter.escaping import escape
from lightmeter.settings.model import Settings

if TYPE_CHECKING:
    from lightmeter.settings.parts import RateEntry

__all__ = ["STALE", "ended_rates", "stale_sources"]

STALE = "stale-source"
"""Id of the rule; it may be of any pack, since it is not the pack that demands it."""


def stale_sources(
    citations: Iterable[tuple[str, Citation]], as_of: dt.date, max_age_days: int
) -> Iterator[Diagnostic]:
    """
    Find packs whose documents were read too long ago.

    A pack stands on the documents that its demands and rates cite; those of what it extends, and of
    the overlays on it, are told of the pack that names them.

    Args:
        citations: Of what judged the requests of a run, each with the pack that names it.
        as_of: The day that their age is counted to.
        max_age_days: Days that may have passed since each was read.

    Returns:
        Notes, sorted by pack: one for what was read too long ago, which names the oldest, and one
        for what nobody says the day of.
    """
    documents: dict[str, dict[Citation, dt.date | None]] = {}
    for owner, cited in citations:
        document = attrs.evolve(cited, section="")
        documents.setdefault(owner, {})[document] = parse_date(cited.read)
    allowed = f"{_days(max_age_days)} {'is' if max_age_days == 1 else 'are'} allowed"
    for pack, read in sorted(documents.items()):
        ages = {it: (as_of - date).days for it, date in read.items() if date is not None}
        old = sorted((it for it in ages if ages[it] > max_age_days), key=_age)
        if old:
            text = (
                f"{old[0].title} was last read on {old[0].read}, {_days(ages[old[0]])} before"
                f" {as_of}, and {allowed}{_besides(len(old) - 1)}"
            )
            yield _note(pack, old[0], text)
        undated = sorted((it for it, date in read.items() if date is None), key=_age)
        if undated:
            text = (
                f"nothing says when {undated[0].title} was last read, and {allowed}"
                f"{_besides(len(undated) - 1)}"
            )
            yield _note(pack, undated[0], text)


def _age(document: Citation) -> tuple[str, str, str]:
    """Sort key: the oldest first, whatever order they were named in."""
    return document.read, document.title, document.url


def _note(pack: str, document: Citation, text: str) -> Diagnostic:
    remedy = "read it again and renew the day in its pack, or update lightmeter"
    message = escape(f"{text}; {remedy}")
    return Diagnostic(STALE, Severity.INFO, message, pack=pack, citation=document)


def _days(number: int) -> str:
    return f"{number:,} day{'s' * (number != 1)}"


def _besides(others: int) -> str:
    return f" (and {others:,} more of its documents)" if others else ""


# Rates of one's own -------------------------------------------------------------------------------


def ended_rates(settings: Settings, as_of: dt.date) -> Iterator[Diagnostic]:
    """
    Find rates of the settings that are over, and have none in their place.

    Args:
        settings: Of a project.
        as_of: The day on which rates have to be in force.

    Returns:
        Warnings at the day on which each ended.
    """
    rates = settings.cost.rates
    for number, entry in enumerate(rates):
        over = entry.until is not None and entry.until < as_of
        if not over or any(it.counts_on(as_of) and _takes_over(it, entry) for it in rates):
            continue
        what = " ".join(it for it in (entry.model or entry.provider, entry.item) if it)
        message = (
            f"the rate of {what} ({entry.source}) ended on {entry.until}, and none stands in its"
            " place, so that what the provider lists is counted; renew it, or take it out"
        )
        origin = settings.origins.get(f"cost.rates.{number}.until")
        yield Diagnostic(
            "ended-rate",
            Severity.WARNING,
            escape(message),
            pointer=None if origin is None else origin.pointer,
            span=None if origin is None else origin.span,
            source="" if origin is None else origin.file,
        )


def _takes_over(one: "RateEntry", other: "RateEntry") -> bool:
    return (
        one.provider == other.provider
        and one.model in ("", other.model)
        and one.item in ("", other.item)
    )
