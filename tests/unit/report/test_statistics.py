from collections.abc import Callable

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Fix, Severity
from lightmeter.report.statistics import render_statistics, statistics_data
from lightmeter.report.style import COLOURED

Check = Callable[[dict[str, str | bytes]], BatchReport]

SAFE, UNSAFE = Fix(safe=True, description="do"), Fix(safe=False, description="do")


def report_of(*found: tuple[str, Severity, Fix | None]) -> BatchReport:
    """A report of rules with their severities and fixes."""
    return BatchReport((), tuple(Diagnostic(*it[:2], "m", fix=it[2]) for it in found), {})


MANY = report_of(
    *[("blank", Severity.WARNING, None)] * 1200,
    ("spelling", Severity.INFO, SAFE),
    ("spelling", Severity.INFO, UNSAFE),
    ("enum", Severity.ERROR, UNSAFE),
    ("enum", Severity.ERROR, None),
    ("type", Severity.ERROR, None),
    ("type", Severity.WARNING, None),
)


def test_the_most_frequent_first() -> None:
    """Then the graver, then by name; a rule in two severities is in two lines."""
    expected = """\
1,200  warning  blank
    2  error    enum      [-]
    2  info     spelling  [*]
    1  error    type
    1  warning  type

[*] fixable with --fix, [-] fixable with --fix --unsafe-fixes
"""
    assert render_statistics(MANY) == expected


def test_only_signs_that_occur_are_explained() -> None:
    """Without fixes there is nothing to explain."""
    report = report_of(("type", Severity.ERROR, None))

    assert render_statistics(report) == "1  error  type\n"
    assert render_statistics(report_of(("type", Severity.ERROR, SAFE))) == (
        "1  error  type  [*]\n\n[*] fixable with --fix\n"
    )


def test_colour_keeps_the_columns() -> None:
    """With the escape sequences taken out, coloured statistics are the plain ones."""
    coloured = render_statistics(MANY, COLOURED)

    assert "\x1b[1;31merror  \x1b[0m" in coloured
    for code in ("1;31", "1;33", "1;36", "2", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == render_statistics(MANY)


def test_names_are_full(check: Check) -> None:
    """Rules of two packs are two rules."""
    report = check(
        {
            "a.json": '{"model": "picture-1", "input": {"prompt": 5}}',
            "b.json": '{"model": "film-1", "input": {"seconds": "5"}}',
        }
    )

    assert [it["rule"] for it in statistics_data(report)] == [
        "acme/film/type",
        "acme/picture/type",
    ]


def test_the_same_as_data() -> None:
    """Counts as numbers, in the order of the lines."""
    assert statistics_data(MANY)[:3] == [
        {
            "rule": "blank",
            "severity": "warning",
            "count": 1200,
            "fixable": {"safe": 0, "unsafe": 0},
        },
        {"rule": "enum", "severity": "error", "count": 2, "fixable": {"safe": 0, "unsafe": 1}},
        {"rule": "spelling", "severity": "info", "count": 2, "fixable": {"safe": 1, "unsafe": 1}},
    ]


def test_nothing_found() -> None:
    """A clean run has no statistics."""
    assert render_statistics(BatchReport((), (), {})) == ""
    assert statistics_data(BatchReport((), (), {})) == []
