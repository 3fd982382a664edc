"""What the `json` and `jsonl` formats say of requests, diagnostics and totals, as plain data."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change, Citation, Diagnostic, Fix, Related, Severity
from lightmeter.estimate.list_price import ListPrice
from lightmeter.estimate.model import Estimate, PricedLine
from lightmeter.estimate.total import Total
from lightmeter.money import format_amount
from lightmeter.place import Position, Span, format_pointer
from lightmeter.report.edits import Editor, TextEdit
from lightmeter.report.json_text import Shared
from lightmeter.report.naming import source_names
from lightmeter.report.veil import Veil, make_veil, veil_value
from lightmeter.result import Report
from lightmeter.suppressed import Suppressed
from lightmeter.version import __version__

__all__ = ["Objects", "change_object"]

# Estimates that are told apart at a time.
_MOST_KNOWN = 1_024


class Objects:
    """The parts of a report as plain data, in the shape that `report-v1.schema.json` describes."""

    def __init__(self, report: BatchReport) -> None:
        """
        Begin with a report.

        Args:
            report: To take apart.
        """
        self._report = report
        self._veil = make_veil(report)
        self._editor = Editor(report, self._veil)
        self._estimates: dict[int, tuple[Estimate, Shared]] = {}

    def head(self) -> dict[str, Any]:
        """What wrote the report, and which packs took part."""
        used = self._packs()
        return {
            "version": 1,
            "tool": {"name": "lightmeter", "version": __version__},
            "packs": [
                {"id": pack, "edition": edition or None, "overlays": list(overlays)}
                for pack, (edition, overlays) in sorted(used.items())
            ],
        }

    def _packs(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Packs that took part, each as the last request has it that it judged."""
        known = [it for it, number in self._report.tally.packs.items() if number]
        used = {pack: (edition, overlays) for pack, edition, overlays in known}
        if len(used) == len(known):
            return used
        # Projects of one run may have overlays of their own.
        return {it.pack: (it.edition, it.overlays) for it in self._report.reports if it.pack}

    def requests(self) -> Iterator[dict[str, Any]]:
        """Every request, in order."""
        return map(self.request, self._report.reports)

    def request(self, report: Report) -> dict[str, Any]:
        """One request."""
        # The payload keeps its place among the members, of which this is the last but one.
        made = self.short_request(report)
        skipped = made.pop("skipped")
        made["normalized"] = veil_value(report.normalized, self._veil)
        made["skipped"] = skipped
        return made

    def short_request(self, report: Report) -> dict[str, Any]:
        """One request without its payload."""
        return _request(report, self._estimate(report.estimate), self._veil)

    def _estimate(self, estimate: Estimate | None) -> Shared | None:
        """What is said of an estimate, which equal requests share."""
        if estimate is None:
            return None
        known = self._estimates.get(id(estimate))
        if known is None:
            if len(self._estimates) >= _MOST_KNOWN:
                self._estimates.clear()
            # While it is kept no other one comes to its address.
            known = estimate, Shared(_estimate(estimate, self._veil))
            self._estimates[id(estimate)] = known
        return known[1]

    def diagnostics(self) -> Iterator[dict[str, Any]]:
        """Every diagnostic that is shown, in order."""
        return (self._diagnostic(*entry) for entry in self._report.entries)

    def suppressed(self) -> Iterator[dict[str, Any]]:
        """Every diagnostic that was silenced, and by what."""
        return (_suppressed(it, self._veil) for it in self._report.suppressed)

    def foot(self) -> dict[str, Any]:
        """Totals and counts."""
        report = self._report
        return {
            "totals": [self._total(it) for it in report.totals],
            "summary": {
                "sources": len(source_names(report)),
                "requests": len(report.reports),
                **{severity.value: report.count(severity) for severity in Severity},
                "suppressed": len(report.suppressed),
            },
        }

    def _total(self, total: Total) -> dict[str, Any]:
        if self._report.is_open_ended(total.provider):
            total = attrs.evolve(total, maximum=None, usd_maximum=None)
        return {
            "provider": total.provider,
            "currency": total.currency,
            **_amounts(total.minimum, total.maximum),
            "unpriced": total.unpriced,
            "usd": _amounts(*total.in_usd),
            "list": _list_price(total.list_price),
        }

    def _diagnostic(self, diagnostic: Diagnostic, number: int | None) -> dict[str, Any]:
        veil = self._veil
        fix = diagnostic.fix
        edits = self._editor.edits(diagnostic, number)
        return {
            **_what(diagnostic, veil),
            **_where(diagnostic, number, veil),
            "related": [_related(it, veil) for it in diagnostic.related],
            "fix": None if fix is None else _fix(fix, edits, veil),
            "pack": diagnostic.pack or None,
            "basis": diagnostic.basis or None,
            "citation": _citation(diagnostic.citation),
            "suggestion": veil(diagnostic.suggestion) or None,
        }


