"""Fixes are tried before they are accepted: on the text, on the data, on what is sent and paid."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change, Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import Format, Source
from lightmeter.fix.choosing import Key, Proposal
from lightmeter.fix.data import ChangeError, changed, same
from lightmeter.fix.splice import encode, shifted, splice
from lightmeter.result import Report

__all__ = ["Check", "Outcome", "Trial"]

Check = Callable[[bytes], BatchReport]
"""Checks the bytes of the one source that is mended."""


@attrs.frozen(eq=False)
class Outcome:
    """
    What came of fixes that were tried together.

    Attributes:
        proposals: That were tried.
        data: With them carried out.
        report: Of these bytes.
        guilty: Those that break a promise.
    """

    proposals: tuple[Proposal, ...]
    data: bytes = attrs.field(repr=False)
    report: BatchReport
    guilty: frozenset[Proposal]


class Trial:
    """
    One text, and what fixes of it have to keep.

    Every fix removes what it was made for and brings no error into a request that it may change.
    All other requests, and with safe fixes these too, are sent and paid as before.
    """

    def __init__(self, source: Source, report: BatchReport, check: Check) -> None:
        """
        Take the text as it is.

        Args:
            source: To be mended.
            report: Of it alone.
            check: Makes the same of other bytes.
        """
        self._source = source
        self._check = check
        self._sent = [_sent(it) for it in report.reports]
        self._errors = _errors(report)
        self._found = _found(report)

    def run(self, proposals: Sequence[Proposal]) -> Outcome | None:
        """
        Find the fixes that can be accepted together.

        Args:
            proposals: That lie apart.

        Returns:
            Their outcome, nobody guilty; None where nothing is left.
        """
        written = self._written(proposals)
        if not written:
            return None
        first = self._try(written)
        if not first.guilty:
            return first
        # What is guilty may stand beside what is not: those are tried one by one, but of as many
        # requests at once as there are.
        kept = [it for it in written if it not in first.guilty]
        for wave in _waves([it for it in written if it in first.guilty]):
            tried = self._try([*kept, *wave])
            kept += [it for it in wave if it not in tried.guilty]
        while kept:
            last = self._try(kept)
            if not last.guilty:
                return last
            kept = [it for it in kept if it not in last.guilty]
        return None

    def _try(self, proposals: Sequence[Proposal]) -> Outcome:
        data = encode(self._source, (edit for it in proposals for edit in it.edits))
        report = self._check(data)
        return Outcome(tuple(proposals), data, report, self._guilty(proposals, report))

    def _guilty(self, proposals: Sequence[Proposal], after: BatchReport) -> frozenset[Proposal]:
        if len(after.reports) != len(self._sent):
            return frozenset(proposals)
        errors, found = _errors(after), _found(after)
        unsafe = frozenset[int]().union(*(it.requests for it in proposals if not it.safe))
        broken = {
            number
            for number, report in enumerate(after.reports)
            if errors[number] > self._errors[number]
            or (number not in unsafe and not same(_sent(report), self._sent[number]))
        }
        if errors[None] > self._errors[None]:
            return frozenset(proposals)
        guilty = {
            it
            for it in proposals
            if it.requests & broken or any(found[key] >= self._found[key] for key in it.keys)
        }
        blamed = frozenset[int]().union(*(it.requests for it in guilty))
        # A request that nobody should have touched makes all of them suspect.
        return frozenset(guilty if broken <= blamed else proposals)

    # The text -------------------------------------------------------------------------------------

    def _written(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The fixes whose edits make of the data what their changes make of them."""
        by_document: dict[int, list[Proposal]] = {}
        for it in proposals:
            by_document.setdefault(id(it.document), []).append(it)
        sound = {it for group in by_document.values() for it in self._grown([], group)}
        return [it for it in proposals if it in sound]

    def _grown(self, kept: list[Proposal], more: list[Proposal]) -> list[Proposal]:
        """What can be kept of some fixes with others that can be, found by halves."""
        if self._is_as_meant([*kept, *more]):
            return [*kept, *more]
        if len(more) == 1:
            return kept
        half = len(more) // 2
        return self._grown(self._grown(kept, more[:half]), more[half:])

    def _is_as_meant(self, proposals: Sequence[Proposal]) -> bool:
        document = proposals[0].document
        if document is None:
            return True
        start, end = _stretch(document)
        edits = shifted((edit for it in proposals for edit in it.edits), start)
        changes: list[Change] = [change for it in proposals for change in it.changes]
        try:
            text = splice(self._source.text[start:end], edits)
            form: Format = "toml" if self._source.format == "toml" else "json"
            value = read(Source(self._source.name, form, text)).value
            meant = changed(document.value, changes)
        except (DocumentError, ChangeError, ValueError):
            return False
        # A document of JSONL stays on its line.
        return same(value, meant) and not ("\n" in text and self._source.format == "jsonl")


def _stretch(document: Document) -> tuple[int, int]:
    """Where the text of a document begins and ends in its source."""
    text = document.source.text
    if document.source.format != "jsonl":
        return 0, len(text)
    newline = text.find("\n", document.offset)
    return document.offset, newline if newline >= 0 else len(text)


def _waves(proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Fixes in turns, in each of which no two may change the same request."""
    waves: list[tuple[set[int], list[Proposal]]] = []
    for it in proposals:
        # One that changes no request changes what all of them stand in.
        free = (turn for turn in waves if it.requests and not turn[0] & it.requests)
        turn = next(free, None)
        if turn is None:
            turn = set(), []
            waves.append(turn)
        turn[0].update(it.requests)
        turn[1].append(it)
    return [wave for _, wave in waves]


def _sent(report: Report) -> Any:
    """What of a request may not change: where it goes, what is sent, what it costs."""
    priced = report.estimate
    cost = priced and (
        priced.minimum,
        priced.maximum,
        priced.currency,
        priced.quantity_minimum,
        priced.quantity_maximum,
        priced.unit,
    )
    return report.provider, report.model, str(report.status), report.normalized, cost


def _errors(report: BatchReport) -> Counter[int | None]:
    return Counter(number for it, number in report.entries if it.severity is Severity.ERROR)


def _found(report: BatchReport) -> Counter[Key]:
    pairs: Iterable[Any] = report.entries
    return Counter((it.name, number, it.pointer) for it, number in pairs)
