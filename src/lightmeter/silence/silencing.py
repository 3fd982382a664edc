"""Which diagnostics of a report are shown, and which of them somebody has silenced."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, order
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import Source
from lightmeter.report_list import LongReports
from lightmeter.silence.ledger import Ledger
from lightmeter.silence.locks import UNREADABLE, is_loud
from lightmeter.silence.policy import PolicyOf, reweigh, why_left_out
from lightmeter.spool import Spool

if TYPE_CHECKING:
    from lightmeter.silence.baseline import Baseline
    from lightmeter.suppressed import Suppressed

__all__ = ["readable_sources", "silence"]

T = TypeVar("T")

_Found = tuple[Diagnostic, int | None]


def silence(report: BatchReport, policy_of: PolicyOf) -> BatchReport:
    """
    Take out of a report what is silenced, and add what there is to say about silencing.

    What is silenced is judged all the same: a request whose error nobody wants to see is still
    rejected, and has no payload.

    Args:
        report: With everything that was found.
        policy_of: What decides over the diagnostics of each source.

    Raises:
        PackError: If a pack has to be read to know a name, and is wrong.
    """
    # 1. What silences: comments of each source, entries of each settings file.
    ledger = Ledger(report, policy_of, dict(_documents(report)))

    # 2. What is silenced by it. Comments go first, so that one is not called unused because a
    #    wider choice silences the same.
    hold = not isinstance(report.reports, LongReports)
    left: Spool[_Found] = Spool(hold=hold)
    out: Spool[Suppressed] = Spool(hold=hold)
    for found in report.entries:
        silenced = ledger.silence(*found)
        if silenced is None:
            left.append(found)
        else:
            out.append(silenced)

    # 3. What was accepted earlier.
    left, accepted, stale = _accepted(report, left, policy_of)

    # 4. What there is to say about all that; it can be chosen, but not silenced by a comment.
    said: list[_Found] = []
    unsaid: list[Suppressed] = []
    for diagnostic in (*ledger.remarks(), *stale):
        by = _left_out(diagnostic, policy_of)
        if by:
            unsaid.append(_suppressed(diagnostic, None, by))
        else:
            said.append((diagnostic, None))

    # Each comes in order, so that they need only be put between one another.
    chosen: Spool[_Found] = Spool(hold=hold)
    for it, number in _merged(_order, left, sorted(said, key=_order)):
        chosen.append((reweigh(it, policy_of(it.source).settings), number))
    suppressed: Spool[Suppressed] = Spool(hold=hold)
    unsaid.sort(key=_order_of_suppressed)
    for silenced in _merged(_order_of_suppressed, out, accepted, unsaid):
        suppressed.append(silenced)
    return attrs.evolve(report, chosen=chosen.settled(), suppressed=suppressed.settled())


def _merged(key: Callable[[T], Any], *sorted_: Sequence[T]) -> Iterable[T]:
    """Put together what is sorted already."""
    them = [it for it in sorted_ if it]
    if len(them) < 2:
        return them[0] if them else ()
    # Mostly all is of one kind: it is shown.
    from heapq import merge  # noqa: PLC0415

    return merge(*them, key=key)


def _order(found: _Found) -> tuple[Any, ...]:
    return order(found[0])


def _suppressed(diagnostic: Diagnostic, number: int | None, by: str) -> "Suppressed":
    # Most runs silence nothing.
    from lightmeter.suppressed import Suppressed  # noqa: PLC0415

    return Suppressed(diagnostic, number, by)


def _order_of_suppressed(it: "Suppressed") -> tuple[Any, ...]:
    return order(it.diagnostic)


def readable_sources(report: BatchReport) -> Iterator[str]:
    """Give the names of texts that were read throughout: of the others not all is known."""
    broken = {it.source for it in report.found if it.rule in UNREADABLE}
    return (name for name in report.names if name not in broken)


def _documents(report: BatchReport) -> Iterator[tuple[str, Document]]:
    """Give the TOML documents of a report that could be read, with the name of their source."""
    written = [name for name, source in report.sources.items() if source.format == "toml"]
    if not written:
        return
    known = {it.source: it.locator.document for it in report.reports if it.locator is not None}
    for name in written:
        document = known.get(name) or _read(report.sources[name])
        if document is not None:
            yield name, document


def _read(source: Source) -> Document | None:
    try:
        return read(source)
    except DocumentError:
        return None


def _left_out(diagnostic: Diagnostic, policy_of: PolicyOf) -> str:
    settings = policy_of(diagnostic.source).settings
    return "" if is_loud(diagnostic, settings.locked) else why_left_out(diagnostic, settings)


def _accepted(
    report: BatchReport, found: Spool[_Found], policy_of: PolicyOf
) -> "tuple[Spool[_Found], Spool[Suppressed], list[Diagnostic]]":
    """What is left, what the baselines have, and what they have that is no longer found."""
    if all(policy_of(name).baseline is None for name in report.names):
        return found, Spool(hold=True), []
    # Few projects have one.
    from lightmeter.silence.baseline import Taken, is_acceptable  # noqa: PLC0415
    from lightmeter.silence.identity import identity_of  # noqa: PLC0415

    hold = not isinstance(report.reports, LongReports)
    left: Spool[_Found] = Spool(hold=hold)
    accepted: Spool[Suppressed] = Spool(hold=hold)
    used: dict[int, tuple[Taken, bool]] = {}
    sources: dict[int, list[str]] = {}
    # What is no longer found may stand where nothing could be read.
    readable = set(readable_sources(report))
    for name in report.names:
        policy = policy_of(name)
        if policy.baseline is not None:
            key = id(policy.baseline)
            used.setdefault(key, (Taken(policy.baseline), policy.strict_baseline))
            sources.setdefault(key, []).extend({name} & readable)
    for diagnostic, number in found:
        policy = policy_of(diagnostic.source)
        baseline: Baseline | None = policy.baseline
        if (
            baseline is not None
            and is_acceptable(diagnostic)
            and not is_loud(diagnostic, policy.settings.locked)
            and id(baseline) in used
            and used[id(baseline)][0].take(identity_of(report, diagnostic, number))
        ):
            accepted.append(_suppressed(diagnostic, number, "baseline"))
        else:
            left.append((diagnostic, number))
    stale = [
        taken.baseline.stale(entry, strict=strict)
        for key, (taken, strict) in used.items()
        for entry in taken.unused(sources[key])
    ]
    return left, accepted, stale
