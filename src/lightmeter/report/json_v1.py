"""The `json` format, version 1; `report-v1.schema.json` beside this file describes it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from lightmeter.diagnostic import Citation, Diagnostic, Fix, Related, Severity
from lightmeter.estimate import Estimate, PricedLine
from lightmeter.money import format_amount
from lightmeter.place import Position, Span, format_pointer
from lightmeter.report.json_text import write_json
from lightmeter.report.naming import source_names
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import make_veil
from lightmeter.result import BatchReport, Report, Total
from lightmeter.version import __version__

__all__ = ["render"]

Veil = Callable[[str], str]


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write a report as one JSON object; colour has no place in it."""
    del style
    return write_json(_document(report), indent=2) + "\n"


def _document(report: BatchReport) -> dict[str, Any]:
    veil = make_veil(report)
    return {
        "version": 1,
        "tool": {"name": "lightmeter", "version": __version__},
        "packs": _packs(report),
        "requests": [_request(it, veil) for it in report.reports],
        "diagnostics": [_diagnostic(it, number, veil) for it, number in report.entries],
        "totals": [_total(it) for it in report.totals],
        "summary": {
            "sources": len(source_names(report)),
            "requests": len(report.reports),
            **{severity.value: report.count(severity) for severity in Severity},
            "suppressed": 0,
        },
    }


def _packs(report: BatchReport) -> list[dict[str, Any]]:
    used = {it.pack: (it.edition, it.overlays) for it in report.reports if it.pack}
    return [
        {"id": pack, "edition": edition or None, "overlays": list(overlays)}
        for pack, (edition, overlays) in sorted(used.items())
    ]


# Requests -----------------------------------------------------------------------------------------


def _request(report: Report, veil: Veil) -> dict[str, Any]:
    return {
        "source": report.source or None,
        "index": report.index,
        "id": report.id or None,
        "line": report.line,
        "provider": report.provider or None,
        "model": report.model or None,
        "pack": report.pack or None,
        "status": report.status.value,
        "estimate": None if report.estimate is None else _estimate(report.estimate, veil),
        "normalized": _veiled(report.normalized, veil),
        "skipped": list(report.skipped),
    }


def _estimate(estimate: Estimate, veil: Veil) -> dict[str, Any]:
    return {
        **_amounts(estimate.minimum, estimate.maximum),
        "currency": estimate.currency,
        "quantity": _quantity(estimate.quantity_minimum, estimate.quantity_maximum),
        "unit": estimate.unit,
        "effective": _veiled(estimate.effective, veil),
        "lines": [_line(it) for it in estimate.lines],
        "assumptions": [
            {
                "pointer": format_pointer(it.pointer),
                "text": it.text,
                "basis": it.basis or None,
                "close": it.close or None,
            }
            for it in estimate.assumptions
        ],
        "unpriced": [{"item": it.item, "reason": veil(it.reason)} for it in estimate.unpriced],
        "usd": estimate.usd and _amounts(estimate.usd.minimum, estimate.usd.maximum),
    }


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
    }


def _quantity(minimum: int, maximum: int) -> dict[str, int]:
    return {"minimum": minimum, "maximum": maximum}


def _amounts(minimum: Decimal | None, maximum: Decimal | None) -> dict[str, str | None]:
    return {
        "minimum": None if minimum is None else format_amount(minimum),
        "maximum": None if maximum is None else format_amount(maximum),
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "provider": total.provider,
        "currency": total.currency,
        **_amounts(total.minimum, total.maximum),
        "unpriced": total.unpriced,
    }


# Diagnostics --------------------------------------------------------------------------------------


def _diagnostic(diagnostic: Diagnostic, request: int | None, veil: Veil) -> dict[str, Any]:
    return {
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": veil(diagnostic.message),
        "source": diagnostic.source or None,
        "request": request,
        "pointer": diagnostic.path,
        **_span(diagnostic.span),
        "related": [_related(it, veil) for it in diagnostic.related],
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix, veil),
        "pack": diagnostic.pack or None,
        "basis": diagnostic.basis or None,
        "citation": _citation(diagnostic.citation),
        "suggestion": veil(diagnostic.suggestion) or None,
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
        "pointer": None if pointer is None else format_pointer(pointer),
        **_span(related.span),
    }


def _fix(fix: Fix, veil: Veil) -> dict[str, Any]:
    return {
        "safe": fix.safe,
        "description": veil(fix.description),
        "changes": [
            {
                "pointer": format_pointer(it.pointer),
                "operation": it.operation,
                "value": _veiled(it.value, veil),
            }
            for it in fix.changes
        ],
        # TODO: text edits, once `fix` works them out; until then a reader applies the changes.
        "edits": None,
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


def _veiled(value: Any, veil: Veil) -> Any:
    """Mask the texts within a value."""
    if isinstance(value, str):
        return veil(value)
    if isinstance(value, Mapping):
        return {key: _veiled(inner, veil) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_veiled(inner, veil) for inner in value]
    return value
