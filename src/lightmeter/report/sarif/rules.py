"""The rules of a SARIF run: those that occur, in the words of `lightmeter explain`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Citation, Diagnostic, Severity
from lightmeter.escaping import escape
from lightmeter.language.message import Message
from lightmeter.language.typed import FieldValue
from lightmeter.packs.program import Check, Program
from lightmeter.report.description import remedy_of
from lightmeter.report.markdown import code, link, prose
from lightmeter.report.naming import show_citation
from lightmeter.report.sarif.levels import LEVELS
from lightmeter.report.sarif.messages import literal, plain
from lightmeter.report_list import Found
from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS

__all__ = ["Rules", "describe_rules"]

# A pack may write anything where an address belongs.
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


@attrs.frozen
class _Rule:
    """
    A rule in words.

    Attributes:
        name: Full name.
        severity: That it has where no settings say otherwise.
        title: What it is about, in one sentence.
        what: It demands, or says.
        why: That matters, or "".
        remedy: What to do, or "".
        citation: Where it stands, or None.
        basis: How it is known, or "".
    """

    name: str
    severity: Severity
    title: str
    what: str
    why: str
    remedy: str
    citation: Citation | None
    basis: str


@attrs.define
class _Found:
    """
    What is kept of the diagnostics of a rule.

    Attributes:
        first: Of them.
        severity: The gravest.
        citation: The first, or None.
        basis: The first, or "".
        programs: That judged their requests, by identity, in the order in which they came.
    """

    first: Diagnostic
    severity: Severity
    citation: Citation | None = None
    basis: str = ""
    programs: dict[int, Program] = attrs.field(factory=dict)

    def add(self, diagnostic: Diagnostic, program: Program | None) -> None:
        """Add a diagnostic of the rule."""
        self.severity = min(self.severity, diagnostic.severity, key=lambda it: it.rank)
        self.citation = self.citation or diagnostic.citation
        self.basis = self.basis or diagnostic.basis
        if program is not None:
            self.programs.setdefault(id(program), program)


class Rules:
    """The rules that occur."""

    def __init__(self, report: BatchReport) -> None:
        """
        Begin with none.

        Args:
            report: Of the run.
        """
        self._report = report
        self._found: dict[str, _Found] = {}

    def add(self, diagnostic: Diagnostic, number: int | None) -> None:
        """Take up the rule of a diagnostic, which comes with the number of its request."""
        found = self._found.get(diagnostic.name)
        if found is None:
            found = self._found[diagnostic.name] = _Found(diagnostic, diagnostic.severity)
        found.add(diagnostic, None if number is None else self._report.reports[number].program)

    def describe(self) -> list[dict[str, Any]]:
        """Describe them, sorted by name."""
        return [_descriptor(_rule(found)) for _, found in sorted(self._found.items(), key=_name)]


def _name(pair: tuple[str, _Found]) -> str:
    return pair[0]


def describe_rules(report: BatchReport, entries: Iterable[Found]) -> list[dict[str, Any]]:
    """
    Describe every rule that occurs, sorted by name.

    Args:
        report: Of the run.
        entries: Its diagnostics with the numbers of their requests.
    """
    rules = Rules(report)
    for entry in entries:
        rules.add(*entry)
    return rules.describe()


def _rule(found: _Found) -> _Rule:
    first = found.first
    declared = [pair for it in found.programs.values() for pair in _checks(it, first)]
    severities = [check.severity for _, check in declared] or [found.severity]
    severity = min(severities, key=lambda it: it.rank)
    text = None if first.pack else OWN_TEXTS.get(first.rule)
    text = text or KEYWORD_TEXTS.get(first.rule)
    if text is not None:
        severity = Severity(text.severity) if text.severity else severity
        title, what, why, remedy = text.what, text.what, text.why, text.remedy
    else:
        # A pack's own rule. Its message speaks of one request, its reason of all of them.
        what = next((_template(*pair) for pair in declared), "") or first.rule.replace("-", " ")
        why = next((escape(check.why) for _, check in declared if check.why), "")
        title, remedy = why or what, remedy_of(what)
    return _Rule(
        name=first.name,
        severity=severity,
        title=title,
        what=what,
        why=why,
        remedy=remedy,
        citation=found.citation,
        basis=found.basis,
    )


def _checks(program: Program, diagnostic: Diagnostic) -> Iterator[tuple[Program, Check]]:
    for check in program.checks:
        if (check.pack, check.rule) == (diagnostic.pack, diagnostic.rule):
            yield program, check


def _template(program: Program, check: Check) -> str:
    """The message of a pack's rule, with names in place of values."""
    messages = (rule.message for rule in program.rules if rule.check == check.index)
    return next((escape("".join(_parts(message))) for message in messages), "")


def _parts(message: Message) -> Iterator[str]:
    for part in message.parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, FieldValue):
            yield f"{{{'.'.join(part.path)}}}"
        else:
            yield f"{{{getattr(part, 'name', '') or '…'}}}"


# Descriptors --------------------------------------------------------------------------------------


def _descriptor(rule: _Rule) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": rule.name,
        "shortDescription": {"text": plain(rule.title)},
        "fullDescription": {"text": plain(_full(rule))},
        "help": {
            "text": plain("\n".join(_help_text(rule))),
            "markdown": literal("\n\n".join(_help_markdown(rule))),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }
    if address := _address(rule):
        made["helpUri"] = address
    return made


def _address(rule: _Rule) -> str:
    """Of the page that the rule stands on, or ""."""
    url = rule.citation.url if rule.citation is not None else ""
    return url if _URL.fullmatch(url) else ""


def _full(rule: _Rule) -> str:
    if rule.title == rule.why:
        return f"{rule.title} Its message: {rule.what}."
    return f"{rule.title} {rule.why}" if rule.why else rule.title


def _help_text(rule: _Rule) -> Iterator[str]:
    yield rule.what
    if rule.why:
        yield f"Why: {rule.why}"
    if rule.remedy:
        yield f"Remedy: {rule.remedy}"
    if rule.citation is not None:
        yield f"Source: {show_citation(rule.citation, rule.basis)}"
    yield f"More: lightmeter explain {rule.name}"


def _help_markdown(rule: _Rule) -> Iterator[str]:
    yield prose(rule.what)
    if rule.why:
        yield f"**Why:** {prose(rule.why)}"
    if rule.remedy:
        yield f"**Remedy:** {prose(rule.remedy)}"
    if rule.citation is not None:
        cited = prose(show_citation(rule.citation, rule.basis))
        yield f"**Source:** {link(cited, _address(rule))}"
    yield f"**More:** {code(f'lightmeter explain {rule.name}')}"
