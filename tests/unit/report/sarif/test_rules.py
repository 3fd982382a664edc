from collections.abc import Callable
from typing import Any

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Citation, Diagnostic, Severity
from lightmeter.report.sarif.rules import describe_rules
from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS

Check = Callable[[dict[str, str | bytes]], BatchReport]


def described(report: BatchReport) -> dict[str, dict[str, Any]]:
    """The rules of a report, by name."""
    return {it["id"]: it for it in describe_rules(report, report.entries)}


def test_only_rules_that_occur(rich: BatchReport) -> None:
    """Each is there once, sorted by name."""
    names = [it["id"] for it in describe_rules(rich, rich.entries)]

    assert names == sorted({it.name for it in rich.diagnostics})


def test_a_rule_of_single_members(check: Check) -> None:
    """It is described as wherever it is demanded, with the source of this pack."""
    text = '{"model": "picture-1", "input": {"prompt": "x", "size": "2:1"}}'
    (rule,) = described(check({"a.json": text})).values()

    known = KEYWORD_TEXTS["enum"]
    assert rule["id"] == "acme/picture/enum"
    assert rule["shortDescription"] == {"text": known.what}
    assert rule["fullDescription"] == {"text": f"{known.what} {known.why}"}
    assert rule["helpUri"] == "https://example.com/picture"


def test_a_rule_of_ours(check: Check) -> None:
    """No pack demands it, and no document is behind it."""
    (rule,) = described(check({"a.toml": ""})).values()

    known = OWN_TEXTS["no-requests"]
    assert rule["shortDescription"] == {"text": known.what}
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert "helpUri" not in rule
    assert rule["help"]["text"].splitlines() == [
        known.what,
        f"Why: {known.why}",
        f"Remedy: {known.remedy}",
        "More: lightmeter explain no-requests",
    ]


def test_settings_change_no_default(check: Check) -> None:
    """The level of a rule is the pack's, that of a result the project's."""
    report = check({"a.json": '{"model": "picture-1", "input": {"prompt": "x", "size": "2:1"}}'})
    milder = tuple((attrs.evolve(it, severity=Severity.INFO), 0) for it in report.diagnostics)
    (rule,) = described(attrs.evolve(report, chosen=milder)).values()

    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_rule_that_nobody_describes() -> None:
    """Its name has to do, and its severity is what was found."""
    found = Diagnostic("odd-thing", Severity.INFO, "m", pack="acme/picture")
    (rule,) = describe_rules(BatchReport((), (found,), {}), [(found, None)])

    assert rule["shortDescription"] == {"text": "odd thing"}
    assert rule["defaultConfiguration"] == {"level": "note"}


@pytest.mark.parametrize("url", ("", "see the wiki", "javascript:alert(1)", "https://a b", "x\n"))
def test_what_is_no_address_is_none(url: str) -> None:
    """Whatever a pack has for its source, a viewer is only sent to pages."""
    citation = Citation("Guide", url=url)
    found = Diagnostic("enum", Severity.ERROR, "m", pack="acme/picture", citation=citation)
    (rule,) = describe_rules(BatchReport((), (found,), {}), [(found, None)])

    assert "helpUri" not in rule
    assert "](" not in rule["help"]["markdown"]
