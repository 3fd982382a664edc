"""How a fix is written into the text, in lines and columns."""

from collections.abc import Sequence

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import BEFORE_TEXT, Diagnostic, Edit
from lightmeter.document.document import Document
from lightmeter.document.source import Source
from lightmeter.fix.choosing import documents_of
from lightmeter.fix.edits import edits_of
from lightmeter.fix.heirs import Heirs
from lightmeter.place import Span
from lightmeter.report.veil import Veil

__all__ = ["Editor", "TextEdit"]


@attrs.frozen
class TextEdit:
    """
    A stretch of a source that a fix replaces.

    Attributes:
        span: What goes; empty where something is put in.
        text: What comes.
    """

    span: Span
    text: str


class Editor:
    """Works out the edits of a report's fixes."""

    def __init__(self, report: BatchReport, veil: Veil) -> None:
        """
        Begin with a report.

        Args:
            report: That the fixes are in.
            veil: Tells what must not be shown.
        """
        self._report = report
        self._veil = veil
        self._heirs = Heirs(report)
        self._documents: dict[str, dict[int, Document]] = {}

    def edits(self, diagnostic: Diagnostic, number: int | None) -> tuple[TextEdit, ...] | None:
        """
        Work out the edits of a diagnostic's fix.

        Args:
            diagnostic: With its place.
            number: Of its request in the report, or None.

        Returns:
            In the order of the text; None where there is no fix, where what is inherited would
            have to change for others too, where no edit of the text's lines would do it, or where
            it would show what must not be shown.
        """
        fix = diagnostic.fix
        if fix is None:
            return None
        if number is not None:
            # Where mending would make it, which for an inherited value others have a say in.
            settled = self._heirs.settle(diagnostic, number)
            if settled is None:
                return None
            fix = attrs.evolve(fix, changes=settled[0])
        document = self._document(diagnostic, number)
        if document is not None:
            edits: Sequence[Edit] | None = edits_of(document, fix)
            source: Source | None = document.source
        else:
            edits = None if fix.changes else fix.edits
            source = self._text(diagnostic)
        if source is None or not edits or any(it.start == BEFORE_TEXT for it in edits):
            return None
        if any(self._veil(it.text) != it.text for it in edits):
            return None
        return tuple(TextEdit(source.lines.span(it.start, it.end), it.text) for it in edits)

    def _text(self, diagnostic: Diagnostic) -> Source | None:
        """The text that a diagnostic's own edits count in: of a long one its part."""
        text = self._report.text_of(diagnostic.source)
        line = 1 if diagnostic.span is None else diagnostic.span.start.line
        return None if text is None else text.around(line)

    def _document(self, diagnostic: Diagnostic, number: int | None) -> Document | None:
        """What a fix's pointers are of; None where it can do without."""
        if number is not None:
            locator = self._report.reports[number].locator
            return None if locator is None else locator.document
        source = self._report.sources.get(diagnostic.source)
        fix = diagnostic.fix
        if source is None or fix is None or not fix.changes or diagnostic.span is None:
            return None
        if source.name not in self._documents:
            self._documents[source.name] = {it.line: it for it in documents_of(source)}
        line = diagnostic.span.start.line if source.format == "jsonl" else 1
        return self._documents[source.name].get(line)
