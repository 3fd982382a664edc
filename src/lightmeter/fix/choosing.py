"""Which fixes of a report are tried: those that are wanted, can be written, and do not collide."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import BEFORE_TEXT, Change, Diagnostic, Edit
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Source
from lightmeter.fix.edits import edits_of
from lightmeter.fix.heirs import Heirs
from lightmeter.place import Pointer
from lightmeter.rule_names import matches
from lightmeter.settings.model import FixSettings

__all__ = ["Allowed", "Key", "Proposal", "allowance", "apart", "documents_of", "propose"]

Allowed = Callable[[Diagnostic], bool]
"""Whether the fix of a diagnostic is wanted."""

Key = tuple[str, int | None, Pointer | None]
"""What a diagnostic is known by in the report of one source: rule, request, pointer."""


@attrs.frozen(eq=False)
class Proposal:
    """
    A fix that can be written.

    Attributes:
        diagnostics: That it removes, each with the number of its request or None. A value that
            several requests inherit has one for each of them.
        edits: In the order of the text.
        document: That it changes; None where only the byte order mark goes.
        changes: To the data of that document.
        requests: Numbers of the requests that it may change.
        safe: Whether it may change what is sent or paid of none of them.
    """

    diagnostics: tuple[tuple[Diagnostic, int | None], ...]
    edits: tuple[Edit, ...]
    document: Document | None
    changes: tuple[Change, ...]
    requests: frozenset[int]
    safe: bool

    @property
    def keys(self) -> Iterator[Key]:
        """What its diagnostics are known by."""
        for diagnostic, number in self.diagnostics:
            yield diagnostic.name, number, diagnostic.pointer


def allowance(settings: FixSettings) -> Allowed:
    """
    Tell which fixes a project wants.

    Args:
        settings: Whether unsafe ones are, and which rules are named.
    """

    def allowed(diagnostic: Diagnostic) -> bool:
        fix = diagnostic.fix
        if fix is None or not (fix.safe or settings.unsafe):
            return False
        if matches(settings.unfixable, diagnostic):
            return False
        return not settings.fixable or matches(settings.fixable, diagnostic)

    return allowed


def documents_of(source: Source) -> list[Document]:
    """What a source holds, without what cannot be read."""
    if source.format == "jsonl":
        return [it for it in read_lines(source) if isinstance(it, Document)]
    try:
        return [read(source)]
    except DocumentError:
        return []


def propose(report: BatchReport, source: Source, allowed: Allowed) -> list[Proposal]:
    """
    Find the fixes that are wanted and can be written.

    Args:
        report: Of this source alone.
        source: Its text.
        allowed: Whether a fix is wanted.

    Returns:
        In the order of their diagnostics.
    """
    # What is said of the settings, or of a baseline, is mended there.
    own = [pair for pair in report.entries if pair[0].source == source.name]
    wanted = [pair for pair in own if pair[0].fix is not None and allowed(pair[0])]
    if not wanted:
        return []
    documents = _by_line(report, source)
    if not documents and source.format != "jsonl":
        # What cannot be read is left as it is.
        return []
    heirs = Heirs(report)
    found: dict[tuple[Edit, ...], Proposal] = {}
    for diagnostic, number in wanted:
        document = documents.get(_line_of(report, source, diagnostic, number))
        made = _proposal(heirs, document, diagnostic, number)
        if made is None:
            continue
        known = found.get(made.edits)
        if known is not None:
            # Others who inherit the same value asked for the same before.
            made = attrs.evolve(
                known,
                diagnostics=known.diagnostics + made.diagnostics,
                requests=known.requests | made.requests,
                safe=known.safe and made.safe,
            )
        found[made.edits] = made
    return list(found.values())


def _by_line(report: BatchReport, source: Source) -> dict[int, Document]:
    """The documents by their lines; those that were searched for places before are at hand."""
    documents = {
        it.locator.document.line: it.locator.document
        for it in report.reports
        if it.locator is not None and it.locator.document.source is source
    }
    if source.format != "jsonl" and documents:
        return documents
    return {it.line: it for it in documents_of(source)} | documents


def _line_of(
    report: BatchReport, source: Source, diagnostic: Diagnostic, number: int | None
) -> int:
    """The line that the document of a diagnostic begins on, or 0."""
    if source.format != "jsonl":
        return 1
    locator = None if number is None else report.reports[number].locator
    if locator is not None:
        return locator.document.line
    return 0 if diagnostic.span is None else diagnostic.span.start.line


def _proposal(
    heirs: Heirs, document: Document | None, diagnostic: Diagnostic, number: int | None
) -> Proposal | None:
    fix = diagnostic.fix
    assert fix is not None
    settled = heirs.settle(diagnostic, number)
    if settled is None:
        return None
    changes, requests = settled
    if all(it.start == BEFORE_TEXT for it in fix.edits) and not changes:
        document, edits = None, fix.edits or None
    elif document is None:
        return None
    else:
        edits = edits_of(document, attrs.evolve(fix, changes=changes))
    if edits is None:
        return None
    return Proposal(((diagnostic, number),), edits, document, changes, requests, fix.safe)


def apart(proposals: Iterable[Proposal]) -> list[Proposal]:
    """
    Choose fixes that leave one another alone: of two that overlap or touch the first is kept.

    Args:
        proposals: Of one text, the most important first.
    """
    chosen: list[Proposal] = []
    taken: list[Edit] = []
    for proposal in proposals:
        if not any(_touches(taken, edit) for edit in proposal.edits):
            chosen.append(proposal)
            for edit in proposal.edits:
                insort(taken, edit)
    return chosen


def _touches(taken: list[Edit], edit: Edit) -> bool:
    """Whether an edit overlaps or touches one of others, which lie apart and are sorted."""
    number = bisect_left(taken, edit)
    before, after = taken[max(0, number - 1) : number], taken[number : number + 1]
    return any(it.end >= edit.start for it in before) or any(it.start <= edit.end for it in after)
