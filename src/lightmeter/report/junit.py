"""The `junit` format: requests as tests, which most CI systems know how to show."""

from collections.abc import Iterator, Sequence

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.words import count
from lightmeter.report.by_number import ByNumber
from lightmeter.report.cost_rows import cost_rows
from lightmeter.report.display import show
from lightmeter.report.junit_suite import Case, Suite
from lightmeter.report.naming import place_of, show_model, source_names
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.report.xml_text import attributes, clean, content
from lightmeter.report_list import LongReports
from lightmeter.result import Report, Status
from lightmeter.silence.locks import UNREADABLE

__all__ = ["pieces", "render"]

_WHOLE = "the file as a whole"
# What is said of a run, and of a payload that was given without a text, has no source.
_RUN, _PAYLOAD = "run", "payload"
# Estimates of which the words are known at a time.
_MOST_KNOWN = 1_024


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """Write it as one text."""
    return "".join(pieces(report, style))


def pieces(report: BatchReport, style: Style = PLAIN) -> Iterator[str]:
    """
    Write a suite a source, in it a test a request.

    An error fails its test, warnings and notes stand in the test's output with the cost, and a
    request that was not checked is a skipped test. What is said of a source as a whole has a test
    of its own, which is in error where the source could not be read.
    """
    del style
    suites = [suite for _, suite in sorted(_Cases(report).suites().items())]
    sums = {
        name: str(sum(it.counts[name] for it in suites)) for name in ("tests", "failures", "errors")
    }
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    root = f"<testsuites{attributes(name='lightmeter', **sums)}"
    if not suites:
        yield f"{root} />\n"
        return
    yield f"{root}>\n"
    for suite in suites:
        yield from suite.pieces()
    yield "</testsuites>\n"


class _Cases:
    """Makes the tests of a report."""

    def __init__(self, report: BatchReport) -> None:
        self._report = report
        self._veil = make_veil(report)
        self._hold = not isinstance(report.reports, LongReports)
        self._suites: dict[str, Suite] = {}
        self._costs: dict[int, tuple[Estimate, str]] = {}

    def suites(self) -> dict[str, Suite]:
        """Every suite by the name of its source."""
        report = self._report
        for name in source_names(report):
            self._suite(name)
        # 1. What was found, by the request that it is about. What is said of a source as a whole
        #    is little, and its test is the first of its suite.
        found: ByNumber[Diagnostic] = ByNumber(hold=self._hold)
        of_none: dict[str, list[Diagnostic]] = {}
        for diagnostic, number in report.entries:
            if number is None:
                of_none.setdefault(diagnostic.source, []).append(diagnostic)
            else:
                found.add(number, diagnostic)
        for name, them in of_none.items():
            suite = self._suite(name)
            whole = _WHOLE if name else f"the {suite.name} as a whole"
            suite.add(_case(suite.name, whole, them, self._veil))
        # 2. A test for each request.
        for number, it in enumerate(report.reports):
            suite = self._suite(it.source)
            suite.count(it)
            suite.add(self._request(suite.name, it, found.of(number)))
        # 3. What is not shown.
        for silenced in report.suppressed:
            self._suite(silenced.diagnostic.source).suppressed += 1
        return self._suites

    def _suite(self, name: str) -> Suite:
        suite = self._suites.get(name)
        if suite is None:
            shown = self._veil(name) or (_PAYLOAD if name in self._report.tally.sources else _RUN)
            suite = self._suites[name] = Suite(
                shown, hold=self._hold, unread=name in self._report.unread_sources
            )
        return suite

    def _request(self, suite: str, it: Report, found: Sequence[Diagnostic]) -> Case:
        known = self._report.is_named(it)
        name = self._veil(it.id) if known else f"request {it.index + 1}"
        return _case(suite, name, found, self._veil, self._cost(it), _why_unchecked(it))

    def _cost(self, it: Report) -> str:
        """What a request costs in words, which equal requests share; "" for one that is wrong."""
        if it.status is not Status.CHECKED:
            return ""
        estimate = it.estimate
        known = None if estimate is None else self._costs.get(id(estimate))
        if known is not None:
            return known[1] if it.ok else ""
        cost = next(cost_rows(BatchReport((it,), (), {})), ("",))[-1]
        if estimate is not None and it.ok:
            if len(self._costs) >= _MOST_KNOWN:
                self._costs.clear()
            # While it is kept no other one comes to its address.
            self._costs[id(estimate)] = estimate, cost
        return cost


def _why_unchecked(it: Report) -> str:
    """Why a request whose test fails for nothing did not pass it either, or ""."""
    if not it.ok:
        # Its error was silenced, which mends nothing.
        return "the request is rejected; its errors are silenced"
    if it.status is not Status.CHECKED:
        return f"{show_model(it) or 'the request'} was not checked"
    return ""


def _case(
    suite: str,
    name: str,
    found: Sequence[Diagnostic],
    veil: Veil,
    cost: str = "",
    unchecked: str = "",
) -> Case:
    kind, parts = "", ""
    errors = [it for it in found if it.severity is Severity.ERROR]
    if errors:
        unreadable = any(it.rule in UNREADABLE for it in errors)
        kind = "error" if unreadable else "failure"
        more = f" (and {count(len(errors) - 1, 'error')} more)" if len(errors) > 1 else ""
        facts = attributes(type=errors[0].name, message=f"{veil(errors[0].message)}{more}")
        parts = f"      <{kind}{facts}>{content(_lines(errors, veil))}</{kind}>\n"
    elif unchecked:
        kind = "skipped"
        parts = f"      <skipped{attributes(message=veil(unchecked))} />\n"
    rest = [it for it in found if it.severity is not Severity.ERROR]
    if rest or cost:
        output = _lines(rest, veil) + (f"{cost}\n" if cost else "")
        parts += f"      <system-out>{content(output)}</system-out>\n"
    head = f"    <testcase{attributes(classname=suite, name=name)}"
    return kind, f"{head}>\n{parts}    </testcase>\n" if parts else f"{head} />\n"


def _lines(found: Sequence[Diagnostic], veil: Veil) -> str:
    lines = []
    for it in found:
        place = place_of(it)
        words = f"{it.severity} {it.name} {show(veil(it.message))}"
        lines.append(clean(f"{veil(place)}: {words}\n" if place else f"{words}\n"))
    return "".join(lines)
