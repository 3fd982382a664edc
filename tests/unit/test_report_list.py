from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.report_list import HeldReports
from lightmeter.result import Report, Status


def diagnostic(rule: str, source: str = "") -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, "m", source=source)


def report(source: str, id_: str, *found: Diagnostic) -> Report:
    return Report("acme", "clip", Status.UNCHECKED, found=found, source=source, id=id_)


def test_held_reports_are_counted_once() -> None:
    reports = HeldReports([report("a", "x"), report("a", "y", diagnostic("r"))])

    assert (reports.tally.requests, reports.tally.rejected) == (2, 1)
    assert reports.tally is reports.tally


def test_an_id_is_shared_within_a_source() -> None:
    reports = HeldReports(
        [report("a", "x"), report("b", "x"), report("a", ""), report("a", ""), report("b", "x")]
    )

    assert set(reports.shared_ids) == {("b", "x")}


def test_what_stands_beside_the_reports_is_sorted_among_what_they_have() -> None:
    second, first, third = diagnostic("2", "b"), diagnostic("1", "a"), diagnostic("3", "c")
    reports = HeldReports([report("b", "", second), report("a", "", first)])

    assert reports.entries([(third, None)]) == ((first, 1), (second, 0), (third, None))


def test_what_was_found_later_makes_other_reports_of_those_it_is_about_alone() -> None:
    reports = HeldReports([report("a", "x"), report("a", "y")])

    after = reports.with_found([(1, diagnostic("r"))])

    assert [[it.rule for it in one.diagnostics] for one in after] == [[], ["r"]]
    assert after[0] is reports[0]
    assert reports[1].diagnostics == ()
