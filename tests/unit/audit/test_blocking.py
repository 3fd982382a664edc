import pytest

from lightmeter.diagnostic import Severity
from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check

RULE = "[rules.«few»]\nat = 'n'\nwhen = 'n > 5'\nmessage = 'm'\n"


@pytest.mark.parametrize("severity", ("", "severity = 'error'\n"))
def test_what_is_inferred_does_not_block(has_flaw: Check, severity: str) -> None:
    has_flaw("inferred-blocks", FIELDS + BILLING + RULE + severity + "basis = 'inferred'\n")


@pytest.mark.parametrize(
    "facts",
    (
        "",
        "basis = 'observed'",
        "basis = 'inferred'\nseverity = 'warning'",
        "basis = 'inferred'\nseverity = 'off'",
    ),
)
def test_what_is_known_may_block_and_what_is_inferred_may_warn(has_flaw: Check, facts: str) -> None:
    rule = RULE.replace("«", "").replace("»", "")

    has_flaw("", FIELDS + BILLING + rule + facts)


def test_a_member_s_bound_may_be_inferred(has_flaw: Check) -> None:
    has_flaw("", FIELDS.replace("minimum = 1", "minimum = 1\nbasis = 'inferred'") + BILLING)


def test_it_is_a_warning_and_told_once_for_all_models(audit: AuditText) -> None:
    rule = RULE.replace("«", "").replace("»", "") + "basis = 'inferred'\n"
    (flaw,) = audit(FIELDS + BILLING + rule, models="[models.video]\n[models.fast]").flaws

    assert (flaw.rule, flaw.severity) == ("inferred-blocks", Severity.WARNING)
