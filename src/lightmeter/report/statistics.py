"""How often each rule was found, and how much of it can be fixed."""

from collections import Counter
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Severity
from lightmeter.report.display import pad
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.table import align

__all__ = ["render_statistics", "statistics_data"]

_SAFE, _UNSAFE = "[*]", "[-]"


@attrs.frozen
class _Row:
    """
    A rule in one severity.

    Attributes:
        rule: Full name.
        severity: Of its diagnostics.
        count: How many there are.
        safe: How many of them have a safe fix.
        unsafe: How many have an unsafe one.
    """

    rule: str
    severity: Severity
    count: int
    safe: int
    unsafe: int

    @property
    def sign(self) -> str:
        """Whether some can be fixed, and how."""
        if self.safe:
            return _SAFE
        return _UNSAFE if self.unsafe else ""


def render_statistics(report: BatchReport, style: Style = PLAIN) -> str:
    """Write a line for each rule, the most frequent first; "" where nothing was found."""
    rows = _rows(report)
    # Escape sequences take no columns, so all words are filled up before they are coloured.
    width = max((len(it.severity.value) for it in rows), default=0)
    table = align(
        [
            (
                f"{it.count:,}",
                style.severity(pad(it.severity.value, width), it.severity),
                it.rule,
                it.sign,
            )
            for it in rows
        ],
        right=(0,),
    )
    signs = {it.sign for it in rows}
    legend = [
        text
        for sign, text in (
            (_SAFE, f"{_SAFE} fixable with --fix"),
            (_UNSAFE, f"{_UNSAFE} fixable with --fix --unsafe-fixes"),
        )
        if sign in signs
    ]
    if legend:
        table += ["", style.dim(", ".join(legend))]
    return "".join(f"{line}\n" for line in table)


def statistics_data(report: BatchReport) -> list[dict[str, Any]]:
    """Give the same as plain data: rule, severity, count, how many are fixable safely and not."""
    return [
        {
            "rule": it.rule,
            "severity": it.severity.value,
            "count": it.count,
            "fixable": {"safe": it.safe, "unsafe": it.unsafe},
        }
        for it in _rows(report)
    ]


def _rows(report: BatchReport) -> list[_Row]:
    counts: Counter[tuple[str, Severity]] = Counter()
    fixes: Counter[tuple[str, Severity, bool]] = Counter()
    for it, _ in report.entries:
        counts[it.name, it.severity] += 1
        if it.fix is not None:
            fixes[it.name, it.severity, it.fix.safe] += 1
    rows = [
        _Row(rule, severity, count, fixes[rule, severity, True], fixes[rule, severity, False])
        for (rule, severity), count in counts.items()
    ]
    return sorted(rows, key=lambda it: (-it.count, it.severity.rank, it.rule))
