"""The `junit` format: requests as tests, which most CI systems know how to show."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import attrs

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.estimate.words import count
from lightmeter.report.cost_rows import cost_rows
from lightmeter.report.display import show
from lightmeter.report.naming import place_of, show_model, show_totals, source_names
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil, make_veil
from lightmeter.result import BatchReport, Report, Status
from lightmeter.silence.locks import UNREADABLE

__all__ = ["render"]

# What XML cannot hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = "the file as a whole"
_PAYLOAD = "payload"


@attrs.define
class _Suite:
    """
    What belongs to one source.

    Attributes:
        whole: Diagnostics of the source as a whole.
        requests: Its requests, each with its diagnostics.
        suppressed: How many diagnostics were silenced.
    """

    whole: list[Diagnostic] = attrs.field(factory=list)
    requests: list[tuple[Report, list[Diagnostic]]] = attrs.field(factory=list)
    suppressed: int = 0


def render(report: BatchReport, style: Style = PLAIN) -> str:
    """
    Write a suite a source, in it a test a request.

    An error fails its test, warnings and notes stand in the test's output with the cost, and a
    request that was not checked is a skipped test. What is said of a source as a whole has a test
    of its own, which is in error where the source could not be read.
    """
    del style
    veil = make_veil(report)
    suites = [
        _suite(report, name, suite, veil) for name, suite in sorted(_by_source(report).items())
    ]
    sums = {
        name: str(sum(int(it.get(name, "0")) for it in suites))
        for name in ("tests", "failures", "errors")
    }
    root = _element("testsuites", name="lightmeter", **sums)
    root.extend(suites)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _by_source(report: BatchReport) -> dict[str, _Suite]:
    suites = {name: _Suite() for name in source_names(report)}
    found: list[list[Diagnostic]] = []
    for it in report.reports:
        found.append([])
        suites.setdefault(it.source, _Suite()).requests.append((it, found[-1]))
    for diagnostic, number in report.entries:
        if number is not None:
            found[number].append(diagnostic)
        else:
            suites.setdefault(diagnostic.source, _Suite()).whole.append(diagnostic)
    for silenced in report.suppressed:
        suites.setdefault(silenced.diagnostic.source, _Suite()).suppressed += 1
    return suites


def _suite(report: BatchReport, name: str, suite: _Suite, veil: Veil) -> ET.Element:
    shown = veil(name) or _PAYLOAD
    cases = [_case(shown, _WHOLE, suite.whole, veil)] if suite.whole else []
    cases += [_request(report, shown, it, found, veil) for it, found in suite.requests]
    element = _element(
        "testsuite",
        name=shown,
        tests=str(len(cases)),
        failures=str(sum(it.find("failure") is not None for it in cases)),
        errors=str(sum(it.find("error") is not None for it in cases)),
        skipped=str(sum(it.find("skipped") is not None for it in cases)),
    )
    facts = dict(_facts(suite))
    if facts:
        properties = _element("properties")
        properties.extend(
            _element("property", name=key, value=value) for key, value in facts.items()
        )
        element.append(properties)
    element.extend(cases)
    return element


def _facts(suite: _Suite) -> Iterator[tuple[str, str]]:
    reports = tuple(it for it, _ in suite.requests)
    total = show_totals(BatchReport(reports, (), {}))
    if total:
        yield "total", total
    packs = sorted({f"{it.pack} {it.edition}".rstrip() for it in reports if it.pack})
    if packs:
        yield "packs", ", ".join(packs)
    if suite.suppressed:
        yield "suppressed", str(suite.suppressed)


def _request(
    report: BatchReport, suite: str, it: Report, found: Sequence[Diagnostic], veil: Veil
) -> ET.Element:
    known = it.id and report.id_counts[it.source, it.id] == 1
    costs = cost_rows(BatchReport((it,), (), {})) if it.status is Status.CHECKED else iter(())
    cost = next(costs, ("",))[-1]
    case = _case(suite, veil(it.id) if known else f"request {it.index + 1}", found, veil, cost)
    if case.find("failure") is None and case.find("error") is None:
        reason = _why_unchecked(it)
        if reason:
            case.insert(0, _element("skipped", message=veil(reason)))
    return case


def _why_unchecked(it: Report) -> str:
    """Why a request whose test fails for nothing did not pass it either, or ""."""
    if not it.ok:
        # Its error was silenced, which mends nothing.
        return "the request is rejected; its errors are silenced"
    if it.status is not Status.CHECKED:
        return f"{show_model(it) or 'the request'} was not checked"
    return ""


def _case(
    suite: str, name: str, found: Sequence[Diagnostic], veil: Veil, cost: str = ""
) -> ET.Element:
    case = _element("testcase", classname=suite, name=name)
    errors = [it for it in found if it.severity is Severity.ERROR]
    if errors:
        unreadable = any(it.rule in UNREADABLE for it in errors)
        more = f" (and {count(len(errors) - 1, 'error')} more)" if len(errors) > 1 else ""
        failure = _element(
            "error" if unreadable else "failure",
            type=errors[0].name,
            message=f"{veil(errors[0].message)}{more}",
        )
        failure.text = _lines(errors, veil)
        case.append(failure)
    rest = [it for it in found if it.severity is not Severity.ERROR]
    if rest or cost:
        output = _element("system-out")
        output.text = _lines(rest, veil) + (f"{cost}\n" if cost else "")
        case.append(output)
    return case


def _lines(found: Sequence[Diagnostic], veil: Veil) -> str:
    lines = []
    for it in found:
        place = place_of(it)
        words = f"{it.severity} {it.name} {show(veil(it.message))}"
        lines.append(_clean(f"{veil(place)}: {words}\n" if place else f"{words}\n"))
    return "".join(lines)


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, {name: _clean(show(value)) for name, value in attributes.items()})


def _clean(text: str) -> str:
    return _NO_XML.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
