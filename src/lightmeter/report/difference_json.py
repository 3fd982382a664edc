"""A comparison of costs as JSON, version 1, as `difference-v1.schema.json` describes it."""

from collections.abc import Mapping
from typing import Any

from lightmeter.difference.bounds import Bounds
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.effects import Change
from lightmeter.difference.members import MemberChange, changed_members, changed_rates
from lightmeter.difference.news import Told
from lightmeter.difference.side import Priced
from lightmeter.difference.splitting import Effect
from lightmeter.difference.totals import DifferenceTotal
from lightmeter.language.absent import ABSENT
from lightmeter.money import format_amount
from lightmeter.place import Position, format_pointer
from lightmeter.report.difference_words import (
    difference_veil,
    news,
    show_member,
)
from lightmeter.report.json_text import write_json
from lightmeter.report.signed_amounts import show_growth
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil
from lightmeter.version import __version__

__all__ = ["render"]


def render(comparison: Comparison, style: Style = PLAIN) -> str:
    """Write a comparison as one JSON object; colour has no place in it."""
    del style
    veil = difference_veil(comparison)
    changes = comparison.changes
    told = news(comparison, veil)
    numbers = {id(it.new): number for number, it in enumerate(changes)}
    document = {
        "version": 1,
        "tool": {"name": "lightmeter", "version": __version__},
        "old": comparison.old.name,
        "new": comparison.new.name,
        "changes": [_change(it, veil) for it in changes],
        "totals": [_total(it) for it in comparison.totals],
        "diagnostics": [_told(it, numbers, veil) for it in told],
        "summary": {
            "added": sum(it.old is None for it in changes),
            "removed": sum(it.new is None for it in changes),
            "changed": sum(_kind(it) == "changed" for it in changes),
            "repriced": sum(_kind(it) == "repriced" for it in changes),
            "unchanged": sum(_kind(it) == "unchanged" for it in changes),
            "rejected": sum(it.cost is None for it in comparison.new.requests),
            "new_diagnostics": sum(it.new for it in told),
            "sound": comparison.new.sound,
        },
    }
    return write_json(document, indent=2) + "\n"


def _kind(change: Change) -> str:
    if change.old is None:
        return "added"
    if change.new is None:
        return "removed"
    if change.still:
        return "unchanged"
    return "changed" if change.touched else "repriced"


def _change(change: Change, veil: Veil) -> dict[str, Any]:
    return {
        "change": _kind(change),
        "matched": change.how or None,
        "old": _side(change.old, veil),
        "new": _side(change.new, veil),
        "effects": [_effect(it) for it in change.effects],
        "usd": _bounds(change.usd) if change.usd.known else None,
        "unsplit_because": veil(change.why_unsplit) or None,
        "members": [_member(it, veil) for it in changed_members(change)],
        "rates": [
            {"item": veil(it.item), "old": _bounds(it.old), "new": _bounds(it.new)}
            for it in changed_rates(change)
        ],
    }


def _side(it: Priced | None, veil: Veil) -> dict[str, Any] | None:
    if it is None:
        return None
    cost = it.cost
    return {
        "source": it.source or None,
        "index": it.index,
        "id": veil(it.id) or None,
        "line": it.line,
        "provider": veil(it.provider) or None,
        "model": veil(it.model) or None,
        "cost": None
        if cost is None
        else {
            **_bounds(cost.amount),
            "currency": cost.currency or None,
            "usd": _bounds(cost.usd) if cost.usd.known else None,
        },
        "because": veil(it.why) or None,
    }


def _effect(it: Effect) -> dict[str, Any]:
    return {
        "provider": it.provider or None,
        "currency": it.currency or None,
        "difference": _bounds(it.difference),
        "request": _bounds(it.request),
        "rates": _bounds(it.rates),
        "unsplit": _bounds(it.unsplit),
    }


def _member(it: MemberChange, veil: Veil) -> dict[str, str]:
    kind = "added" if it.old is ABSENT else "removed" if it.new is ABSENT else "changed"
    return {
        "pointer": veil(format_pointer(it.pointer)),
        "change": kind,
        "text": veil(show_member(it)),
    }


def _total(it: DifferenceTotal) -> dict[str, Any]:
    return {
        "provider": it.provider,
        "currency": it.currency,
        "old": _bounds(it.old),
        "new": _bounds(it.new),
        "difference": _bounds(it.difference),
        "request": _bounds(it.request),
        "rates": _bounds(it.rates),
        "unsplit": _bounds(it.unsplit),
        "known": {
            "difference": _bounds(it.known.difference),
            "request": _bounds(it.known.request),
            "rates": _bounds(it.known.rates),
            "unsplit": _bounds(it.known.unsplit),
        },
        "growth": show_growth(it.growth) or None,
        "requests": it.requests,
        "unpriced": it.unpriced,
    }


def _told(it: Told, numbers: Mapping[int, int], veil: Veil) -> dict[str, Any]:
    diagnostic = it.diagnostic
    span, path = diagnostic.span, diagnostic.path
    return {
        "rule": diagnostic.rule,
        "pack": diagnostic.pack or None,
        "severity": str(diagnostic.severity),
        "message": veil(diagnostic.message),
        "source": diagnostic.source or None,
        "change": None if it.request is None else numbers[id(it.request)],
        "pointer": None if path is None else veil(path),
        "start": None if span is None else _position(span.start),
        "end": None if span is None else _position(span.end),
        "new": it.new,
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _bounds(bounds: Bounds) -> dict[str, str | None]:
    return {
        "minimum": None if bounds.minimum is None else format_amount(bounds.minimum),
        "maximum": None if bounds.maximum is None else format_amount(bounds.maximum),
    }
