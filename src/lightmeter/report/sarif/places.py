"""Where a SARIF result is: artifacts, regions, logical locations."""

from collections.abc import Iterable
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Related
from lightmeter.place import Pointer, Span, format_pointer
from lightmeter.report.addresses import STANDARD_INPUT, address_of
from lightmeter.report.sarif.messages import message
from lightmeter.report.veil import make_veil

__all__ = ["BASE", "Places", "region"]

BASE = "%SRCROOT%"
"""What relative addresses start from; GitHub takes it for the root of the repository."""


class Places:
    """The texts that a run speaks of, and the places in them."""

    def __init__(self, report: BatchReport, spoken_of: Iterable[str]) -> None:
        """
        Number the texts.

        Args:
            report: Of the run.
            spoken_of: Names of the texts that diagnostics are in, silenced ones among them.
        """
        self._veil = make_veil(report)
        names = sorted({*report.names, *spoken_of} - {""})
        self._numbers = {name: number for number, name in enumerate(names)}
        self._locations: dict[str, dict[str, Any]] = {}
        self.artifacts = [self._artifact(name, read=name in report.names) for name in names]

    def _artifact(self, name: str, *, read: bool) -> dict[str, Any]:
        location = self.artifact_location(name)
        return (
            {"location": location, "roles": ["analysisTarget"]} if read else {"location": location}
        )

    def artifact_location(self, name: str) -> dict[str, Any]:
        """Where a text lies; what is given is shared."""
        if name not in self._locations:
            self._locations[name] = self._location(name)
        return self._locations[name]

    def _location(self, name: str) -> dict[str, Any]:
        number = {"index": self._numbers[name]}
        if name == STANDARD_INPUT:
            return {"description": {"text": "standard input"}, **number}
        address = address_of(name)
        if address.startswith("file:"):
            return {"uri": address, **number}
        return {"uri": address, "uriBaseId": BASE, **number}

    def location(self, source: str, span: Span | None, pointer: Pointer | None) -> dict[str, Any]:
        """A place in a text, in the data, or in both; empty where nothing is known of either."""
        place: dict[str, Any] = {}
        if source:
            place["physicalLocation"] = {"artifactLocation": self.artifact_location(source)}
            if span is not None:
                place["physicalLocation"]["region"] = region(span)
        if pointer:
            place["logicalLocations"] = [
                {
                    "name": self._veil(str(pointer[-1])),
                    "fullyQualifiedName": self._veil(format_pointer(pointer)),
                    "kind": "property" if isinstance(pointer[-1], str) else "value",
                }
            ]
        return place

    def related(self, source: str, number: int, it: Related) -> dict[str, Any]:
        """Another place that a diagnostic speaks of."""
        return {
            "id": number,
            "message": message(self._veil(it.message)),
            **self.location(source if it.span is not None else "", it.span, it.pointer),
        }


def region(span: Span) -> dict[str, int]:
    """A stretch of a text; its end lies right behind the last character, as in our spans."""
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }
