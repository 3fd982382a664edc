"""What providers charged beside what was estimated: a row each, totals, and what they suggest."""

from collections.abc import Iterator, Mapping

from lightmeter.diagnostic import Severity
from lightmeter.reconcile.outcome import Outcome
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.report.display import show, wrap
from lightmeter.report.reconciliation_cells import row_cells
from lightmeter.report.reconciliation_findings import findings
from lightmeter.report.reconciliation_totals import (
    TOTAL_HEADINGS,
    origins,
    show_counts,
    total_facts,
    total_rows,
)
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.table import align
from lightmeter.report.veil import Veil, make_veil

__all__ = ["render"]

_NOTE_COLUMNS = 96
_HEADINGS = ("REQUEST", "", "MODEL", "ESTIMATED", "CHARGED", "DIFFERENCE", "OUTCOME")
_SEVERITIES: Mapping[Outcome, Severity] = {
    Outcome.ABOVE: Severity.ERROR,
    Outcome.BELOW: Severity.WARNING,
    Outcome.UNPRICED: Severity.WARNING,
    Outcome.FAILED: Severity.ERROR,
    Outcome.NOT_CHARGED: Severity.WARNING,
    Outcome.AMBIGUOUS: Severity.WARNING,
    Outcome.UNKNOWN: Severity.ERROR,
}


def render(reconciliation: Reconciliation, style: Style = PLAIN) -> str:
    """Write the table, notes under the rows they belong to, totals, what the charges suggest."""
    if not reconciliation.rows:
        return ""
    veil = make_veil(reconciliation.report)
    lines = [*_table(reconciliation, style, veil), *_totals(reconciliation, style, veil)]
    lines += ["", show_counts(reconciliation)]
    lines += map(veil, origins(reconciliation))
    for note in reconciliation.notes:
        lines += map(style.dim, _hanging(f"note: {show(veil(note))}", ""))
    for heading, sentences, toml in findings(reconciliation):
        lines += ["", style.bold(veil(heading))]
        for text in sentences:
            lines += _hanging(veil(text), "  ")
        if toml:
            lines += ["", *(f"    {veil(line)}".rstrip() for line in toml)]
    return "\n".join(lines) + "\n"


def _table(reconciliation: Reconciliation, style: Style, veil: Veil) -> Iterator[str]:
    heading, *lines = align([_HEADINGS, *map(row_cells, reconciliation.rows)])
    yield style.dim(heading)
    for line, row in zip(lines, reconciliation.rows, strict=True):
        word = row.outcome.value
        # The outcome is the last cell, so that colour cannot push another one aside.
        yield veil(line.removesuffix(word)) + _coloured(word, row.outcome, style)
        for note in row.notes:
            yield from map(style.dim, _hanging(show(veil(note)), "    "))


def _totals(reconciliation: Reconciliation, style: Style, veil: Veil) -> Iterator[str]:
    rows = total_rows(reconciliation)
    if rows:
        heading, *lines = align([TOTAL_HEADINGS, *rows])
        yield ""
        yield style.dim(heading)
        yield from (style.bold(veil(line)) for line in lines)
    facts = list(total_facts(reconciliation))
    if facts:
        yield ""
        yield from map(veil, facts)


def _coloured(word: str, outcome: Outcome, style: Style) -> str:
    severity = _SEVERITIES.get(outcome)
    return style.good(word) if severity is None else style.severity(word, severity)


def _hanging(text: str, indent: str) -> Iterator[str]:
    """Lines of a text, all but the first a little further in."""
    first, *rest = wrap(text, _NOTE_COLUMNS)
    yield f"{indent}{first}"
    yield from (f"{indent}  {line}" for line in rest)
