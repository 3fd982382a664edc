"""A reconciliation as Markdown, for a pull request or a job summary."""

from collections.abc import Iterator

from lightmeter.reconcile.outcome import Row
from lightmeter.reconcile.reconciliation import Reconciliation
from lightmeter.report.markdown import code, fenced, page, paragraph, prose, table
from lightmeter.report.reconciliation_cells import row_cells
from lightmeter.report.reconciliation_findings import findings
from lightmeter.report.reconciliation_totals import origins, show_counts, total_facts, total_rows
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil

__all__ = ["render"]

# Comments on a pull request are cut off at 65,536 characters.
_MOST_ROWS = 200
_HEADINGS = ("request", "id", "model", "estimated", "charged", "difference", "outcome", "notes")
_TOTAL_HEADINGS = ("total", "estimated", "charged", "difference", "of")


def render(reconciliation: Reconciliation, style: Style = PLAIN) -> str:
    """Write totals first, then what does not agree, then what the charges suggest."""
    del style
    if not reconciliation.rows:
        return ""
    return page(_lines(reconciliation, make_veil(reconciliation.report)))


def _lines(reconciliation: Reconciliation, veil: Veil) -> Iterator[str]:
    agrees = "agree" if reconciliation.agrees else "do not agree"
    yield f"### Charges and estimates {agrees}"
    yield ""
    rows = [[prose(veil(it)) for it in row] for row in total_rows(reconciliation)]
    if rows:
        yield from table(_TOTAL_HEADINGS, rows)
        yield ""
    facts = [f"- {prose(veil(it))}" for it in total_facts(reconciliation)]
    for fact in facts:
        yield from paragraph(fact, "  ")
    if facts:
        yield ""
    differing = [it for it in reconciliation.rows if not it.agrees]
    shown = differing or reconciliation.rows
    yield from table(_HEADINGS, [_cells(it, veil) for it in shown[:_MOST_ROWS]])
    yield ""
    if len(shown) > _MOST_ROWS:
        yield f"{len(shown) - _MOST_ROWS:,} more are not shown."
        yield ""
    yield from paragraph(prose(veil(show_counts(reconciliation))))
    yield ""
    for origin in origins(reconciliation):
        yield from paragraph(f"- {prose(veil(origin))}", "  ")
    for note in reconciliation.notes:
        yield from paragraph(f"- {prose(veil(note))}", "  ")
    for heading, sentences, toml in findings(reconciliation):
        yield ""
        yield f"#### {prose(veil(heading))}"
        yield ""
        for text in sentences:
            yield from paragraph(f"- {prose(veil(text))}", "  ")
        if toml:
            yield ""
            yield from fenced("\n".join(map(veil, toml)), "toml")


def _cells(row: Row, veil: Veil) -> list[str]:
    place, name, model, *amounts = row_cells(row)
    return [
        code(veil(place)),
        code(veil(name)) if name else "",
        *(prose(veil(it)) for it in (model, *amounts)),
        prose(veil("; ".join(row.notes))),
    ]
