"""A reconciliation as one JSON object, version 1; amounts are strings."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lightmeter.money import format_amount
from lightmeter.reconcile.faults import hidden_id
from lightmeter.reconcile.outcome import Outcome, Row
from lightmeter.reconcile.rate import Rate
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.reconcile.suggestion import Suggestion
from lightmeter.reconcile.task import Task
from lightmeter.reconcile.totals import ReconciledTotal
from lightmeter.report.json_objects import Objects
from lightmeter.report.json_text import write_json
from lightmeter.report.reconciliation_toml import toml_of
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil, veil_value

__all__ = ["render"]


def render(reconciliation: Reconciliation, style: Style = PLAIN) -> str:
    """Write it; colour has no place in it."""
    del style
    veil = make_veil(reconciliation.report)
    objects = Objects(reconciliation.report)
    counts = reconciliation.counts
    document = {
        **objects.head(),
        "charges": list(reconciliation.files),
        "agrees": reconciliation.agrees,
        "rows": [_row(it, veil) for it in reconciliation.rows],
        "totals": [_total(it) for it in reconciliation.totals],
        "questions": [
            {
                "provider": it.provider,
                "model": it.model,
                "assumption": veil(it.assumption),
                "lower": it.lower,
                "upper": it.upper,
                "between": it.between,
                "estimates": it.estimates,
            }
            for it in reconciliation.questions
        ],
        "suggestions": [
            _suggestion(it, reconciliation.day, veil) for it in reconciliation.suggestions
        ],
        "notes": [veil(it) for it in reconciliation.notes],
        "diagnostics": list(objects.diagnostics()),
        "summary": {it.value: counts[it] for it in Outcome},
    }
    return write_json(document, indent=2) + "\n"


def _row(row: Row, veil: Veil) -> dict[str, Any]:
    report = row.report
    estimate = None if report is None else report.estimate
    listed = None if estimate is None else estimate.list_price
    return {
        "outcome": row.outcome.value,
        "source": None if report is None else report.source or None,
        "index": None if report is None else report.index,
        "line": None if report is None else report.line,
        "id": None if report is None else veil(report.id) or None,
        "provider": veil(row.provider) or None,
        "model": veil(row.tasks[0].model if report is None else report.model) or None,
        "effective": None if estimate is None else veil_value(estimate.effective, veil),
        "currency": row.currency or None,
        "own_rates": [] if estimate is None else [veil(it) for it in estimate.own_rates],
        "list": None if listed is None else _range(listed.minimum, listed.maximum),
        "estimated": _range(row.minimum, row.maximum),
        "charged": _amount(row.charged),
        "difference": _amount(row.difference),
        "basis": "estimate" if row.estimated else "actual" if row.charged is not None else None,
        "currency_assumed": row.assumed,
        "converted": row.converted,
        "incomparable": row.incomparable,
        "tasks": [_task(it, veil) for it in row.tasks],
        "notes": [veil(it) for it in row.notes],
    }


def _task(task: Task, veil: Veil) -> dict[str, Any]:
    return {
        "task": veil(hidden_id(task.name)) or None,
        "ids": [veil(hidden_id(it)) for it in task.ids],
        "amount": _amount(task.amount),
        "currency": task.currency or None,
        "member": task.member or None,
        "basis": task.basis if task.amount is not None else None,
        "failed": task.failed,
        "refunded": _amount(task.refunded),
        "places": [
            {
                "source": it.source,
                "line": it.line,
                "status": veil(it.status) or None,
                "date": None if it.day is None else it.day.isoformat(),
            }
            for it in task.charges
        ],
    }


def _total(total: ReconciledTotal) -> dict[str, Any]:
    return {
        "provider": total.provider or None,
        "currency": total.currency or None,
        "requests": total.requests,
        "unpriced": total.unpriced,
        "incomparable": total.incomparable,
        "estimates": total.estimates,
        "failed": total.failed,
        "estimated": _range(total.minimum, total.maximum),
        "charged": _amount(total.charged),
        "difference": _range(total.difference_minimum, total.difference_maximum),
        "list": None
        if total.list_minimum is None
        else _range(total.list_minimum, total.list_maximum),
        "refunded": total.refunded,
        "not_charged": {
            "requests": total.not_charged,
            "unpriced": total.not_charged_unpriced,
            **_range(total.not_charged_minimum, total.not_charged_maximum),
        },
        "unknown": {
            "charges": total.unknown,
            "without_amount": total.unknown_unsaid,
            "charged": _amount(total.unknown_charged),
        },
        "ambiguous": total.ambiguous,
    }


def _suggestion(suggestion: Suggestion, day: dt.date, veil: Veil) -> dict[str, Any]:
    group = suggestion.group
    days = group.days
    return {
        "kind": suggestion.kind,
        "provider": group.provider,
        "model": group.model,
        "pack": group.pack,
        "item": group.item,
        "unit": group.unit,
        "currency": group.currency,
        "rate": None if suggestion.rate is None else _rate(suggestion.rate),
        "cells": [
            {
                "effective": veil_value(dict(it.values), veil),
                "rate": _rate(it.rate),
                "charges": it.charges,
                "constant": it.constant,
                "estimates": it.estimates,
            }
            for it in suggestion.cells
        ],
        "charges": len(group.evidence),
        "estimates": group.estimates,
        "silent": len(group.silent),
        "refuted": len(suggestion.refuted),
        "own_rates": [veil(it.citation.title) for it in group.own],
        "in_place_of_own_rates": suggestion.instead,
        "from": None if days is None else days[0].isoformat(),
        "until": None if days is None else days[1].isoformat(),
        "toml": veil("\n".join(toml_of(suggestion, day))) or None,
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {**_range(rate.minimum, rate.maximum), "exact": rate.exact}


def _range(minimum: Decimal | None, maximum: Decimal | None) -> dict[str, str | None]:
    return {"minimum": _amount(minimum), "maximum": _amount(maximum)}


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else format_amount(amount)
