"""Diagnostics as SARIF's results."""

from collections.abc import Mapping
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic
from lightmeter.report.edits import Editor
from lightmeter.report.sarif.levels import LEVELS
from lightmeter.report.sarif.messages import message
from lightmeter.report.sarif.places import Places, region
from lightmeter.report.veil import make_veil
from lightmeter.suppressed import Suppressed

__all__ = ["Results"]


class Results:
    """Makes results of a report's diagnostics."""

    def __init__(self, report: BatchReport, places: Places, rules: Mapping[str, int]) -> None:
        """
        Begin with a report.

        Args:
            report: That the diagnostics are in.
            places: Of everything that is spoken of.
            rules: Numbers of the rules, by their full names.
        """
        self._report = report
        self._places = places
        self._rules = rules
        self._veil = make_veil(report)
        self._editor = Editor(report, self._veil)

    def result(
        self,
        diagnostic: Diagnostic,
        number: int | None,
        fingerprint: str,
        silenced: Suppressed | None,
    ) -> dict[str, Any]:
        """
        Make a result.

        Args:
            diagnostic: With its place.
            number: Of its request in the report, or None.
            fingerprint: Its own among all of the run.
            silenced: What silenced it, or None.
        """
        made: dict[str, Any] = {
            "ruleId": diagnostic.name,
            "ruleIndex": self._rules[diagnostic.name],
            "level": LEVELS[diagnostic.severity],
            "message": message(self._veil(diagnostic.message)),
        }
        source = diagnostic.source
        if place := self._places.location(source, diagnostic.span, diagnostic.pointer):
            made["locations"] = [place]
        if diagnostic.related:
            made["relatedLocations"] = [
                self._places.related(source, count, it)
                for count, it in enumerate(diagnostic.related, 1)
            ]
        made["partialFingerprints"] = {"lightmeter/v1": fingerprint}
        if fixes := self._fixes(diagnostic, number):
            made["fixes"] = fixes
        if self._report.suppressed:
            # Where one result of a run has a list of them, every one must have.
            made["suppressions"] = [] if silenced is None else [self._suppression(silenced)]
        if properties := self._properties(diagnostic, number):
            made["properties"] = properties
        return made

    def _fixes(self, diagnostic: Diagnostic, number: int | None) -> list[dict[str, Any]]:
        edits = self._editor.edits(diagnostic, number)
        if edits is None or diagnostic.fix is None:
            return []
        kind = "safe" if diagnostic.fix.safe else "unsafe: look at it before you take it over"
        replacements = [
            {"deletedRegion": region(it.span)}
            | ({"insertedContent": {"text": it.text}} if it.text else {})
            for it in edits
        ]
        change = {
            "artifactLocation": self._places.artifact_location(diagnostic.source),
            "replacements": replacements,
        }
        description = message(f"{self._veil(diagnostic.fix.description)} ({kind})")
        return [{"description": description, "artifactChanges": [change]}]

    def _suppression(self, silenced: Suppressed) -> dict[str, Any]:
        made: dict[str, Any] = {
            "kind": "inSource" if silenced.by == "comment" else "external",
            "status": "accepted",
        }
        if silenced.reason:
            made["justification"] = self._veil(silenced.reason)
        return {**made, "properties": {"by": silenced.by}}

    def _properties(self, diagnostic: Diagnostic, number: int | None) -> dict[str, Any]:
        """What tells a reader whose request it is, and how the rule is known."""
        request = None if number is None else self._report.reports[number]
        facts = {
            "request": number,
            "requestId": self._veil(request.id) if request is not None else "",
            "basis": diagnostic.basis,
            "suggestion": self._veil(diagnostic.suggestion),
        }
        return {name: fact for name, fact in facts.items() if fact not in (None, "")}