# Requests -----------------------------------------------------------------------------------------


def _request(report: Report, estimate: Shared | None, veil: Veil) -> dict[str, Any]:
    return {
        "source": report.source or None,
        "index": report.index,
        "id": veil(report.id) or None,
        "line": report.line,
        "provider": veil(report.provider) or None,
        "model": veil(report.model) or None,
        "pack": report.pack or None,
        "status": report.status.value,
        "estimate": estimate,
        "repeats": report.repeats,
        "skipped": list(report.skipped),
    }


def _estimate(estimate: Estimate, veil: Veil) -> dict[str, Any]:
    return {
        **_amounts(estimate.minimum, estimate.maximum),
        "currency": estimate.currency,
        "quantity": _quantity(estimate.quantity_minimum, estimate.quantity_maximum),
        "unit": estimate.unit,
        "effective": veil_value(estimate.effective, veil),
        "lines": [_line(it) for it in estimate.lines],
        "assumptions": [
            {
                "pointer": format_pointer(it.pointer),
                "text": veil(it.text),
                "basis": it.basis or None,
                "close": veil(it.close) or None,
            }
            for it in estimate.assumptions
        ],
        "unpriced": [{"item": it.item, "reason": veil(it.reason)} for it in estimate.unpriced],
        "usd": None if estimate.in_usd == (None, None) else _amounts(*estimate.in_usd),
        "list": _list_price(estimate.list_price),
        "own_rates": list(estimate.own_rates),
    }


def _list_price(it: ListPrice | None) -> dict[str, str | None] | None:
    return None if it is None else _amounts(it.minimum, it.maximum)


def _line(line: PricedLine) -> dict[str, Any]:
    return {
        "item": line.item,
        "unit": line.unit,
        "quantity": _quantity(line.quantity_minimum, line.quantity_maximum),
        "rate": _amounts(line.rate_minimum, line.rate_maximum),
        **_amounts(line.minimum, line.maximum),
        "currency": line.currency,
        "basis": line.basis or None,
        "citation": _citation(line.citation),
        "list_rate": line.listed and _amounts(line.listed.minimum, line.listed.maximum),
    }


def _quantity(minimum: int, maximum: int) -> dict[str, int]:
    return {"minimum": minimum, "maximum": maximum}


def _amounts(minimum: Decimal | None, maximum: Decimal | None) -> dict[str, str | None]:
    return {
        "minimum": None if minimum is None else format_amount(minimum),
        "maximum": None if maximum is None else format_amount(maximum),
    }


# Diagnostics --------------------------------------------------------------------------------------


def _what(diagnostic: Diagnostic, veil: Veil) -> dict[str, Any]:
    return {
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": veil(diagnostic.message),
    }


def _where(diagnostic: Diagnostic, number: int | None, veil: Veil) -> dict[str, Any]:
    path = diagnostic.path
    return {
        "source": diagnostic.source or None,
        "request": number,
        "pointer": None if path is None else veil(path),
        **_span(diagnostic.span),
    }


def _suppressed(it: Suppressed, veil: Veil) -> dict[str, Any]:
    return {
        **_what(it.diagnostic, veil),
        **_where(it.diagnostic, it.request, veil),
        "pack": it.diagnostic.pack or None,
        "by": it.by,
        "reason": veil(it.reason) or None,
    }


def _span(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"start": None, "end": None}
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _related(related: Related, veil: Veil) -> dict[str, Any]:
    pointer = related.pointer
    return {
        "message": veil(related.message),
        "pointer": None if pointer is None else veil(format_pointer(pointer)),
        **_span(related.span),
    }


def change_object(change: Change, veil: Veil) -> dict[str, Any]:
    """One change to a payload as plain data."""
    return {
        "pointer": veil(format_pointer(change.pointer)),
        "operation": change.operation,
        "value": veil_value(change.value, veil),
    }


def _fix(fix: Fix, edits: tuple[TextEdit, ...] | None, veil: Veil) -> dict[str, Any]:
    return {
        "safe": fix.safe,
        "description": veil(fix.description),
        "changes": [change_object(it, veil) for it in fix.changes],
        "edits": None if edits is None else [{**_span(it.span), "text": it.text} for it in edits],
    }


def _citation(citation: Citation | None) -> dict[str, str | None] | None:
    if citation is None:
        return None
    return {
        "title": citation.title,
        "section": citation.section or None,
        "url": citation.url or None,
        "edition": citation.edition or None,
        "read": citation.read or None,
    }
