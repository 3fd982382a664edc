"""A comparison of costs as text: a table of what changed, why, and what it comes to."""

from collections.abc import Iterator

from lightmeter.difference.bounds import ZERO
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.effects import Change
from lightmeter.difference.totals import DifferenceTotal
from lightmeter.estimate.words import count, show_money
from lightmeter.report.difference_headline import headline
from lightmeter.report.difference_words import (
    difference_veil,
    news,
    request_name,
    request_place,
    show_difference,
    show_model,
    show_paid,
    told_beside,
    unchanged,
    why_changed,
)
from lightmeter.report.display import show, wrap
from lightmeter.report.naming import place_of
from lightmeter.report.signed_amounts import show_partly, show_share
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.table import align
from lightmeter.report.veil import Veil

__all__ = ["render"]

_NOTE_COLUMNS = 96
_HEADINGS = ("REQUEST", "", "MODEL", "OLD", "NEW", "CHANGE")
_OF_TOTALS = ("", "OLD", "NEW", "CHANGE", "REQUESTS", "RATES", "NOT SPLIT")


def render(comparison: Comparison, style: Style = PLAIN) -> str:
    """Write a row for each request that changed, then totals, then what is newly wrong."""
    veil = difference_veil(comparison)
    blocks = [
        list(_rows(comparison, veil, style)),
        list(_totals(comparison, style)),
        [
            *(style.bold(show(line)) for line in headline(comparison)),
            *(style.dim(show(line)) for line in unchanged(comparison)),
        ],
        list(_news(comparison, veil, style)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _rows(comparison: Comparison, veil: Veil, style: Style) -> Iterator[str]:
    changes = [it for it in comparison.changes if not it.still]
    if not changes:
        return
    table = align([_HEADINGS, *(_row(it) for it in changes)])
    yield style.dim(table[0])
    for row, it in zip(table[1:], changes, strict=True):
        yield veil(row)
        for reason in why_changed(it):
            first, *rest = wrap(veil(show(reason)), _NOTE_COLUMNS)
            yield style.dim(f"    {first}")
            yield from (style.dim(f"      {line}") for line in rest)


def _row(change: Change) -> tuple[str, ...]:
    return (
        show(request_place(change)) or "payload",
        show(request_name(change)),
        show(show_model(change)),
        show_paid(change.old, "added"),
        show_paid(change.new, "removed"),
        show_difference(change),
    )


def _totals(comparison: Comparison, style: Style) -> Iterator[str]:
    if not comparison.totals:
        return
    rows = [_OF_TOTALS, *map(_total, comparison.totals)]
    if all(not row[-1] for row in rows[1:]):
        rows = [row[:-1] for row in rows]
    table = align(rows)
    yield style.dim(table[0])
    yield from table[1:]


def _total(it: DifferenceTotal) -> tuple[str, ...]:
    requests = show_partly(it.request, it.known.request, it.currency)
    return (
        f"total {show(it.provider)}",
        show_money(it.old.minimum, it.old.maximum, it.currency),
        show_money(it.new.minimum, it.new.maximum, it.currency),
        show_partly(it.difference, it.known.difference, it.currency),
        requests + show_share(it.growth, it.base, it.currency),
        show_partly(it.rates, it.known.rates, it.currency),
        "" if it.unsplit == ZERO else show_partly(it.unsplit, it.known.unsplit, it.currency),
    )


def _news(comparison: Comparison, veil: Veil, style: Style) -> Iterator[str]:
    beside = set(map(id, told_beside(comparison).diagnostics))
    new = [it.diagnostic for it in news(comparison, veil) if it.new]
    # What belongs to no request, and budgets, are told beside the table.
    shown = [it for it in new if id(it) not in beside]
    if not shown:
        return
    yield f"{count(len(shown), 'diagnostic')} that the old side did not have:"
    for it in shown:
        severity = style.severity(str(it.severity), it.severity)
        yield f"{place_of(it)}: {severity} {style.bold(it.name)} {show(veil(it.message))}"
