"""Sources: there, read, cited, and dated as documents can be."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.audit.flaw import Flaw
from lightmeter.dates import parse_date
from lightmeter.diagnostic import Severity
from lightmeter.packs.file import PackFile
from lightmeter.place import Pointer

__all__ = ["source_flaws"]


def source_flaws(file: PackFile, today: dt.date) -> Iterator[Flaw]:
    """
    Find what is wrong with the sources of one pack file.

    Args:
        file: The pack.
        today: No document was read later.
    """
    # An overlay that claims anything cannot be loaded without a source; one may only decide.
    if not file.pack.sources and not file.pack.amends:
        message = (
            "no sources: every rule and rate stands on a document; name it under [sources.NAME]"
            " with its title and the day it was read"
        )
        yield Flaw("source-missing", Severity.ERROR, message, file, ("id",))
    cited = set(_cited(file.data))
    for name, source in file.pack.sources.items():
        at = ("sources", name)
        dates = {key: parse_date(getattr(source, key)) for key in ("edition", "read")}
        for key, date in dates.items():
            yield from _sane(file, (*at, key), getattr(source, key), date, today)
        if not source.read:
            message = f'source {name} has no date on which it was read; write read = "{today}"'
            yield Flaw("source-not-read", Severity.ERROR, message, file, at)
        edition, read = dates["edition"], dates["read"]
        if edition is not None and read is not None and read < edition:
            message = (
                f"source {name} was read on {read}, before its edition of {edition}; one of the"
                " dates is wrong"
            )
            yield Flaw("date-impossible", Severity.ERROR, message, file, (*at, "read"))
        if name not in cited:
            message = f"source {name} is cited by nothing; cite it, or take it out"
            yield Flaw("source-unused", Severity.WARNING, message, file, at)
    yield from _edition(file, today)


def _edition(file: PackFile, today: dt.date) -> Iterator[Flaw]:
    edition = file.pack.edition
    if not edition:
        return
    date = parse_date(edition)
    yield from _sane(file, ("edition",), edition, date, today)
    known = [it.edition for it in file.pack.sources.values() if it.edition]
    if date is not None and edition not in known:
        listed = ", ".join(known) or "none"
        message = (
            f"edition {edition} is that of no source of this pack (their editions: {listed}); it is"
            " the date of the document that the pack describes"
        )
        yield Flaw("edition-without-source", Severity.WARNING, message, file, ("edition",))


def _sane(
    file: PackFile, at: Pointer, text: str, date: dt.date | None, today: dt.date
) -> Iterator[Flaw]:
    if not text:
        return
    if date is None:
        message = f"{text} is no date; write YYYY-MM-DD"
        yield Flaw("date-malformed", Severity.ERROR, message, file, at)
    elif date > today:
        message = f"{text} lies in the future (today is {today})"
        yield Flaw("date-impossible", Severity.ERROR, message, file, at)


def _cited(value: Any) -> Iterator[str]:
    """Names of the documents that anything cites."""
    if isinstance(value, Mapping):
        for key, it in value.items():
            if key == "source" and isinstance(it, str):
                yield it.partition("#")[0]
            else:
                yield from _cited(it)
    elif isinstance(value, list):
        for it in value:
            yield from _cited(it)
